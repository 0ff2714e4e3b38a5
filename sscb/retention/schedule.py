"""The retention schedule as data: RET-1 to RET-13, with what each rests on. Pure: no Django, no clock.

No statute fixes how long a serious case review file is kept and practice varies, so these are defaults: each is shown
with its reason, each needs the sign-off of the data protection officer, and a period is changed by another version.
"""

from dataclasses import dataclass
from datetime import date

from sscb.timetable.days import add_days, add_months

REVIEW, DESTROY, STRIP, OFFER = "review", "destroy", "strip", "offer"
PSEUDONYM, SEAL, EXPIRE = "pseudonym", "seal", "expire"
ENDS = {
    REVIEW: "The business manager and the data protection officer look: destroyed, or kept longer with a reason",
    DESTROY: "Destroyed",
    STRIP: "Identifiers are destroyed, findings stay",
    OFFER: "Kept for good, and offered to the county archive",
    PSEUDONYM: "The name is removed, the number of the account stays for the trail",
    SEAL: "Sealed and kept with the archive; nothing in the portal can delete it",
    EXPIRE: "Overwritten by newer ones",
}
TWO_AGREE = "Proposed by the daily sweep, approved by two people, done by a job, proved by a certificate"
BY_RULE = "Done by the daily sweep on its day, proved by a certificate"
TIDIED = "Deleted by the daily sweep"


def _many(count: int, thing: str) -> str:
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"


@dataclass(frozen=True)
class Period:
    """How long from the trigger. `birthday`: at least until the child would have been so old. `from_birth`: so many
    years from birth where the child was looked after or sexual abuse is alleged. `forever`: never ends.
    """

    years: int = 0
    months: int = 0
    days: int = 0
    birthday: int = 0
    from_birth: int = 0
    forever: bool = False

    def keep_until(self, start: date, *, born: date | None = None, longer: bool = False) -> date | None:
        """The last day on which it is kept; None: for good.

        Where the day of birth is not known the trigger stands in for it: a child was born before, so it is never
        too early.
        """
        if self.forever:
            return None
        end = add_days(add_months(start, 12 * self.years + self.months), self.days)
        if self.birthday:
            end = max(end, add_months(born or start, 12 * self.birthday))
        if self.from_birth and longer:
            end = max(end, add_months(born or start, 12 * self.from_birth))
        return end

    def latest_start(self, as_at: date) -> date | None:
        """What began on it or later cannot have ended by `as_at`; None: nothing ever ends. Months are clipped at their
        end, so it leaves three days; whether one has ended is asked of `keep_until`.
        """
        if self.forever:
            return None
        return add_days(add_months(add_days(as_at, -self.days), -(12 * self.years + self.months)), 3)

    def __str__(self) -> str:
        if self.forever:
            return "For good"
        parts = [
            _many(count, thing)
            for count, thing in ((self.years, "year"), (self.months, "month"), (self.days, "day"))
            if count
        ]
        words = " and ".join(parts) or "Until then"
        if self.birthday:
            words += f", or until the child would have been {self.birthday}, whichever is later"
        if self.from_birth:
            words += f"; {self.from_birth} years from birth for a child who was looked after or where sexual abuse is "
            words += "alleged"
        return words


@dataclass(frozen=True)
class Line:
    """One line of the schedule. `rule`: the time limit in the timetable that carries it out, where one does.

    `own`: its period may be changed here; elsewhere another place holds it, and a test holds the two together.
    """

    code: str
    title: str
    period: Period
    starts: str
    end: str
    reason: str
    how: str = TWO_AGREE
    rule: str = ""
    own: bool = True

    @property
    def ret(self) -> str:
        """The class that it belongs to, such as RET-12."""
        return "-".join(self.code.split("-")[:2])

    @property
    def end_words(self) -> str:
        return ENDS[self.end]


