"""The demonstration board: invented people, agencies named by kind, made through the portal's own services.

No invented failing may stand against a real body: agencies are kinds ("Hospital trust, west"), people are invented,
and a real board loads its own list instead.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from importlib import import_module
from importlib.util import find_spec

from django.conf import settings
from django.db import transaction

from sscb import clock
from sscb.board.agenda import quarterly
from sscb.board.demo_papers import uploaded_papers
from sscb.board.models import AgendaItem, Meeting, Paper
from sscb.board.services import plan_meeting, receive_paper, write_cover
from sscb.learning.services import ask_action, say_progress, write_point
from sscb.people.models import Group, Organisation, Person
from sscb.people.services import add_group, add_organisation, add_person, give_role, join
from sscb.timetable.models import Deadline
from sscb.timetable.services import meet_deadline, record_local_date
from sscb.timetable.sweeping import sweep

SINCE = date(2016, 4, 1)

ORGANISATIONS = (
    # code            name                                        kind      duty        needed for quorum
    ("council-csc", "County council, children’s services", "LA-CSC", "s11", True),
    ("council-asc", "County council, adult services", "LA-ASC", "s11", False),
    ("council-ph", "County council, public health", "LA-PH", "s11", False),
    ("council-other", "County council, other services", "LA-OTH", "s11", False),
    ("district-north", "District council, north", "DIST", "s11", False),
    ("district-south", "District council, south", "DIST", "s11", False),
    ("ccg", "Clinical commissioning group", "CCG", "s11", True),
    ("nhs-commissioner", "National health commissioner, area team", "NHSE", "s11", False),
    ("trust-west", "Hospital trust, west", "NHS-AC", "s11", False),
    ("trust-east", "Hospital trust, east", "NHS-AC", "s11", False),
    ("community-trust", "Community and mental health trust", "NHS-CM", "s11", False),
    ("gp", "General practices", "GP", "s11", False),
    ("ambulance", "Ambulance service", "AMB", "s11", False),
    ("police", "Police force", "POL", "s11", True),
    ("railway-police", "Railway police", "BTP", "s11", False),
    ("probation", "Probation service", "NPS", "s11", False),
    ("rehabilitation", "Community rehabilitation company", "CRC", "s11", False),
    ("yos", "Youth offending service", "YOS", "s11", False),
    ("prison", "Prison", "PRIS", "s11", False),
    ("family-court", "Family court advisory service", "CAF", "own_statute", False),
    ("voluntary", "Voluntary sector, children’s charities", "VCS", "contract", False),
    ("early-years", "Early years and childcare", "EY", "childcare_s40", False),
    ("faith", "Faith organisations", "FAITH", "voluntary", False),
    ("school-hill", "Secondary school, hill", "SCH", "s175", False),
    ("school-valley", "Primary school, valley", "SCH", "s175", False),
    ("school-independent", "Independent school", "SCH", "s157", False),
    ("cdr-partners", "Child death review partners", "CDRP", "own_statute", False),
    ("office", "Safeguarding board, business unit", "LSCB", "own_statute", False),
)

GROUPS = (
    # code             name                          kind        meets            reports to
    ("board", "Board", "board", "quarterly", ""),
    ("governance", "Governance Group", "subgroup", "quarterly", "board"),
    ("business-planning", "Business Planning Group", "subgroup", "6-weekly", "board"),
    ("td", "Training and Development", "subgroup", "quarterly", "board"),
    ("exploitation", "Child Exploitation", "subgroup", "6 to 8-weekly", "board"),
    ("qp", "Quality and Performance", "subgroup", "6-weekly", "board"),
    ("li", "Learning and Improvement", "subgroup", "monthly to 6-weekly", "board"),
    ("health-advisory", "Health Advisory", "subgroup", "quarterly", "board"),
    ("neglect", "Neglect", "subgroup", "6 to 8-weekly", "board"),
    ("cdop", "Child Death Overview Panel", "panel", "quarterly", "board"),
    ("audit-west", "Audit West", "audit", "for each theme", "qp"),
    ("audit-east", "Audit East", "audit", "for each theme", "qp"),
    ("mapig-mendip", "Practitioner forum, Mendip", "forum", "twice a year or more", "td"),
    ("mapig-south", "Practitioner forum, South Somerset", "forum", "twice a year or more", "td"),
    ("mapig-taunton", "Practitioner forum, Taunton", "forum", "twice a year or more", "td"),
    ("mapig-sedgemoor", "Practitioner forum, Sedgemoor", "forum", "twice a year or more", "td"),
)

PEOPLE = (
    # key, name, job title, organisation, roles held, groups (* chairs it)
    ("bm", "Ruth Penhallow", "Business manager", "office", "BMGR", "business-planning"),
    ("chair", "Margaret Ellacombe", "Independent Chair", "office", "CHAIR", "board* governance*"),
    ("office", "Tamsin Askwith", "Performance officer", "office", "OFF", ""),
    ("training", "Gwen Luttrell", "Training co-ordinator", "office", "TRC", "td"),
    ("cdc", "Esther Tregear", "Child death review co-ordinator", "ccg", "CDC", "cdop"),
    ("police-acc", "Daniel Hartnoll", "Assistant Chief Constable", "police", "AGL", "board"),
    ("dcs", "Imogen Bracewell", "Director of children’s services", "council-csc", "AGL", "board business-planning"),
    ("ccg-lead", "Owen Carrick", "Executive lead for safeguarding", "ccg", "AGL", "board"),
    ("trust-west-lead", "Nadia Okafor", "Director of nursing", "trust-west", "AGL", "board"),
    ("trust-east-lead", "Philip Strangways", "Named doctor", "trust-east", "AGL", "board health-advisory"),
    ("community-lead", "Helen Pym", "Head of safeguarding", "community-trust", "AGL", "board li"),
    ("probation-lead", "Neil Astbury", "Head of area", "probation", "AGL", "board"),
    ("voluntary-lead", "Kate Merrifield", "Chief executive of a charity", "voluntary", "AGL", "board"),
    ("lay", "Judith Merrow", "Lay member", "", "", "board"),
    ("qp-chair", "Priya Venkatesan", "Head of quality", "council-csc", "", "qp* business-planning"),
    ("li-chair", "Lucian Castell", "Designated nurse", "ccg", "", "li* business-planning board"),
    ("td-chair", "Bridget Foy", "Head teacher", "school-hill", "", "td* business-planning"),
    ("cdop-chair", "Alasdair Reith", "Public health consultant", "council-ph", "", "cdop*"),
    ("exploitation-chair", "Simon Trevanion", "Detective superintendent", "police", "", "exploitation*"),
    ("neglect-chair", "Mary Osei", "Head of early help", "council-csc", "", "neglect*"),
    ("health-chair", "Anne Whitmore", "Designated doctor", "ccg", "", "health-advisory*"),
    ("audit-west-chair", "Colin Harding", "Service manager", "council-csc", "", "audit-west* qp"),
    ("qp-police", "Rosalind Keane", "Performance analyst", "police", "AGC", "qp"),
    ("police-agc", "Tom Lister", "Safeguarding sergeant", "police", "AGC", ""),
    ("trust-west-agc", "Sian Morwood", "Safeguarding nurse", "trust-west", "AGC", ""),
    ("school-lead", "Edith Cope", "Designated safeguarding lead", "school-valley", "AGL", ""),
    ("practitioner", "Jamie Farrant", "Health visitor", "community-trust", "PRAC", ""),
    ("dpo", "Howard Selby", "Data protection officer", "council-other", "DPO", ""),
    ("sys", "Petra Lindqvist", "Technical administrator", "council-other", "SYS", ""),
    ("cdrp", "Frances Oldacre", "Child death review office", "cdr-partners", "CDRP", ""),
)  # fmt: skip


@dataclass
class World:
    """What the programmes' own demonstrations build on: who there is, by key or code, and the date."""

    on: date
    organisations: dict[str, Organisation] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    say: Callable[[str], None] = print


