"""The learning and development audit as Training and Development reviews it, and as the Board reads it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from audits.gaps.counting import NOBODY, Share, added, chosen, in_date, in_scope, used
from audits.gaps.models import TrainingGap
from audits.results.queries.gathering import Gathered
from audits.returns.models import Answer, AuditCycle, AuditReturn
from audits.sockets import Known
from sscb.timetable.days import in_words

KIND = "learning"
STRENGTH, PERIOD = "self-impact", "reporting-period"


@dataclass(frozen=True)
class AgencyRow:
    agency: str
    uuid: Any
    staff: int
    in_date: str
    inducted: str
    strength: str


@dataclass(frozen=True)
class GapRow:
    uuid: Any
    topic: str
    group: str
    kind: str
    agencies: str
    people: int | None
    proposal: str
    end: str
    why: str


@dataclass(frozen=True)
class LearningShown:
    heading: str
    lead: str
    agencies: tuple[AgencyRow, ...]
    groups: tuple[tuple[str, str], ...]
    staff: int
    evaluated: tuple[tuple[str, int, int], ...]
    measured: tuple[tuple[str, int, int], ...]
    strength: tuple[tuple[str, int], ...]
    gaps: tuple[GapRow, ...]
    awaited: tuple[str, ...]


def learning_page(found: Gathered) -> LearningShown:
    """Two queries beside what was gathered. Only returns handed in are counted; those the reader may open are told."""
    lines = found.returned
    by_return: dict[int, dict[str, Any]] = {line.one.pk: {} for line in lines}
    wanted = ("staff-by-group", "in-date", "inducted", "evaluated-when", "effect-measured", STRENGTH)
    rows = Answer.objects.filter(of__in=by_return, key__in=wanted)
    for pk, key, value, own, board in rows.values_list("of_id", "key", "value", "self_grade", "moderated_grade"):
        by_return[pk][key] = value if key != STRENGTH else (board if board is not None else own)
    scale, agencies, shares, staff = found.kind.scale, [], [], 0
    for line in lines:
        told = by_return[line.one.pk]
        share = in_date(told.get("in-date"))
        shares.append(share)
        inducted, level = told.get("inducted") or {}, told.get(STRENGTH)
        staff += in_scope(told.get("staff-by-group"))
        if not line.whole:
            continue
        agencies.append(AgencyRow(
            line.agency, line.one.uuid, in_scope(told.get("staff-by-group")), share["All"].words,
            Share(inducted.get("part", 0), inducted.get("of", 0)).words,
            scale.step(level).label if level is not None else "Not said",
        ))  # fmt: skip
    total = added(shares)
    asked = {question.key: question for _, question in found.asked}
    levels = [told[STRENGTH] for told in by_return.values() if told.get(STRENGTH) is not None]
    gaps = gap_rows(found.cycle)
    open_gaps = sum(not gap.end for gap in gaps if gap.kind == TrainingGap.Kind.MULTI.label)
    return LearningShown(
        heading=_heading(total["All"], len(lines)),
        lead=_lead(len(found.returned), len(found.invited), gaps, open_gaps),
        agencies=tuple(agencies), groups=tuple((group, share.words) for group, share in total.items()),
        staff=staff,
        evaluated=tuple(used((told.get("evaluated-when") for told in by_return.values()),
                             asked["evaluated-when"].rows, "used")),
        measured=tuple(chosen((told.get("effect-measured") for told in by_return.values()),
                              asked["effect-measured"].choices)),
        strength=tuple((step.label, sum(level == step.value for level in levels)) for step in scale.steps),
        gaps=gaps, awaited=tuple(f"{line.agency}{f', {line.late}' if line.late else ''}" for line in found.awaited),
    )  # fmt: skip


def _heading(share: Share, count: int) -> str:
    if share == NOBODY:
        return "No return with training figures has been handed in yet"
    return f"{share.words} of staff due for safeguarding training are in date, in {count} agencies"


def _lead(returned: int, asked: int, gaps: tuple[GapRow, ...], open_gaps: int) -> str:
    said = f"{returned} of {asked} agencies have returned."
    if gaps:
        said += f" {len(gaps)} gaps were named; {open_gaps} that only multi-agency training fills wait for a decision."
    return said


def gap_rows(cycle: AuditCycle) -> tuple[GapRow, ...]:
    found = TrainingGap.objects.filter(cycle=cycle).order_by("-kind", "end", "topic")
    names: dict[int, list[str]] = {}
    named = TrainingGap.returns.through.objects.filter(traininggap__cycle=cycle)
    named = named.order_by("auditreturn__owner__name")
    for gap, agency in named.values_list("traininggap", "auditreturn__owner__name"):
        names.setdefault(gap, []).append(agency)
    return tuple(
        GapRow(
            gap.uuid, gap.topic, gap.training_group, gap.get_kind_display(),
            ", ".join(names.get(gap.pk, [])), gap.people, gap.proposal,
            gap.get_end_display() if gap.end else "", gap.why,
        )
        for gap in found
    )  # fmt: skip


def training_compliance(agency_id: int, as_at: date) -> Known | None:
    """What an agency's last learning audit says about training in date: shown beside Section 11, question 6.2."""
    one = AuditReturn.objects.all_for_job("an agency's own answer, shown to it again").filter(
        owner_id=agency_id, cycle__kind=KIND, released_on__lte=as_at
    ).select_related("cycle").order_by("-released_on").first()  # fmt: skip
    if one is None:
        return None
    told = dict(Answer.objects.filter(of=one, key__in=("in-date", PERIOD)).values_list("key", "value"))
    share = in_date(told.get("in-date"))["All"]
    if share == NOBODY:
        return None
    return Known(f"{share.words} of staff due are in date", one.cycle.title, _period(told.get(PERIOD)),
                 in_words(one.released_on))  # fmt: skip


def _period(value: dict[str, str] | None) -> str:
    if not value:
        return ""
    return f"{in_words(date.fromisoformat(value['from']))} to {in_words(date.fromisoformat(value['to']))}"
