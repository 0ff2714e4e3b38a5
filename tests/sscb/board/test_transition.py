"""The transition of the Board: a plan that two agree to, in force by its day alone; and the register that adds up."""

import csv
import hashlib
import io
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.urls import reverse

from sscb import clock
from sscb.access.errors import Conflict
from sscb.access.policy import Refused
from sscb.access.standing import standing
from sscb.board.models import Meeting
from sscb.board.sockets import Tally, carried
from sscb.board.transition import register, services
from sscb.board.transition.checking import faults
from sscb.board.transition.models import GroupChange, SeatChange, TransitionPlan
from sscb.board.transition.paper import gather_register
from sscb.history.models import Entry, View
from sscb.people import naming
from sscb.people.models import Group, Membership, Name, RoleHeld
from sscb.records.models import Record
from sscb.timetable.services import record_local_date
from sscb.timetable.starts import SAFEGUARDING_PARTNER_START
from sscb.timetable.sweeping import sweep

START, LAST = date(2019, 9, 29), date(2019, 9, 28)
JUNE, JULY, AFTER = date(2019, 6, 4), date(2019, 7, 9), date(2019, 11, 12)
NAME = "Somerset Safeguarding Children Partnership"


class Plan:
    """A board with a subgroup that goes, and what a plan says of it."""

    def __init__(self, group, bm, chair, neglect_chair):
        self.bm, self.chair, self.neglect_chair, self.group = bm, chair, neglect_chair, group
        for code in ("board", "qp", "neglect"):
            group(code)
        with clock.at(JUNE):
            services.begin_plan(new_name=NAME, new_short="SSCP", by=bm, on=JUNE)

    @property
    def row(self):
        return TransitionPlan._base_manager.get()

    def line(self, code):
        return GroupChange.objects.select_related("group").get(group__code=code)

    def do(self, act, /, on=JULY, **told):
        with clock.at(on):
            return getattr(services, act)(**{"plan": self.row, "by": self.bm, "on": on, **told})

    def merge(self, **more):
        told = {"line": self.line("neglect"), "outcome": "merged", "into": self.line("qp"), "why": "Its work is done.",
                "members_follow": True}  # fmt: skip
        return self.do("change_group", **told | more)

    def agree(self):
        self.do("propose")
        self.do("agree", by=self.chair)

    def wrong(self):
        with clock.at(JULY):
            return " ".join(faults(self.row))


@pytest.fixture
def plan(group, person, business_manager, chair, qp_chair):
    return Plan(group, business_manager, chair, person("Nell Neglect", sits={"neglect": "chair"}))


def record(group, reference, opened_on=JUNE, **more):
    told = {"type": "learning.action", "title": reference, "level": "P1", "stage": "asked", "released_on": opened_on}
    return Record._plain.create(reference=reference, group=group, opened_on=opened_on, **told | more)


