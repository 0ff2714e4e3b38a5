"""The panel’s report in the Board’s pack: totals only, small numbers hidden, every figure traced. Plain JSON."""

from dataclasses import asdict
from datetime import date
from typing import Any

from cdop import report_words as say
from cdop.models import ChildDeathReview, PanelMeeting
from cdop.queries.campaigns import learning_rows
from cdop.queries.figures import chart_of, figures_of
from cdop.queries.reports import newest_for_the_board, texts_of
from cdop.transition import GRACE_END, days_left, last_day, period, start_or_latest
from cdop.workplan import Meeting, OpenCase, plan
from cdop.years import last_ended
from sscb import clock
from sscb.board.packs.freezing import Figure, check_mark
from sscb.charts import numbers
from sscb.disclosure import Audience, Disclosed, Equation, disclose
from sscb.timetable.queries.calendar import start_dates
from sscb.timetable.starts import CDR_START

IN_THE_PACK = ("category", "age")
"""The tables that stand in the pack; the others are in the report itself, which every member may read."""


def gather_report(meeting: Any, as_at: Any) -> dict[str, Any]:
    """Facts of the section `cdop.report`: where open reviews go, five years of completed ones, gaps, what was done."""
    day = clock.day_of(as_at)
    report = newest_for_the_board(day)
    figures = report.figures if report else figures_of(say.QUARTERLY, last_ended(day), as_at=day)
    chart = chart_of(figures, size="pack", for_pdf=True)
    path = open_reviews(day, meeting.meets_on)
    tables = [one for one in figures["tables"] if one["code"] in IN_THE_PACK]
    half = figures.get("half") or {}
    lead = path["lead"] or figures["lead"]
    asked = next((one.words for one in texts_of(report) if one.code == "asks"), "") if report else ""
    return {
        "as_at": day.isoformat(), "lead": lead, "path": path, "pool": figures["pool"], "tables": tables,
        "modifiable": figures["modifiable"], "time": figures["time"], "elsewhere": figures["elsewhere"],
        "half": {key: value for key, value in half.items() if key not in ("figures", "lead")}, "note": figures["note"],
        "svg": chart.svg if chart else "", "chart_words": chart.sentence if chart else figures["chart_hidden"],
        "listed": f"{chart.listed} {chart.method}" if chart else "",
        "learning": learning_rows(day),
        "source": f"{report.title} ({report.reference}), agreed {numbers.day(report.agreed_on)}." if report
        else "Counted by the portal; no report is agreed yet.",
        "cover": {
            "asked_to": asked_to(asked),
            "summary": [lead, figures["modifiable"], figures["time"]],
            "children": "Each figure is a child who died. They are counted so that fewer will.",
            "equality": "Sex and ethnicity are counted over five years, each by itself; small groups are hidden.",
            "voice": "Families’ views belong to each review, and no single review is told here.",
            "author": "Child death review co-ordinator, from figures the portal counted",
            "sponsor": "Chair, Child Death Overview Panel",
        },
        "front": [{"kind": "worry", "text": path["worry"]}] if path["worry"] else [],
        "figures": [
            *(one for one in figures["figures"] if _in_tables(one, tables)),
            *half.get("figures", []), *path["figures"],
        ],
    }  # fmt: skip


def asked_to(asked: str) -> list[list[str]]:
    """What the Board is asked, a line each: its verb, which is printed bold, and the rest."""
    lines = [line.strip().partition(" ") for line in asked.splitlines() if line.strip()]
    if not lines:
        return [["Note", "what the reviews of child deaths found and what was done."]]
    return [[verb, rest] for verb, _, rest in lines]


def _in_tables(figure: dict, tables: list[dict]) -> bool:
    return any(cell["anchor"] == figure["anchor"] for table in tables for row in table["rows"] for cell in row["cells"])


def open_reviews(day: date, meets_on: date) -> dict[str, Any]:
    """Open reviews by path, as far as their numbers may be shown (RULINGS 8). Empty once the panel has stopped."""
    start, _ = start_or_latest(start_dates().get(CDR_START.code))
    last = last_day(start)
    empty = {"rows": [], "lead": "", "note": "", "worry": "", "figures": []}
    if period(day, start) == "after":
        return {**empty, "note": f"The panel’s last day was {numbers.day(last)}. What was open then is handed over."}
    found = ChildDeathReview.objects.all_for_job("totals for the Board").unfinished().filter(
        handover=None, lives_here=True, notified_on__lte=day
    )  # fmt: skip
    cases = [OpenCase(*row) for row in found.values_list("reference", "stage", "notified_on")]
    coming = PanelMeeting.objects.all_for_job("totals for the Board").filter(
        met_on=None, cancelled_on=None, planned_on__gte=day, planned_on__lte=last
    )
    meetings = [Meeting(*row) for row in coming.values_list("planned_on", "room_for")]
    made = plan(cases, meetings, today=day, last_day=last)
    cells = {("open",): made.open, ("finish",): len(made.placed), ("hand over",): len(made.left_over)}
    shown = disclose(cells, [Equation(("open",), (("finish",), ("hand over",)))], audience=Audience.BOARD)
    days = [one.on for one in sorted(meetings, key=lambda one: one.on)]
    rows, figures = [], []
    told = (
        (("finish",), f"Finish: panels of {numbers.listed(map(numbers.day, days))}" if days else "Finish: no panel is "
         "planned", numbers.day(days[-1]) if days else numbers.NOT_COUNTED),
        (("hand over",), "Hand over to the child death review partners", numbers.day(last)),
        (("open",), "Open, total", numbers.day(last)),
    )  # fmt: skip
    for key, words, by_when in told:
        figure = _figure(shown, key, words, day)
        figures.append(asdict(figure))
        rows.append({"head": words, "text": figure.shown, "by": by_when, "anchor": figure.anchor,
                     "total": key == ("open",)})  # fmt: skip
    left, then = days_left(day, start), days_left(meets_on, start)
    lead = (
        f"{numbers.capital(shown.say(('open',)))} reviews are open, and {numbers.counted(left, 'day')} "
        f"{'remains' if left == 1 else 'remain'} to finish them or hand them over."
    )
    note = f"Rule {GRACE_END}. From {numbers.day(start)} new notifications go to the child death review partners."
    if 0 <= then < left:
        note = f"On the day of the meeting {numbers.counted(then, 'day')} will remain. {note}"
    worry = ""
    if made.left_over and day >= start:
        worry = (
            f"The panel cannot finish {shown.say(('hand over',))} of {shown.say(('open',))} open child death reviews "
            f"by {numbers.day(last)}: they are to be handed over."
        )
    return {"rows": rows, "lead": lead if made.open else "No child death review is open.", "note": note,
            "worry": worry, "figures": figures}  # fmt: skip


def _figure(shown: Disclosed, key: tuple, words: str, day: date) -> Figure:
    text = shown.print(key)
    return Figure(
        key=f"cdop:open:{key[0]}", what=words, shown=text, out_of="count", period=f"as at {numbers.day(day)}",
        source="Child death reviews kept in the portal, counted by it", received=numbers.day(day),
        state="small numbers hidden", check=check_mark(*key, text, day),
    )  # fmt: skip
