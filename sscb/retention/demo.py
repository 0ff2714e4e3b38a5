"""What the demonstration keeps, holds and disposes of: old papers of other boards and accounts of those who left."""

from datetime import date
from typing import Any

from sscb import clock
from sscb.board.business import services as business
from sscb.board.business.models import BoardLink
from sscb.jobs.models import Job
from sscb.jobs.running import run
from sscb.people.services import add_person, close_account, give_role
from sscb.records.models import Record
from sscb.retention import services
from sscb.retention.models import Proposal
from sscb.retention.schedule import LINES

SIGNED_ON = date(2019, 6, 18)
TAKEN_OVER = date(2019, 1, 15)
"""The old list of papers of other boards was keyed that day."""
UNSIGNED = ("RET-3", "RET-11")
"""Still with the data protection officer, so that the page shows how that looks."""
OLD_LINKS = (
    ("Leaflet on private fostering", "lscb", "received", "Offered for use in this county.", date(2012, 9, 18)),
    ("Threshold guide, for comment", "lscb", "received", "Comments were sent by letter.", date(2012, 11, 6)),
    ("Adults at risk who are parents", "sab", "shared", "One page on whom to ring.", date(2013, 2, 12)),
    ("Night-time economy and young people", "csp", "received", "Figures of one summer.", date(2013, 6, 4)),
)
LEFT = (
    ("Audrey Penrose", "Former business support officer", date(2016, 12, 16)),
    ("Giles Hambledon", "Former policy officer", date(2017, 3, 31)),
)


def build(world: Any) -> None:
    """Before the sweep: what is old, the sign-off, and two holds."""
    office, officer = world.people["bm"], world.people["dpo"]
    links = [_link(*told, by=office) for told in OLD_LINKS]
    people = [_left(world, *told) for told in LEFT]
    with clock.at(SIGNED_ON):
        for line in LINES:
            if line.code not in UNSIGNED:
                services.sign_off(line=line.code, number=1, by=officer, on=SIGNED_ON)
        services.change_period(
            line="RET-8", years=4, months=0, days=0, from_on=date(2020, 4, 1), by=office, on=SIGNED_ON,
            why="One year more, so that four years of a chart can be checked: Quality and Performance, 11 June 2019",
        )  # fmt: skip
    with clock.at(date(2019, 8, 20)):
        services.place_hold(
            record=links[0], reason="A claim about the advice that was given", reference="LIT/19/0417", by=office,
            on=date(2019, 8, 20),
        )  # fmt: skip
        services.hold_person(
            person=people[0], reason="Employment tribunal", reference="ET 1400/2019", by=officer, on=date(2019, 8, 20)
        )


def dispose(world: Any) -> None:
    """After the sweep has proposed: the two people approve one, and it is gone with its certificate; another waits
    for the second of them."""
    office, officer, on = world.people["bm"], world.people["dpo"], world.on
    first, second = Proposal.objects.filter(state=Proposal.State.WAITING, record__isnull=False).order_by("pk")[:2]
    services.approve(proposal=first, by=office, on=on)
    services.approve(proposal=first, by=officer, on=on)
    run(str(Job.objects.get(about_uuid=first.uuid).uuid), "the demonstration")
    services.approve(proposal=second, by=office, on=on)


def _link(title: str, other: str, way: str, text: str, day: date, *, by: Any) -> Record:
    told = {"title": title, "other": other, "way": way, "text": text, "happened_on": day, "by": by}
    with clock.at(TAKEN_OVER):
        made = business.link_board(theme="", on=TAKEN_OVER, **told)
        business.answer_link(record=BoardLink._base_manager.get(pk=made.pk), result="Noted.", by=by, on=TAKEN_OVER)
    return Record._plain.get(pk=made.pk)


def _left(world: Any, name: str, job_title: str, day: date) -> Any:
    person = add_person(
        email=f"{name.lower().replace(' ', '.')}@county-council.example", name=name, job_title=job_title,
        organisation=world.organisations["council-other"],
    )  # fmt: skip
    give_role(person=person, role="PRAC", on=date(2012, 1, 9))
    return close_account(person=person, on=day)
