"""The case audit theme report in the Board’s pack: the Board’s own version, small numbers hidden. Plain JSON."""

from dataclasses import asdict
from typing import Any

from audits.cases.lifecycle import THEME_STAGES, Theme
from audits.cases.models import CaseTheme
from audits.cases.printing import about, report_paper
from audits.cases.timetable import BOARD_STEPS
from sscb import clock
from sscb.board.packs.freezing import Figure, check_mark
from sscb.timetable.days import in_words
from sscb.timetable.models import Deadline

TITLE = "Multi-agency case audit"


def for_the_meeting(meeting: Any, day) -> CaseTheme | None:
    """The theme planned for this meeting."""
    themes = CaseTheme.objects.all_for_job("the Board's version, suppressed, for its pack")
    return themes.filter(board_on=meeting.meets_on).exclude(stage=Theme.WITHDRAWN).order_by("-accepted_on").first()


def gather_theme(meeting: Any, as_at: Any) -> dict[str, Any]:
    """Facts of the section `audits.case_theme`: the report, or how far the audit is and when the report is due."""
    day = clock.day_of(as_at)
    theme = for_the_meeting(meeting, day)
    if theme is None:
        return {"title": TITLE, "lead": "No case audit is planned for this meeting.", "shown": None}
    if theme.accepted_on is None or theme.accepted_on > day:
        return _under_way(theme, day)
    facts = report_paper(theme, inside=False, on=day)
    figures, anchors = [], {}
    for code, words, shown in facts["shown"]["grades"]:
        figure = Figure(
            key=f"audits:{theme.reference}:{code}", what=f"Cases agreed to be {words.lower()}", shown=shown,
            out_of="count", period=theme.reference, source="Case audit kept in the portal, counted by it",
            received=in_words(theme.accepted_on), state="small numbers hidden",
            check=check_mark(theme.reference, code, shown),
        )  # fmt: skip
        anchors[code] = figure.anchor
        figures.append(asdict(figure))
    rows = [[anchors[code], words, shown] for code, words, shown in facts["shown"]["grades"]]
    return {
        **facts,
        "shown": {**facts["shown"], "grades": rows},
        "figures": figures,
        "cover": _cover(facts["asks"], [facts["shown"]["lead"], theme.scope]),
    }  # fmt: skip


def _under_way(theme: CaseTheme, day) -> dict[str, Any]:
    """How far it is: no count of cases, which is a small number while they are audited (RULINGS 8)."""
    steps = list(theme.deadlines.filter(rule__in=BOARD_STEPS).order_by("due_on", "id"))
    due = next((one for one in steps if one.rule == "case-audit-report"), None)
    lead = f"{theme.title}: {THEME_STAGES[theme.stage].lower()}."
    if due:
        lead += f" Its report is due by {in_words(due.due_on)}."
    before = theme.follows
    return {
        "title": TITLE, "lead": lead, "shown": None, "kicker": f"{theme.reference} · {about(theme)}",
        "scope": theme.scope, "lines": theme.lines.splitlines(),
        "steps": [[one.title, in_words(one.due_on), _stands(one, day)] for one in steps],
        "before": f"{before.reference}, {before.title}: {before.frozen['board']['lead']}"
        if before is not None and before.frozen else "",
        "cover": _cover([], [lead, theme.scope]),
    }  # fmt: skip


def _stands(step: Deadline, day) -> str:
    if step.met_on is not None and step.met_on <= day:
        return f"Done {in_words(step.met_on)}{', late' if step.met_on > step.due_on else ''}"
    if step.state == Deadline.State.CANCELLED:
        return "No longer applies"
    return "Late" if step.due_on < day else "To come"


def _cover(asks: list[str], summary: list[str]) -> dict[str, Any]:
    asked = [line.partition(" ") for line in asks]
    return {
        "asked_to": [[verb, rest] for verb, _, rest in asked] or [["Note", "how far the case audit is."]],
        "summary": summary,
        "children": "Each case is a child whose file every agency looked at.",
        "voice": "Children, families and practitioners were asked; what one child said is told in no paper.",
        "author": "Audit group, figures counted by the portal",
        "sponsor": "Chair, Quality and Performance",
    }  # fmt: skip