def test_agreed_by_two_it_is_in_force_by_its_day_alone_and_nothing_before_changes(plan):
    before = {row.pk: (row.person_id, row.group_id, row.position) for row in Membership.objects.on(LAST)}
    plan.do("change_group", line=plan.line("board"), outcome="renamed", name="Partnership Board")
    plan.merge()
    made = plan.do("add_group_to_plan", name="Scrutiny", does="Looks from outside")
    assert "Nobody would chair Scrutiny" in plan.wrong()
    with pytest.raises(Conflict, match="not settled"):
        plan.do("propose")
    plan.do("change_seat", kind="joins", person=plan.neglect_chair, line=made, position="chair")
    plan.do("change_seat", kind="gives-up", person=plan.chair, role="CHAIR")
    plan.do("change_seat", kind="takes-on", person=plan.neglect_chair, role="CHAIR")
    assert not plan.wrong()
    with pytest.raises(Refused):
        plan.do("propose", by=plan.chair)
    plan.agree()
    mine = record(plan.group("neglect"), "ACT-2019-901")
    for day in (JULY, LAST):
        with clock.at(day):
            sweep(day)
            assert naming.board(day) == naming.FIRST and plan.group("board").name == "The Board"
            assert {row.pk: (row.person_id, row.group_id, row.position) for row in Membership.objects.on(day)} == before
            assert standing(plan.chair).roles == {"CHAIR"} and not Group.objects.on(day).filter(named="Scrutiny")
            assert Record._plain.get(pk=mine.pk).group.code == "neglect"
    scrutiny = Group.objects.get(named="Scrutiny")
    with clock.at(START):  # no job has run
        assert naming.board(START).name == NAME and plan.group("board").name == "Partnership Board"
        seats = set(Membership.objects.on(START).filter(person=plan.neglect_chair).values_list("group", "position"))
        assert seats == {(plan.group("qp").pk, "member"), (scrutiny.pk, "chair")}
        assert "CHAIR" in standing(plan.neglect_chair).roles and "CHAIR" not in standing(plan.chair).roles
        assert plan.group("neglect") not in Group.objects.on(START) and scrutiny in Group.objects.on(START)
        sweep(START)
        sweep(START)
    assert Record._plain.get(pk=mine.pk).group.code == "qp"
    said = Entry.objects.get(code="board.passed_on")
    assert (said.facts["was"], said.facts["now"], said.object_uuid) == ("neglect", "Quality and Performance", mine.uuid)
    assert {row.pk: (row.person_id, row.group_id, row.position) for row in Membership.objects.on(LAST)} == before
    assert naming.board(LAST) == naming.FIRST and plan.group("board").name_on(LAST) == "The Board"
    with clock.at(START), pytest.raises(Refused):  # the old chair is no chair any more
        services.take_up_again(plan=plan.row, why="x", by=plan.chair, on=START)
    for name, told in (
        ("take_up_again", {"why": "Too late"}), ("propose", {}), ("add_group_to_plan", {"name": "x", "does": "x"}),
        ("change_group", {"line": plan.line("qp"), "outcome": "renamed", "name": "x"}),
    ):  # fmt: skip
        with pytest.raises(Conflict, match="history"):
            plan.do(name, on=START, **told)


def test_opened_again_with_a_reason_all_is_as_it_was_and_a_day_recorded_anew_takes_its_rows_along(plan):
    def rows():
        return (
            set(Membership.objects.values_list("person", "group", "from_on", "to_on")),
            set(RoleHeld.objects.values_list("person", "role", "from_on", "to_on")),
            set(Group.objects.values_list("code", "from_on", "to_on", "passes_to")), Name.objects.count(),
        )  # fmt: skip

    before = rows()
    plan.merge()
    made = plan.do("add_group_to_plan", name="Scrutiny", does="Looks")
    plan.do("change_seat", kind="joins", person=plan.neglect_chair, line=made, position="chair")
    plan.agree()
    agreed = rows()
    with pytest.raises(ValidationError, match="why it changes"):
        plan.do("take_up_again", why=" ")
    with pytest.raises(Conflict, match="open it again first"):
        plan.merge(outcome="continues")
    plan.do("take_up_again", why="Scrutiny needs a name.")
    assert rows() == before and plan.row.stage == "draft" and plan.row.agreed_by is None
    assert not SeatChange.objects.filter(by_group=True).exists()
    plan.agree()
    earlier = date(2019, 9, 1)
    with clock.at(JULY):
        record_local_date(code=SAFEGUARDING_PARTNER_START.code, day=earlier, source="Published", by=plan.bm, on=JULY)
    assert naming.board(earlier).name == NAME and naming.board(earlier - timedelta(days=1)) == naming.FIRST
    assert Group.objects.get(code="neglect").to_on == date(2019, 8, 31) and plan.row.written_for == earlier
    assert not Membership.objects.filter(from_on=START).exists() and Name.objects.count() == 1
    with clock.at(JULY):
        record_local_date(code=SAFEGUARDING_PARTNER_START.code, day=START, source="Moved", by=plan.bm, on=JULY)
    assert {code for code, *_ in rows()[2]} == {code for code, *_ in agreed[2]} and rows()[3] == agreed[3]
    assert {row[0:1] + row[2:] for row in rows()[0]} == {row[0:1] + row[2:] for row in agreed[0]}


