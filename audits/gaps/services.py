"""Training gaps: read from the returns, put together where several agencies name the same, and ended with a reason."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from audits.gaps.models import TrainingGap
from audits.returns.models import Answer, AuditCycle, AuditReturn
from audits.returns.reading import questions_of
from audits.returns.services.writing import UNCHANGED, write
from sscb.access.policy import require
from sscb.history.services import write_history
from sscb.people.models import Person

Named = TrainingGap.returns.through
"""Which return named which gap."""
KIND_OF = {"own-gaps": TrainingGap.Kind.SINGLE, "multi-agency-gaps": TrainingGap.Kind.MULTI}


@transaction.atomic(durable=True)
def gather_gaps(*, cycle: AuditCycle, by: Person, on: date) -> int:
    """Take the gaps of every return handed in. Those already taken stay as they are. Returns how many are new.

    The same topic for the same training group is one gap of several agencies where only multi-agency training fills
    it; within one agency it stays that agency's own.
    """
    require(by, "audits.end_gap", cycle)
    handed_in = AuditReturn.objects.all_for_job("gaps of a cycle").filter(cycle=cycle, released_on__isnull=False)
    keys = [question.key for _, question in questions_of(cycle) if question.becomes == "gap"]
    rows = Answer.objects.filter(of__in=handed_in, key__in=keys).select_related("of")
    gaps = TrainingGap.objects.in_bulk(list(TrainingGap.objects.filter(cycle=cycle).values_list("pk", flat=True)))
    named = set(Named.objects.filter(traininggap__in=gaps).values_list("traininggap_id", "auditreturn_id"))
    known = {
        (gap.kind, gap.topic.casefold(), gap.training_group, None if gap.kind == TrainingGap.Kind.MULTI else one): gap
        for pk, one in named for gap in [gaps[pk]]
    }  # fmt: skip
    new = 0
    for answer in rows:
        kind = KIND_OF.get(answer.key, TrainingGap.Kind.SINGLE)
        for row in answer.value or []:
            topic = str(row.get("topic") or "").strip()
            if not topic:
                continue
            group = str(row.get("group") or "").strip()
            key = (kind, topic.casefold(), group, None if kind == TrainingGap.Kind.MULTI else answer.of_id)
            gap = known.get(key)
            if gap is None:
                gap = known[key] = TrainingGap.objects.create(
                    cycle=cycle, kind=kind, topic=topic[:120], training_group=group[:40], people=row.get("people"),
                    proposal=str(row.get("proposal") or "")[:200], found_on=on,
                )  # fmt: skip
                new += 1
            elif (gap.pk, answer.of_id) not in named and row.get("people"):
                write(gap, people=(gap.people or 0) + row["people"])
            if (gap.pk, answer.of_id) not in named:
                Named.objects.create(traininggap=gap, auditreturn_id=answer.of_id)
                named.add((gap.pk, answer.of_id))
    write_history(cycle, "audits.gaps_gathered", by=by, on=on, new=new)
    return new


@transaction.atomic
def end_gap(*, gap: TrainingGap, end: str, why: str, by: Person, on: date) -> TrainingGap:
    """In the programme, met another way, or declined: each says which or why. Raises ValidationError without it."""
    require(by, "audits.end_gap", gap.cycle)
    faults = {}
    if end not in TrainingGap.End.values:
        faults["end"] = "Choose how it ends."
    if not why.strip():
        faults["why"] = "Say which course, which other way, or why not."
    if gap.end:
        faults["end"] = f"It has ended already: {gap.get_end_display().lower()}. {UNCHANGED}"
    if faults:
        raise ValidationError(faults)
    write(gap, end=end, why=why.strip()[:300], ended_on=on, ended_by=by)
    write_history(gap.cycle, "audits.gap_ended", by=by, on=on, topic=gap.topic, end=gap.get_end_display().lower(),
                  why=why.strip()[:300])  # fmt: skip
    return gap
