"""The steps of a case audit, counted back from the Board meeting (audits handbook 2.1), and what follows it."""

from datetime import date

from sscb.timetable.allow import Days, Months
from sscb.timetable.rules import AfterTheEnd, DaysBefore, InForce, Rule, Version, WorkingDaysBefore
from sscb.timetable.sockets import rules

CHAPTER, SINCE = "Case audits", InForce(date(2012, 1, 1))
CITES = "Default steps of a case audit, audits handbook 2.1, to be agreed by Quality and Performance"
GROUP, OFFICE, AGENCY, QP = "audit group", "Board’s office", "the agency", "Quality and Performance"
SOON = (WorkingDaysBefore(5),)


def _step(code: str, title: str, weeks: int, owner: str, order: int) -> None:
    rules.plug(Rule(
        code=code, title=title, counts_from="case_theme.board_on", order=order, chapter=CHAPTER,
        starts_from="the Board meeting that the theme is for",
        versions=(
            Version(
                1, Days(7 * abs(weeks)), SINCE, owner=owner, strength="local", grade="D", cites=CITES, warn=SOON,
                direction="before" if weeks < 0 else "after",
                on_miss="It is shown as late on the theme’s page and to the Board’s office.",
            ),
        ),
    ))  # fmt: skip


_step("case-audit-theme-set", "Set the theme, its scope and its lines of enquiry", -12, QP, 401)
_step("case-audit-sample-drawn", "Draw the sample", -10, GROUP, 402)
_step("case-audit-agencies-told", "Give cases their references and tell the agencies", -9, OFFICE, 403)
_step("case-audit-tools-in", "Have every agency’s audit of its own file", -6, "agencies", 404)
_step("case-audit-views-gathered", "Gather what practitioners, families and children say", -5, OFFICE, 405)
_step("case-audit-meeting", "Meet, case by case, and agree grades", -5, GROUP, 406)
_step("case-audit-issues-sent", "Send multi-agency issues to Quality and Performance", -3, GROUP, 407)
_step("case-audit-report", "Have the thematic report accepted", -2, QP, 408)
_step("case-audit-learning-out", "Send the learning out", 2, QP, 409)


def _own(code: str, title: str, counts_from: str, starts_from: str, order: int, version: Version) -> None:
    rules.plug(Rule(code=code, title=title, counts_from=counts_from, starts_from=starts_from, order=order,
                    chapter=CHAPTER, versions=(version,)))  # fmt: skip


_own(
    "case-audit-tool-due", "Hand in your agency’s audit of a case", "case_tool.due_on", "the day agreed for it", 410,
    Version(1, Days(0), SINCE, owner=AGENCY, strength="local", grade="D", cites=CITES,
            warn=(DaysBefore(14), WorkingDaysBefore(3)),
            on_miss="It is shown as late to the agency, the audit group’s chair and the Board’s office."),
)  # fmt: skip
_own(
    "case-audit-unsafe", "Act for a child who may be unsafe, and say what was done", "case_tool.unsafe_on",
    "an auditor or the meeting says that a child may be unsafe", 400,
    Version(1, Days(0), SINCE, owner="the agency’s safeguarding lead", strength="should", grade="D",
            cites="Audits handbook 2.1, step 7: the same day",
            on_miss="It is the first thing on the home pages of the agency and of the Board’s office until answered."),
)  # fmt: skip
_own(
    "case-audit-again", "Re-audit the theme with the same questions", "case_theme.reaudit_on",
    "the day agreed, 6 to 12 months after the report", 411,
    Version(1, Days(0), SINCE, owner=QP, strength="local", grade="D", cites=CITES,
            warn=(DaysBefore(84), DaysBefore(28)), on_miss="It is shown as late to Quality and Performance."),
)  # fmt: skip
_own(
    "case-audit-keys-destroyed", "Destroy what leads from a case to a child’s record", "case_theme.accepted_on",
    "the report is accepted", 412,
    Version(1, Months(12), SINCE, owner="the portal", strength="must", grade="D",
            cites="Retention schedule RET-6: identifiers of case audits, 12 months after the report",
            then=(AfterTheEnd("audits.destroy_keys", days=0),),
            on_miss="The sweep destroys them; findings stay."),
)  # fmt: skip
BOARD_STEPS = (
    "case-audit-theme-set", "case-audit-sample-drawn", "case-audit-agencies-told", "case-audit-tools-in",
    "case-audit-views-gathered", "case-audit-meeting", "case-audit-issues-sent", "case-audit-report",
    "case-audit-learning-out",
)  # fmt: skip