def test_what_is_not_settled_is_said_in_sentences(plan, person, group):
    told = []

    def expect(sentence, act, /, **more):
        plan.do(act, **more)
        if sentence not in plan.wrong():
            told.append((sentence, plan.wrong()))

    neglect, qp = plan.line("neglect"), plan.line("qp")
    ends = {"line": neglect, "outcome": "ends", "why": "Done"}
    expect("", "change_group", **ends)
    assert not plan.wrong()  # nothing is open in it, so it may end without a successor
    record(group("neglect"), "ACT-2019-902")
    record(group("neglect"), "LP-2019-902", type="learning.point")
    expect("neglect has no successor. It has 2 open records", "change_group", **ends)
    expect("Quality and Performance may not end", "change_group", line=qp, outcome="ends", why="x")
    expect("would pass to Quality and Performance, which goes itself", "change_group", **ends, into=plan.line("qp"))
    plan.do("change_group", line=qp, outcome="continues")
    expect("Two groups would be called", "change_group", line=neglect, outcome="renamed", name=qp.called)
    plan.do("change_group", line=neglect, outcome="continues")
    expect("The new name is the old one", "name_body", new_name=naming.FIRST.name, new_short="x",
           version=plan.row.version)  # fmt: skip
    plan.do("name_body", new_name=NAME, new_short="SSCP", version=plan.row.version)
    another = person("Una Other")
    plan.do("change_seat", kind="joins", person=another, line=plan.line("qp"), position="chair")
    if "would have 2 chairs" not in plan.wrong():
        told.append("two chairs")
    plan.do("drop_seat", seat=SeatChange.objects.get())
    plan.do("change_seat", kind="leaves", person=plan.neglect_chair, line=plan.line("neglect"))
    if "Nobody would chair neglect" not in plan.wrong():
        told.append("no chair")
    plan.do("drop_seat", seat=SeatChange.objects.get())
    group("exploitation")
    if "Nothing is said about exploitation" not in plan.wrong():
        told.append("a new group")
    for match, more in (
        ("does not sit on", {"kind": "leaves", "person": another, "line": plan.line("qp")}),
        ("sits on", {"kind": "joins", "person": plan.neglect_chair, "line": plan.line("neglect")}),
        ("Choose the role", {"kind": "takes-on", "person": another}), ("Choose the group", {"kind": "joins",
                                                                                          "person": another}),
    ):  # fmt: skip
        with pytest.raises(ValidationError, match=match):
            plan.do("change_seat", **more)
    assert not told, told


