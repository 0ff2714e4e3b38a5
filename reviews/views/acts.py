"""What is written into the file of a review: each act with its form, its rule and its service. One page serves all."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms

from reviews import services
from reviews.forms import reviewing as asked
from reviews.forms.cases import NothingForm, WhyForm
from reviews.models import AgencyReport, CaseReview
from reviews.views import choosing
from sscb.timetable.days import in_words

WORK, RUN = "reviews.work", "reviews.run"
NOT_NAMED = {"hint": "No names: the reason is kept."}


@dataclass(frozen=True)
class Act:
    """`do(case=, by=, on=, **told)` and, for what is done to one row, `row`; `of`: where its rows are on the case."""

    heading: str
    button: str
    form: type[forms.Form]
    do: Callable[..., Any]
    done: str | Callable[[Any], str]
    part: str = "given"
    rule: str = RUN
    of: str = ""
    row: str = ""
    lead: str = ""
    more: Callable[[CaseReview, Any, Any], dict] = lambda case, person, row: {}
    rewrite: Callable[[dict], dict] = lambda told: told

    @property
    def office(self) -> bool:
        return self.rule == RUN


def rows_of(case: CaseReview, of: str):
    return AgencyReport.objects.of(case) if of == "reports" else getattr(case, of).all()


def _why(label: str) -> Callable[..., dict]:
    return lambda case, person, row: {"label": label}


def _check(told: dict) -> dict:
    return {**told, "accept": told["accept"] == "yes"}


ACTS: dict[str, Act] = {
    # what the review is given
    "reviewer": Act("Appoint a reviewer", "Appoint", asked.ReviewerForm, services.appoint_reviewer,
                    "Appointed. The case is open to them for ninety days.", more=choosing.reviewers),
    "reviewer-end": Act("Record that a reviewer does not lead it any more", "Record it", WhyForm,
                        services.end_reviewer, "Recorded. The case is closed to them.", of="reviewers",
                        row="reviewer", more=_why("Why?")),
    "terms": Act("Agree terms of reference", "Record this version", asked.TermsForm, services.agree_terms,
                 lambda made: f"Version {made.number} holds from now on; the versions before stay as they were.",
                 more=choosing.terms),
    "member": Act("Add somebody to the panel", "Add", asked.MemberForm, services.add_member,
                  "Added. The file of the review is open to them for ninety days.", more=choosing.members),
    "member-leave": Act("Record that somebody left the panel", "Record it", WhyForm, services.leave_panel,
                        "Recorded. The file is closed to them.", of="panel", row="member", more=_why("Why?")),
    "renew": Act("Keep the case open to panel and reviewers", "For another ninety days", NothingForm,
                 services.renew_access, "The panel and the reviewers keep it open for another ninety days.",
                 lead="Access by name ends by itself after ninety days. This gives it anew to everybody of the panel, "
                      "and to the reviewers."),
    "meeting": Act("Plan a meeting of the panel", "Plan it", asked.PlanPanelForm, services.plan_panel, "Planned."),
    "meeting-held": Act("Record a meeting of the panel", "Record it", asked.HoldPanelForm, services.hold_panel,
                        "Recorded.", of="panel_meetings", row="meeting", more=choosing.present),
    # reports and chronology
    "report": Act("Ask an agency for its report", "Ask", asked.AskReportForm, services.ask_report,
                  lambda made: f"{made.agency.name} is asked by {in_words(made.due_on)}.", part="reports",
                  more=choosing.authors, rewrite=choosing.agency_of_author),
    "report-check": Act("Check the quality of a report", "Record it", asked.CheckForm, services.check_report,
                        lambda made: f"{made.get_outcome_display()}.", part="reports", rule=WORK, of="reports",
                        row="report", rewrite=_check),
    "report-withdraw": Act("Do not ask for this report any more", "Do not ask", NothingForm,
                           services.withdraw_report, "The agency is not asked any more.", part="reports",
                           of="reports", row="report"),
    "integrate": Act("Put the agencies’ rows together", "Put them together", NothingForm, services.integrate,
                     lambda count: f"{count} row{'' if count == 1 else 's'} put together.", part="reports", rule=WORK,
                     lead="From then on the panel reads the rows of every agency whose report has come, and these "
                          "agencies cannot change them any more."),
    "rows-open": Act("Open an agency’s rows again", "Open them", WhyForm, services.open_again,
                     "The agency can put its rows right; until then they are not in the chronology.", part="reports",
                     rule=WORK, of="reports", row="report", more=_why("What must be put right?")),
    # those who were there
    "event": Act("Plan an event with practitioners", "Plan it", asked.PlanEventForm, services.plan_event, "Planned.",
                 part="voices", rule=WORK),
    "event-held": Act("Record an event with practitioners", "Record it", asked.HoldEventForm, services.hold_event,
                      "Recorded.", part="voices", rule=WORK, of="events", row="event"),
    "family": Act("Record that somebody of the family was invited", "Record it", asked.InviteForm,
                  services.invite_family, "Recorded.", part="voices", rule=WORK),
    "family-heard": Act("Record what somebody of the family answered", "Record it", asked.HearForm,
                        services.hear_family, "Recorded.", part="voices", rule=WORK, of="family", row="voice",
                        more=choosing.heard),
    "family-summary": Act("Sum up for the Board what the family said", "Save the summary", asked.SumUpForm,
                          services.sum_up_family, "Saved. Board and lay members read it beside their copy.",
                          part="voices", rule=WORK, more=choosing.summed_up),
    "family-told": Act("Record that somebody of the family was told", "Record it", asked.TellFamilyForm,
                       services.tell_family, "Recorded.", part="voices", rule=WORK, of="family", row="voice"),
    "early": Act("Note early learning", "Note it", asked.EarlyForm, services.note_early, "Noted.", part="voices",
                 rule=WORK),
    "early-point": Act("Make it a learning point", "Make it a learning point", asked.PointForm, services.make_point,
                       lambda made: f"{made.reference} stands in the learning room; the partnership reads it.",
                       part="voices", of="early_learning", row="early", more=choosing.point),
    # beside it
    "process": Act("Record proceedings beside the review", "Record them", asked.ProcessForm, services.record_process,
                   "Recorded.", part="beside"),
    "process-follow": Act("Record how far they have come", "Record it", asked.FollowForm, services.follow_process,
                          "Recorded.", part="beside", of="processes", row="process", more=choosing.followed),
    "stop": Act("Record a clock stop", "Record it", asked.StopForm, services.stop_clock,
                "Recorded. No last day was moved; both ages are shown.", part="beside", more=choosing.processes,
                lead="For a step that stands still while the review goes on. No last day is moved by it."),
    "stop-end": Act("Record that the clock runs again", "Record it", asked.RunForm, services.run_clock, "Recorded.",
                    part="beside", of="stops", row="stop"),
}  # fmt: skip