def build(*, on: date, say: Callable[[str], None] = print) -> World:
    """The whole demonstration as at `on`. What it tells has happened by that date."""
    world = World(on=on, say=say)
    say("Demonstration board: people and groups")
    _people(world)
    say("Meetings, papers and actions")
    for code in ("safeguarding_partner_start", "cdr_start"):
        record_local_date(code=code, day=date(2019, 9, 29), source="Demonstration: the statutory latest date",
                          by=world.people["bm"], on=min(on, date(2019, 9, 2)))  # fmt: skip
    _actions(world)
    _meetings(world)
    for programme in settings.PROGRAMMES:
        if find_spec(f"{programme}.demo"):
            say(f"{programme.capitalize()}")
            import_module(f"{programme}.demo").build(world)
    sweep(on)
    return world


def _people(world: World) -> None:
    for code, name, kind, duty, quorum in ORGANISATIONS:
        world.organisations[code] = add_organisation(
            code=code, name=name, kind=kind, duty_basis=duty, on=SINCE, required_for_quorum=quorum
        )
    for order, (code, name, kind, meets, reports_to) in enumerate(GROUPS):
        world.groups[code] = add_group(
            code=code, name=name, kind=kind, order=order, meets=meets, reports_to=world.groups.get(reports_to)
        )
    for key, name, job, organisation, roles, groups in PEOPLE:
        person = add_person(
            email=f"{name.lower().replace(' ', '.')}@{organisation or 'lay'}.example", name=name, job_title=job,
            organisation=world.organisations.get(organisation),
        )  # fmt: skip
        world.people[key] = person
        for role in roles.split():
            at_agency = role in ("AGC", "AGL", "CDRP")
            give_role(person=person, role=role, on=SINCE, organisation=person.organisation if at_agency else None)
        for code in groups.split():
            join(person=person, group=world.groups[code.rstrip("*")], on=SINCE,
                 position="chair" if code.endswith("*") else "member")  # fmt: skip


