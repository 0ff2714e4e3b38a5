"""What must be true before a case moves on (handbook 2.5): a question to the case, and the words of its "not yet"."""

from collections.abc import Callable
from datetime import date
from typing import Any

from reviews import report_guards as asks
from reviews.models import AgencyReport, AgencySummary, Handover
from sscb.timetable.models import Deadline
from sscb.timetable.queries.calendar import partner_start

Guard = tuple[Callable[[Any, date], bool], str]


def _said(name: str) -> Callable[[Any, date], bool]:
    return lambda case, on: bool(str(case.told_now.get(name, "")).strip())


def _test_is_met(case: Any) -> bool:
    latest = case.considerations.last()
    return latest is not None and latest.test.met


def _replies_in(case: Any, on: date) -> bool:
    if case.cut_off_on:
        return True
    stages = set(AgencySummary.objects.of(case).values_list("stage", flat=True))
    return "answered" in stages and "asked" not in stages


def told_and_reviewed(incident: Any, on: date) -> bool:
    return not Deadline.objects.open().filter(record_id=incident.pk, due_on__isnull=False, sense="limit").exists()


def _handover(case: Any, what: str) -> bool:
    return Handover.objects.filter(case_id=case.pk, **{f"{what}__isnull": False}).exists()


def _reports_accepted(case: Any, on: date) -> bool:
    """All of them; a method without reports rests on what practitioners said."""
    stages = set(AgencyReport.objects.of(case).exclude(stage="withdrawn").values_list("stage", flat=True))
    return stages == {"accepted"} or (not stages and case.events.filter(held_on__isnull=False).exists())


GUARDS: dict[str, Guard] = {
    "duplicate_checked": (lambda case, on: case.duplicates_checked_on is not None,
                          "nobody has looked whether the same child is in another case"),
    "manager_asked": (lambda case, on: case.withdrawal_asked_on is not None,
                      "the business manager has not asked for it, with a reason"),
    "replies_or_cut_off": (_replies_in, "an agency’s answer is missing; wait for it, or record a cut-off and why"),
    "says_why": (_said("why"), "it does not say why"),
    "rationale": (_said("rationale"), "it gives no reasons"),
    "new_facts": (_said("new_facts"), "it names neither new facts nor a challenge of the Panel"),
    "before_partners": (lambda case, on: on < partner_start(),
                        "the safeguarding partners have begun (rule scr-no-new-after-start)"),
    "test_met": (lambda case, on: _test_is_met(case),
                 "the test for a serious case review is not met by what the subgroup found"),
    "test_not_met": (lambda case, on: not _test_is_met(case),
                     "the test for a serious case review is met, so a learning review does not do"),
    "partners_began": (lambda case, on: on >= partner_start(), "the safeguarding partners have not begun"),
    "serious_case_review": (lambda case, on: case.kind == "scr", "it is no serious case review"),
    "learning_review": (lambda case, on: case.kind == "mlr", "a serious case review is published as a rule"),
    "names_process": (_said("process"), "it does not name the process that it waits for"),
    "independent": (lambda case, on: case.reviewers.filter(part="lead", ended_on=None).exists(),
                    "no independent lead reviewer is appointed"),
    "terms_agreed": (lambda case, on: case.terms.exists(), "no terms of reference are agreed"),
    "first_panel_held": (lambda case, on: case.panel_meetings.filter(held_on__isnull=False).exists(),
                         "the review panel has not met"),
    "reports_accepted": (_reports_accepted,
                         "an agency’s report is not accepted yet, or no agency and no practitioner was heard"),
    "circulation_set": (lambda case, on: asks.latest_copies(case).exists(), "nobody is named to whom the draft goes"),
    "responses_logged": (asks.responses_logged, "an answer to the check of facts is missing, or is not settled"),
    "minuted": (_said("minute"), "the Board’s decision is not minuted"),
    "panel_told": (asks.panel_told, "the Panel has not been told, as the ledger must say, that it is not published"),
    "copies_sent": (asks.copies_sent, "the report has not been sent to Ofsted, the Department and the Panel"),
    "copy_period_over": (asks.copy_period_over, "the days between sending the copies and publishing are not over"),
    "redacted": (asks.redacted, "the words as they stand now are not checked for names, dates, places and the law"),
    "family_told": (asks.family_told, "the family, or one of them who was invited, has not been told of the day"),
    "actions_or_none": (asks.actions_or_none, "it has no action, and nobody has said that there is none"),
    "actions_evidenced": (asks.actions_evidenced,
                          "an action or a recommendation is not carried out with evidence that was checked"),
    "chair_agreed": (lambda case, on: _handover(case, "agreed_on"),
                     "the Independent Chair has not agreed to hand it over"),
    "receipted": (lambda case, on: _handover(case, "received_on"), "nobody has confirmed its receipt"),
}  # fmt: skip
