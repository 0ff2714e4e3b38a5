"""What must always hold of duties and of what the sweep did about them (REL-30)."""

from collections import defaultdict
from collections.abc import Iterator

from sscb import clock
from sscb.jobs.sockets import Checkup, Finding, checkups
from sscb.timetable.days import in_words
from sscb.timetable.models import Deadline, Effect, Step
from sscb.timetable.queries import working_days
from sscb.timetable.queries.sweeps import last_run
from sscb.timetable.services.deadlines import planned
from sscb.timetable.sockets import rules

SWEEP = "Run the sweep: manage.py sweep."
RECKON = "Ask the portal’s support to work this duty out again."


def duties() -> Iterator[Finding]:
    """Each open duty has exactly the steps and effects that its rule plans, once each; one that ended has no step."""
    days, run = working_days(), last_run()
    steps, effects = _by_deadline(Step.objects.all()), _by_deadline(Effect.objects.all())
    by_itself = _by_deadline(Step.objects.filter(by_handler=False))
    for row in Deadline.objects.select_related("record").order_by("pk").iterator(chunk_size=2000):
        where, mine = f"{row.record.reference}, {row.rule}", steps.get(row.pk, set())
        if row.state != Deadline.State.OPEN:
            if mine:
                yield Finding(where, "the duty has ended, and something is still planned for it.", RECKON)
            continue
        rule = rules.get(row.rule)
        version = rule and next((one for one in rule.versions if one.number == row.rule_version), None)
        if version is None:
            yield Finding(where, f"no rule says how version {row.rule_version} is reckoned.", RECKON)
            continue
        wanted = {(one.kind, one.due_on) for one in planned(row, version, days)}
        done = effects.get(row.pk, set())
        for kind, on in sorted(wanted - mine - done):
            yield Finding(where, f"what is due on {in_words(on)} ({kind}) is neither planned nor done.", RECKON)
        for kind, on in sorted(mine - wanted):
            yield Finding(where, f"something is planned for {in_words(on)} ({kind}) that no rule asks for.", RECKON)
        for kind, on in sorted(mine & done):
            yield Finding(where, f"what was done for {in_words(on)} ({kind}) is planned once more.", RECKON)
        if run is not None:  # what a handler does may wait for its hour
            for kind, on in sorted(one for one in by_itself.get(row.pk, set()) - done if one[1] < run.as_at):
                yield Finding(where, f"what was due on {in_words(on)} ({kind}) was passed over by the sweep.", SWEEP)


def effects_in_time() -> Iterator[Finding]:
    """Nothing was done before its day."""
    today = clock.today()
    for one in Effect.objects.select_related("deadline__record").order_by("pk").iterator(chunk_size=2000):
        if one.done_on < one.due_on or one.done_on > today:
            yield Finding(
                f"{one.deadline.record.reference}, {one.deadline.rule}",
                f"{one.kind} of {in_words(one.due_on)} is said to have been done on {in_words(one.done_on)}.", RECKON,
            )  # fmt: skip


def _by_deadline(rows) -> dict[int, set]:
    found: dict[int, set] = defaultdict(set)
    for key, kind, on in rows.values_list("deadline_id", "kind", "due_on"):
        found[key].add((kind, on))
    return found


checkups.plug(Checkup("timetable.duties", "Every duty has exactly the effects it should", duties, order=20))
checkups.plug(Checkup("timetable.effects", "Nothing was done before its day", effects_in_time, order=21))