LINES = (
    Line("RET-1", "Working file of a serious case review or learning review", Period(years=35, from_birth=75),
         "the day on which the case is closed", REVIEW,
         "No statute fixes it. Councils keep child protection records 35 years from closing, and those of looked-after "
         "children 75 years from birth; R (C) v Northumberland CC [2015] EWHC 2134 (Admin) upheld 35 years; the "
         "Independent Inquiry into Child Sexual Abuse asked for 75."),
    Line("RET-2", "Published reports, Board minutes, issued packs, annual reports", Period(forever=True),
         "the day of its issue", OFFER, "The public record of what the Board did. It names no child.", own=False),
    Line("RET-3", "Child death review that was completed", Period(years=8, birthday=25),
         "the day on which the review is closed", DESTROY,
         "NHS records of children: until the 25th birthday, or 8 years after death."),
    Line("RET-4", "Child death review that was handed over", Period(days=90), "the day of its confirmed receipt",
         DESTROY, "Transitional arrangements 2018 to 2020: the partners hold it. The receipt is kept for good.",
         BY_RULE, "cdop-content-destroyed", own=False),
    Line("RET-5", "Section 11 returns, plans, and papers of the Board’s own business", Period(years=6),
         "the end of its cycle or plan, or the day it was closed", DESTROY,
         "Six years as for claims in general (Limitation Act 1980); the newest cycle is always kept."),
    Line("RET-6", "Identifiers in case audits", Period(months=12), "the day on which its report is accepted", STRIP,
         "A case audit looks at practice: whose case it was is not needed once its report is accepted.", BY_RULE,
         "case-audit-keys-destroyed", own=False),
    Line("RET-7", "Findings, learning and figures in sum", Period(years=10),
         "the day of its report, or on which it was closed", DESTROY,
         "Trends are read over ten years. Nothing in them says who a child is."),
    Line("RET-8", "Figures as an agency sent them", Period(years=3), "the end of their period", DESTROY,
         "Long enough to check what was published from them."),
    Line("RET-9", "Training: places and attendance", Period(years=6), "the last day of the course", DESTROY,
         "Six years as for claims in general (Limitation Act 1980)."),
    Line("RET-9-needs", "Training: access needs and food", Period(days=30), "the last day of the course", DESTROY,
         "What somebody eats and needs is nobody’s business once the course is over (UK GDPR, article 5(1)(e)).",
         TIDIED),
    Line("RET-10", "Accounts of those who left", Period(years=2), "the day on which the account is closed", PSEUDONYM,
         "Questions about what somebody did come late; the name is not needed to keep the trail whole."),
    Line("RET-11", "History: who did and saw what", Period(years=7), "the day of the entry", SEAL,
         "As long as the longest record that it tells of, and 7 years at the least. It holds references, dates and "
         "names of those who acted, and no content of a record.", "The portal keeps it and cannot delete from it",
         own=False),
    Line("RET-12-drafts", "Drafts and files looked at and not used", Period(days=30), "the day it was made", DESTROY,
         "Nobody came back to it.", TIDIED, own=False),
    Line("RET-12-quarantine", "Files that were never found clean", Period(days=7), "the day it was added", DESTROY,
         "Not safe to keep, and of no use.", TIDIED, own=False),
    Line("RET-12-temporary", "Files half written", Period(days=1), "the day it was made", DESTROY,
         "Left behind by something that died.", TIDIED, own=False),
    Line("RET-12-exports", "Exports", Period(days=14), "the day it was made", DESTROY,
         "The portal makes exports when they are asked for and stores none.", "Nothing is stored", own=False),
    Line("RET-13-daily", "Backups, daily", Period(days=35), "the day it was made", EXPIRE,
         "After a restore the log of disposals is played again, so that what was destroyed does not come back.",
         "By whoever runs the server", own=False),
    Line("RET-13-monthly", "Backups, monthly", Period(months=12), "the day it was made", EXPIRE,
         "Twelve of them; the log of disposals is played again after a restore.", "By whoever runs the server",
         own=False),
)  # fmt: skip
LINE = {line.code: line for line in LINES}
