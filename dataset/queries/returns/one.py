"""One return for its reader: its sentence, its stages, what is missing and the steps that are lawful now."""

from datetime import date
from typing import Any

from django.urls import reverse

from dataset.models import DataReturn
from dataset.queries.returns.page import ReturnShown, return_shown
from dataset.queries.returns.standing import NOT_SENT, STAGE_WORDS, days_late, may_check, may_extend, state_of
from sscb.access.policy import can
from sscb.board.queries.shown import Fact, Step, many
from sscb.charts import numbers
from sscb.history.queries import history_of

LINE = (("due", "Asked for"), ("filling", "Being filled in"), ("submitted", "Handed in"), ("checked", "Checked"))


def return_view(record: DataReturn, person: Any, as_at: date) -> dict[str, Any]:
    """Everything that the page of a return shows, ready as text."""
    shown = return_shown(record, as_at)
    last = record.submissions.select_related("submitted_by", "decided_by").first()
    may_fill = record.stage in NOT_SENT and bool(can(person, "dataset.fill_return", record))
    # What is typed and not handed in is the agency's; others see how far it is (Q&P reads what was handed in).
    sees_rows = may_fill or record.released_on is not None or bool(can(person, "dataset.reopen_return", record))
    return {
        "kicker": f"{record.reference} · {record.agency.name}",
        "heading": heading(record, shown, as_at),
        "lead": _lead(record, shown, last, may_fill=may_fill),
        "state": state_of(record, as_at),
        "line": _line(record, as_at),
        "shown": shown,
        "sees_rows": sees_rows,
        "may_fill": may_fill,
        "steps": _steps(record, person, shown, may_fill=may_fill),
        "facts": _facts(record, last),
        "sent_back_why": last.why if last and record.stage == "sent_back" else "",
        "history": history_of(record, of="dataset."),
        "last": last,
    }


def heading(record: DataReturn, shown: ReturnShown, as_at: date) -> str:
    """The sentence of the page."""
    what = f"figures for {shown.period}"
    late = days_late(record.stage, record.last_day, as_at)
    if record.stage == "checked":
        return f"The {what} are checked and confirmed"
    if record.stage == "submitted":
        return f"The {what} are handed in and wait to be checked"
    if record.stage == "sent_back":
        return f"The {what} were sent back" + (f" and are late {many(late, 'day')}" if late else "")
    done, total = shown.filled, len(shown.rows)
    told = f"{done} of {total} {what} are filled in" if total != 1 else f"The figure for {shown.period} is asked for"
    return f"{told}, late {many(late, 'day')}" if late else told


def _lead(record: DataReturn, shown: ReturnShown, last, *, may_fill: bool) -> str:
    if record.stage == "submitted" and last:
        return f"Handed in by {last.submitted_by.name} on {numbers.day(last.submitted_on)}. Provisional until checked."
    if may_fill and shown.missing:
        things = numbers.counted(len(shown.missing), "thing")
        verb = "is" if len(shown.missing) == 1 else "are"
        told = numbers.capital(things)
        return f"Last day {numbers.day(record.last_day)}. {told} {verb} missing before it can be handed in."
    if record.stage in NOT_SENT:
        return f"Last day {numbers.day(record.last_day)}."
    return ""


def _line(record: DataReturn, as_at: date) -> list[dict[str, Any]]:
    stage = "filling" if record.stage == "sent_back" else record.stage
    at = [code for code, _ in LINE].index(stage)
    dates = {0: record.opened_on, 2: record.released_on}
    return [
        {"code": "done" if n < at or stage == "checked" else "now" if n == at else "ahead", "title": title,
         "late": bool(days_late(record.stage, record.last_day, as_at)),
         "when": numbers.day(dates[n], short=True) if dates.get(n) else ""}
        for n, (_, title) in enumerate(LINE)
    ]  # fmt: skip


def _steps(record: DataReturn, person: Any, shown: ReturnShown, *, may_fill: bool) -> list[Step]:
    """The next lawful steps, the first of them the main one."""

    def step(text: str, name: str, main: bool = False) -> Step:
        return Step(text, reverse(f"dataset:{name}", args=[record.uuid]), main=main)

    found = []
    if may_fill:
        ready = shown.ready and bool(can(person, "dataset.submit_return", record))
        again = record.stage == "sent_back"
        words = {"due": "Fill in", "filling": "Carry on filling in", "sent_back": "Look again"}[record.stage]
        if ready and not again:
            found.append(step("Hand in", "submit_return", main=True))
        found.append(step(words, "fill_return", main=again or not ready))
        if ready and again:
            found.append(step("Hand in again", "submit_return"))
        found += [step("Download the template", "return_template"), step("Send in the template", "upload_return")]
    if record.stage == "submitted" and may_check(person, record):
        found.append(step("Check these figures", "check_return", main=True))
    if record.stage in NOT_SENT and may_extend(person, record):
        found.append(step("Give more time", "extend_return"))
    if record.stage == "checked" and can(person, "dataset.reopen_return", record):
        found.append(step("Open again", "reopen_return"))
    if record.sent_on is not None:
        found.append(step("Receipt", "return_receipt"))
    return found


def _facts(record: DataReturn, last) -> list[Fact]:
    moved = record.last_day != record.first_due_on
    first = f" (first asked for by {numbers.day(record.first_due_on)})" if moved else ""
    found = [Fact("Stage", STAGE_WORDS[record.stage]), Fact("Last day", numbers.day(record.last_day) + first)]
    if last is not None:
        found.append(Fact("Handed in", f"{numbers.day(last.submitted_on)} by {last.submitted_by.name}, "
                                       f"no. {last.number}"))  # fmt: skip
        if last.decided_on:
            word = "Checked" if last.outcome == "checked" else "Sent back"
            found.append(Fact(word, f"{numbers.day(last.decided_on)} by {last.decided_by.name}"))
    return found