def test_every_thing_is_in_one_place_and_the_places_make_the_total(plan, agency):
    neglect, qp = plan.group("neglect"), plan.group("qp")
    rows = (
        # reference, before the plan?, what it is, fate before the start, fate after
        ("ACT-2019-1", {}, "open", "kept"), ("ACT-2019-2", {"group": neglect}, "open", "kept"),
        ("ACT-2019-3", {"closed_on": date(2019, 8, 1), "stage": "closed"}, "finished", "finished"),
        ("ACT-2019-4", {"closed_on": date(2019, 5, 1), "stage": "closed"}, "", ""),
        ("ACT-2019-5", {"opened_on": START}, "", ""), ("ACT-2019-6", {"group": None}, "open", "open"),
        ("CR-2019-1", {"type": "reviews.review", "level": "P4", "stage": "draft"}, "open", "open"),
        ("CR-2019-2", {"type": "reviews.review", "level": "P4", "stage": "transferred", "handed_to": agency,
                       "handed_on": date(2019, 10, 9), "sealed_on": date(2019, 10, 9),
                       "closed_on": date(2019, 10, 9)}, "handed", "handed"),
        ("ACT-2019-7", {"group": neglect, "held_on": JULY}, "open", "open"),
    )  # fmt: skip
    for reference, more, *_ in rows:
        record(more.pop("group", qp), reference, **{"opened_on": date(2019, 4, 1), **more})
    plan.merge()
    plan.agree()
    wrong = []
    for day, place in ((JULY, 2), (AFTER, 3)):
        with clock.at(day):
            sweep(day)
            told = register.since(day)
            found = {one.reference: one.fate for one in register.listed(plan.bm, day, told)}
            for row in rows:
                want = row[place] if place == 3 or not row[1].get("opened_on") else ""
                if found.get(row[0], "") != want:
                    wrong.append((day, row[0], found.get(row[0], ""), want))
            kinds = register.counts(plan.bm, day, told)
            whole = register.add_up(one.tally for one in kinds if one.listed)
            assert whole.total == len(found) == whole.finished + whole.handed + whole.kept + whole.open
            for fate in register.FATES:
                assert register.listed(plan.bm, day, told, fate=fate).count() == getattr(whole, fate)
            paper = gather_register(Meeting(level="P3"), clock.now())
            lines = {row["title"]: [cell["shown"] for cell in row["cells"]] for row in paper["rows"]}
            assert lines.pop("Cases considered or reviewed") == lines.pop("Child death reviews") == []
            total = [int(one) for one in lines.pop("All that is counted here")]
            assert total[0] == sum(total[1:]) == len(found) - sum(name.startswith("CR-") for name in found)
            added = [sum(int(row[place]) for row in lines.values()) for place in range(5)]
            assert added == total and "CR-2019" not in str(paper) and len(paper["figures"]) == 5 * (len(lines) + 1)
            assert "In their own register" in render_to_string("board/pack/transition_register.html", {"facts": paper})
    assert not wrong, wrong
    assert [one.code for one in carried if not one.rule and not one.types] == []
    assert register.add_up([Tally(1, 2, 3, 4), Tally(4, 3, 2, 1)]) == Tally(5, 5, 5, 5)


