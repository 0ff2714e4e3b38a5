"""The sentences of reports on child deaths. Every figure in them comes from what was decided to be shown. Pure."""

from cdop.statistics import Took
from cdop.years import Year, quarter_words
from sscb.charts import numbers
from sscb.disclosure import Disclosed

TWO_SETS = (
    "Deaths notified and reviews completed are two different sets of children: one must not be taken from the other."
)
POOLED = "Five years are added together, because one year’s numbers are too small to show safely."
ANNUAL, QUARTERLY = "annual", "quarterly"

PARTS = {
    ANNUAL: {
        "foreword": "Foreword by the panel’s chair",
        "process": "How the panel works",
        "themes": "What the themes say",
        "learning": "Learning, and what was done",
        "progress": "Progress on last year’s actions",
        "serious_cases": "Serious case reviews",
        "future": "Work to come",
    },
    QUARTERLY: {
        "summary": "What the panel did this quarter",
        "learning": "Learning, and what was done",
        "asks": "What the Board is asked",
    },
}
"""What people write in each kind of report, in order. Every part must say something before the chair agrees it."""
HINTS = {
    "foreword": "Whose children these are, and what this year asked of us. No child, family or place.",
    "process": "How deaths are notified, who sits on the panel, how it met.",
    "themes": "What the themes of five years say, in words that fit no single child.",
    "learning": "What was learned, which campaign or action came of it, and whether it is known to work.",
    "progress": "Each action of last year’s report: done, under way or given up, and why.",
    "serious_cases": "How many reviews were referred; write “fewer than five” for 1 to 4.",
    "future": "What comes next, and who carries it on.",
    "summary": "Meetings held, what kept reviews waiting. No child, family or place.",
    "asks": "Begin with a verb: Note, Agree, Support.",
}


def title(kind: str, year: Year, quarter: int | None) -> str:
    if kind == ANNUAL:
        return f"Child death reviews: annual report {year.words}"
    return f"Child death reviews: {quarter_words(year, quarter)}"


def pool_words(year: Year) -> str:
    """ "1 April 2014 to 31 March 2019"."""
    return f"{numbers.day(year.pool[0].starts_on)} to {numbers.day(year.ends_on)}"


def lead(shown: Disclosed, kind: str, year: Year) -> str:
    """The sentence the reader came for."""
    found = f"modifiable factors in {shown.say(('pool', 'modifiable', 'identified'))} of the {shown.say(('pool',))}"
    if kind == ANNUAL:
        return (
            f"In the year to 31 March {year.first + 1}, {shown.say(('notified', year.first))} deaths were notified "
            f"and {shown.say(('completed', year.first))} reviews completed. Over five years the panel found {found} "
            "reviews."
        )
    return f"Over five years the panel found {found} reviews it completed."


def half_lead(shown: Disclosed, year: Year) -> str:
    """ "13 deaths were notified and 15 reviews completed in the half-year to 30 September 2019." """
    notified, completed = (shown.say(("half", what, year.first)) for what in ("notified", "completed"))
    text = f"{notified} deaths were notified and {completed} reviews completed"
    return f"{numbers.capital(text)} in the half-year to {numbers.day(year.half_ends_on)}."


def modifiable(shown: Disclosed) -> str:
    """ "The panel found modifiable factors in 45 of the 144 reviews (31%). ..." """
    share = shown[("share", "modifiable", "identified")]
    part = f" ({share.print()})" if share.number is not None else ""
    return (
        f"The panel found modifiable factors in {shown.say(('pool', 'modifiable', 'identified'))} of the "
        f"{shown.say(('pool',))} reviews{part}. It found none, or too little information to judge, in "
        f"{shown.say(('pool', 'modifiable', 'other'))}."
    )


def time_taken(shown: Disclosed, taken: Took) -> str:
    """Median, ends and the national measure, as far as they may be shown."""
    if taken.median is None:
        return "Fewer than 20 reviews: how long they took is not shown."
    share = shown[("share", "in time")]
    within = f"{share.print()} of reviews were" if share.number is not None else "Some reviews were"
    return (
        f"Half of the reviews were complete within {taken.median} days of the death; the shortest took about "
        f"{taken.shortest} and the longest about {taken.longest} days (the ends are rounded to tens). {within} "
        "complete within twelve months, which is a national measure (cdop-complete-12m) and no limit for one review."
    )


def chart_hidden() -> str:
    return (
        "The chart of days between unexpected deaths is not shown: in one of the five years there were so few that "
        "two charts laid side by side would tell their number."
    )


def with_another_body(shown: Disclosed) -> str:
    """Said where reviews completed in these years lie with the partners now, so that the tables leave them out."""
    count = shown[("with another body",)]
    if count.number == 0:
        return ""
    return f"The tables leave out {count.say()} reviews whose papers are with the child death review partners now."
