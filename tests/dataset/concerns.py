"""A concern walked to any stage, through the front door."""

from datetime import date

from dataset.models import Concern
from dataset.services.concerns import (
    accept_concern,
    monitor_concern,
    pass_concern,
    raise_concern,
    send_answer,
)
from tests.dataset.figures import FALLING, indicator, months

RAISED, PASSED, DUE = date(2019, 10, 15), date(2019, 10, 16), date(2019, 10, 30)
TODAY = date(2019, 11, 12)
SAYS = {
    "title": "Return interviews come late", "asks": "Why did interviews slow down in August?",
    "evidence": "Two months below the usual range.", "harm": "Children tell their story late or not at all.",
}  # fmt: skip


def fallen(code="MI02"):
    """An indicator whose last two months, August and September 2019, are far below."""
    made = indicator(code, title="Return interview in 72 hours")
    months(made, FALLING)
    return made


def raised(by, *indicators, on=RAISED, **more) -> Concern:
    return raise_concern(indicators=list(indicators), by=by, on=on, **(SAYS | more))


def accepted(by_raising, by_deciding, *indicators, **more) -> Concern:
    concern = raised(by_raising, *indicators, **more)
    return accept_concern(concern=concern, minute="Q&P 2019/31", by=by_deciding, on=PASSED)


def passed(office, chair, agencies, *indicators, on=PASSED, **more):
    """The concern, and its questions by agency."""
    concern = accepted(office, chair, *indicators, **more)
    made = pass_concern(
        concern=concern, agencies=agencies, title="Return interviews", text="Why did they slow down?", by=office, on=on
    )
    return concern, {one.owner_id: one for one in made}


def answered(question, lead, *, on=TODAY, explanation="Notices come after the weekend."):
    question.refresh_from_db()
    return send_answer(question=question, version=question.version, by=lead, on=on, explanation=explanation)


def monitored(office, chair, lead, agency, *indicators, periods=3, from_on=date(2019, 10, 1)):
    concern, questions = passed(office, chair, [agency], *indicators)
    answered(questions[agency.pk], lead)
    concern.refresh_from_db()
    return monitor_concern(
        concern=concern, periods=periods, from_on=from_on, minute="Q&P 2019/40", by=chair, on=TODAY
    )