def test_who_may_what_and_the_whole_way_on_the_pages(
    group, as_, person, business_manager, board_office, chair, board_member, practitioner, agency_lead, qp_chair
):
    for code in ("board", "qp", "neglect"):
        group(code)
    office, head = as_(business_manager), as_(chair)
    begin = reverse("board:begin_transition")
    told = {"new_name": NAME, "new_short": "SSCP"}
    with clock.at(JUNE):
        assert as_(board_member).post(begin, told).status_code == 403
        assert office.get("/transition/").text.count(begin) == 1
        assert office.get(begin).status_code == 200 and office.post(begin, {}).status_code == 422
        page = office.post(begin, told).url
        assert office.post(begin, told).status_code == 409
        plan = TransitionPlan._base_manager.get()
        line = GroupChange.objects.get(group__code="neglect")
        into = GroupChange.objects.get(group__code="qp")
        change = reverse("board:change_group", args=[plan.uuid, line.uuid])
        step, people = reverse("board:step_transition", args=[plan.uuid]), reverse("board:add_seat", args=[plan.uuid])
        name, new = reverse("board:name_body", args=[plan.uuid]), reverse("board:add_group", args=[plan.uuid])
        seen = {}
        for who in (business_manager, board_office, chair, board_member, practitioner, agency_lead):
            at = as_(who)
            seen[who.name] = [
                at.get("/transition/").status_code, at.get(page).status_code, at.get(change).status_code,
                at.get(people).status_code, at.get(name).status_code, at.get(new).status_code,
                at.post(step, {"step": "agree"}).status_code,
            ]  # fmt: skip
        assert seen == {
            business_manager.name: [200, 200, 200, 200, 200, 200, 403], board_office.name: [200] * 6 + [403],
            chair.name: [200, 200, 403, 403, 403, 403, 409], board_member.name: [200, 200] + [403] * 5,
            practitioner.name: [403] + [404] * 6, agency_lead.name: [403] + [404] * 6,
        }, seen  # fmt: skip
        assert office.post(change, {"outcome": "merged", "into": str(into.uuid)}).status_code == 422  # why?
        assert office.post(change, {"outcome": "merged", "into": str(into.uuid), "why": "Done"}).status_code == 302
        assert office.get(change).text.count("selected") == 2
        assert office.post(name, told | {"version": 1}).status_code == 409
        plan.refresh_from_db()
        assert office.post(name, told | {"version": plan.version}).status_code == 302
        assert office.post(new, {"name": "Scrutiny", "does": "Looks"}).status_code == 302
        assert "Nobody would chair Scrutiny" in office.get(page).text
        assert office.post(step, {"step": "propose"}).status_code == 409
        begun = GroupChange.objects.get(name="Scrutiny")
        assert office.post(step, {"step": "drop-group", "line": begun.uuid}).status_code == 302
        office.post(new, {"name": "Scrutiny", "does": "Looks"})
        begun = GroupChange.objects.get(name="Scrutiny")
        seat = {"kind": "joins", "person": str(board_member.uuid), "line": str(begun.uuid), "position": "chair"}
        assert office.post(people, seat | {"kind": "takes-on"}).status_code == 422
        assert office.post(people, seat).status_code == 302 and office.post(people, seat).status_code == 422
        assert office.post(step, {"step": "drop-seat", "seat": SeatChange.objects.get().uuid}).status_code == 302
        assert office.post(step, {"step": "drop-seat", "seat": "else"}).status_code == 404
        office.post(people, seat)
        assert office.post(step, {"step": "propose"}).status_code == 302
        assert head.post(step, {"step": "again", "why": ""}).status_code == 409
        assert "Agree to the plan" in head.get(page).text and "Agree to the plan" not in office.get(page).text
        assert head.post(step, {"step": "agree"}).status_code == 302
        assert "Agreed; takes effect by itself" in as_(board_member).get(page).text
        assert office.post(step, {"step": "nothing"}).status_code == 409
    record(group("qp"), "ACT-2019-777", opened_on=JULY)
    with clock.at(START):
        text = as_(board_member).get(page).text
        assert f"On 29 September 2019 the Board became the {NAME}" in text and "In force" in text
        assert office.post(step, {"step": "again", "why": "x"}).status_code == 409
        shown = as_(board_member).get("/transition/?kind=board.actions&fate=kept").text
        assert "ACT-2019-777" in shown and "In their own register" in shown and NAME in shown
        answer = office.get(reverse("board:transition_file"))
        taken = View.objects.latest("id")
        assert taken.sha256 == hashlib.sha256(answer.content).hexdigest() and taken.taken["columns"][0] == "Kind"
        assert taken.taken["rows"] == len(answer.content.decode().splitlines()) - 1
        rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
        assert [row["Became"] for row in rows if row["Reference"] == "ACT-2019-777"] == ["Kept"]
        counts = {row["Became"]: row["Count"] for row in rows if row["Kind"] == "Actions that agencies owe"}
        assert counts == {"All": "1", "Finished": "0", "Handed over": "0", "Kept": "1", "Still open": "0"}
        assert as_(practitioner).get(reverse("board:transition_file")).status_code == 403


def test_it_costs_as_much_with_three_hundred_as_with_three(
    group, person, as_, business_manager, qp_chair, budget, chair
):
    group("board")
    with clock.at(JUNE):
        plan = services.begin_plan(new_name=NAME, new_short="SSCP", by=business_manager, on=JUNE)
        page, office = reverse("board:transition_plan", args=[plan.uuid]), as_(business_manager)
        spent = []
        for count in (3, 300):
            first = Record._plain.filter(type="learning.action").count()
            for number in range(first, count):
                record(group("qp"), f"ACT-2019-{number:03d}")
            for number in range(first, count if count == 3 else 30):
                made = Group.objects.create(code=f"g{number}", name=f"Group {number}", kind="subgroup")
                GroupChange.objects.create(plan=plan, group=made)
                SeatChange.objects.create(plan=plan, kind="joins", line=GroupChange.objects.get(group=made),
                                          person=person(f"Ann {number}"), position="member")  # fmt: skip
            office.get("/transition/")
            with budget("board.transition") as one:
                assert office.get("/transition/").status_code == 200
            with budget("board.transition_plan") as other:
                assert office.get(page).status_code == 200
            spent.append((len(one), len(other)))
    assert spent[0] == spent[1], spent
