"""What a survey says: nothing while it is open, nothing of fewer than ten, no share that gives somebody away."""

from dataclasses import dataclass
from datetime import date

from audits.returns.models import AuditCycle, AuditReturn
from audits.returns.reading import kind_of
from audits.survey.models import Reply, Survey
from audits.survey.statements import tally
from sscb.disclosure import SMALLEST_GROUP, Audience, disclose_share, small
from sscb.timetable.days import in_words


@dataclass(frozen=True)
class Said:
    """One statement. `shown`: "83% (44 of 53)", or why nothing is; `agree` and `of` are None then."""

    key: str
    standard: str
    text: str
    shown: str
    agree: int | None = None
    of: int | None = None


@dataclass(frozen=True)
class SurveyShown:
    state: str
    link: str
    said: tuple[Said, ...]


def said_of(statements, replies: list[dict[str, int]]) -> tuple[Said, ...]:
    """For the Board: a statement that fewer than ten answered, or all but one to four alike, is not shown."""
    found = []
    for one in statements:
        agree, of = tally(statements, replies)[one.key]
        share = disclose_share(agree, of, Audience.BOARD, decimals=0)
        if of < SMALLEST_GROUP:
            found.append(Said(one.key, one.standard, one.text, f"Fewer than {SMALLEST_GROUP} answered: not shown"))
        elif share.hidden or small(of - agree):
            found.append(Said(one.key, one.standard, one.text, "[c]: so few differ that they could be known"))
        else:
            found.append(Said(one.key, one.standard, one.text, f"{share.print()} ({agree} of {of})", agree, of))
    return tuple(found)


def survey_page(one: AuditReturn, as_at: date) -> SurveyShown:
    """As the agency and the Board's office see it. How many have replied is not told while it is open."""
    statements = kind_of(one.cycle).survey
    survey = Survey.objects.filter(of=one).first()
    if survey is None:
        return SurveyShown("There is no survey of this agency’s staff in this cycle.", "", ())
    if as_at <= survey.closes_on:
        opens = "open" if as_at >= survey.opens_on else f"to open on {in_words(survey.opens_on)}"
        state = f"It is {opens} until {in_words(survey.closes_on)}. Nothing is shown before it has closed."
        return SurveyShown(state, survey.link, ())
    replies = list(Reply.objects.filter(to=survey).values_list("said", flat=True))
    if len(replies) < SMALLEST_GROUP:
        return SurveyShown(f"It closed with fewer than {SMALLEST_GROUP} replies: nothing is shown.", "", ())
    return SurveyShown(f"{len(replies)} replied. It closed on {in_words(survey.closes_on)}.", "",
                       said_of(statements, replies))  # fmt: skip


def survey_of_cycle(cycle: AuditCycle, returns: list[AuditReturn], as_at: date) -> dict[str, Said]:
    """All closed surveys of these returns together: key of a standard -> what staff say. One query.

    An agency with fewer than ten replies is left out, so that adding and taking away tells nothing of it.
    """
    by_survey: dict[int, list[dict[str, int]]] = {}
    found = Reply.objects.filter(to__of__in=returns, to__closes_on__lt=as_at)
    for survey, said in found.values_list("to_id", "said"):
        by_survey.setdefault(survey, []).append(said)
    replies = [said for one in by_survey.values() if len(one) >= SMALLEST_GROUP for said in one]
    return {one.standard: one for one in said_of(kind_of(cycle).survey, replies)} if replies else {}