ACTIONS = (
    # title, agency, asked on, due on, lead, progress
    ("Pass missing-child notices to the interview team at weekends", "police", date(2019, 5, 14), date(2019, 7, 31),
     "police-acc", "Weekday notices are passed by noon. Weekend cover is being costed."),
    ("Give a named person for each health assessment on entering care", "ccg", date(2019, 6, 18), date(2019, 11, 20),
     "ccg-lead", "Names agreed for two of three localities."),
    ("Share the learning on bruising in babies who cannot move with every ward", "trust-west", date(2019, 7, 9),
     date(2019, 10, 25), "trust-west-lead", ""),
    ("Check supervision notes for the voice of the child", "probation", date(2019, 9, 12), date(2019, 12, 20),
     "probation-lead", "Sample drawn."),
    ("Show how early help assessments are shared with schools", "council-csc", date(2019, 9, 12), date(2019, 11, 29),
     "dcs", "Guide drafted and with head teachers."),
    ("Put the neglect tool into the induction of new staff", "community-trust", date(2019, 9, 12), date(2020, 1, 17),
     "community-lead", ""),
)  # fmt: skip


def _actions(world: World) -> None:
    point = write_point(
        title="Interviews after a child was missing come too late to help",
        text="In the audit of November 2017 most return interviews took place after the child had gone missing again.",
        source="case audit", group=world.groups["qp"], by=None, on=date(2018, 1, 16), theme="exploitation",
        source_words="Multi-agency case audit, children missing from care",
    )  # fmt: skip
    for title, agency, asked_on, due_on, lead, progress in ACTIONS:
        if asked_on > world.on:
            continue
        with clock.at(asked_on):
            action = ask_action(
                title=title, text=title, agency=world.organisations[agency], due_on=due_on, group=world.groups["qp"],
                by=world.people["bm"], on=asked_on, points=[point] if agency == "police" else None,
                lead=world.people[lead], source_words="Board and Quality and Performance",
            )  # fmt: skip
        said_on = min(world.on, asked_on + timedelta(days=45))
        if progress:
            with clock.at(said_on):
                say_progress(action=action, text=progress, by=world.people[lead], on=said_on)


def _meetings(world: World) -> None:
    by = world.people["bm"]
    with clock.at(min(world.on, date(2019, 6, 3))):
        held = plan_meeting(
            group=world.groups["board"], reference="2019/3", title="Board meeting 2019/3", meets_on=date(2019, 9, 12),
            starts=time(9, 30), ends=time(13, 0), place="County Hall, Taunton", agenda=[], by=world.people["bm"],
            on=min(world.on, date(2019, 6, 3)), questions_to="Ruth Penhallow, business manager",
        )  # fmt: skip
    planned_on = min(world.on, date(2019, 10, 17))
    with clock.at(planned_on):
        meeting = plan_meeting(
            group=world.groups["board"], reference="2019/4", title="Board meeting 2019/4",
            meets_on=date(2019, 12, 12), starts=time(9, 30), ends=time(13, 0), place="County Hall, Taunton",
            agenda=quarterly(), by=world.people["bm"], on=planned_on,
            quorum="Half of the member agencies, with county council, clinical commissioning group and police.",
            getting_there="Room 2, ground floor: step-free, hearing loop. Parking from 9am.",
            questions_to="Ruth Penhallow, business manager, by 5pm on Tuesday 10 December",
            note="12 December 2019 is polling day: publish nothing from this pack before 13 December.",
        )  # fmt: skip
    for past, rules in (
        (held, ("board-forward-plan", "board-agenda-set", "board-papers-due", "board-quality-check",
                "board-pack-issue", "board-actions-out", "board-minutes-to-chair", "board-minutes-to-members")),
        (meeting, ("board-forward-plan", "board-agenda-set")),
    ):  # fmt: skip
        for row in Deadline.objects.open().filter(record_id=past.pk, rule__in=rules, due_on__lte=world.on):
            with transaction.atomic():
                meet_deadline(row, by=by, on=row.due_on)
    for number, cover, content in uploaded_papers():
        paper = Paper._base_manager.get(item=AgendaItem.objects.get(meeting=meeting, number=number))
        on = min(world.on, date(2019, 11, 8))
        with clock.at(on):
            write_cover(paper=paper, version=paper.version, by=world.people["bm"], on=on, **cover)
            receive_paper(paper=paper, name=f"paper-{number}.pdf", content=content, by=world.people["bm"], on=on)


def next_board_meeting(on: date) -> Meeting | None:
    return Meeting._base_manager.filter(group__code="board", meets_on__gte=on).order_by("meets_on").first()
