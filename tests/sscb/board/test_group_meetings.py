"""Subgroups meet with the same facilities as the Board, among themselves; and tell the body above what they decided."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from sscb.access.errors import Conflict
from sscb.access.policy import Refused
from sscb.board.bodies import agenda_for, level_of, numbered, run_by
from sscb.board.calendar_feed import feed_for, new_address
from sscb.board.models import Decision, Meeting, Paper, PlannedItem
from sscb.board.packs.building import build_pack
from sscb.board.queries.from_groups import from_groups
from sscb.board.queries.minutes import decision_log
from sscb.board.services import (
    add_item,
    approve_minutes,
    minute_item,
    plan_item,
    put_off,
    record_attendance,
    record_held,
    send_minutes,
    send_upward,
)
from sscb.board.services.carrying import Line, go_through_log
from sscb.board.services.minutes import Came, Said
from sscb.jobs.running import run
from sscb.learning.models import Action
from sscb.learning.services import ask_action, say_done
from sscb.people.models import Group
from sscb.timetable.models import Deadline
from tests.sscb.board.reading import texts_of
from tests.sscb.board.world import TODAY

ASKED = {"body": "qp", "reference": "2019/6", "meets_on": "2019-11-12", "starts": "10:00", "ends": "12:00",
         "place": "HQ"}  # fmt: skip


def url(name, meeting):
    return reverse(f"board:{name}", args=[meeting.uuid])


@pytest.fixture
def planned(board, qp_chair, as_):
    """A meeting of Quality and Performance today, planned by its chair on a page."""
    Group.objects.filter(code="qp").update(reports_to=board.group)
    answer = as_(qp_chair).post(reverse("board:plan_meeting"), ASKED)
    meeting = Meeting._base_manager.select_related("group").get(reference="QP-2019/6")
    assert answer.url == url("agenda", meeting)
    return meeting


def minute(meeting, by, member, decision="The two teams are looked at again in March."):
    record_held(meeting=meeting, by=by, on=TODAY)
    record_attendance(meeting=meeting, rows=[Came(member, "present")], by=by, on=TODAY)
    for item in meeting.items.all():
        item.meeting = meeting
        minute_item(item=item, said=Said(text=f"Said {item.number}", decision=decision if item.number == "4" else ""),
                    version=0, by=by, on=TODAY)  # fmt: skip
    send_minutes(meeting=meeting, by=by, on=TODAY)


def test_each_body_begins_with_an_agenda_of_its_own_and_three_meet_elsewhere(group, business_manager, qp_chair, as_):
    for code in ("qp", "li", "td", "business-planning", "governance", "neglect"):
        items = agenda_for(Group(code=code, kind="subgroup"))
        assert sum(one.minutes for one in items) == 120, code
        assert [one.number for one in items] == [str(n + 1) for n in range(len(items))], code
    names = {code: numbered(Group(code=code, named=code, kind="subgroup"), "2019/1")[0]
             for code in ("qp", "business-planning", "exploitation")}  # fmt: skip
    assert list(names.values()) == ["QP-2019/1", "BP-2019/1", "EXP-2019/1"]
    for code, kind in (("cdop", "panel"), ("audit-west", "audit"), ("mapig-south", "forum")):
        Group.objects.update_or_create(code=code, defaults={"named": code, "kind": kind})
    board, neglect = group("board"), group("neglect")
    assert run_by(business_manager)[0] == board and neglect in run_by(business_manager)
    assert [one.code for one in run_by(qp_chair)] == ["qp"]
    page = as_(qp_chair).get(reverse("board:plan_meeting")).text
    assert "rooms of their own" in page and ">Neglect<" not in page
    answer = as_(qp_chair).post(reverse("board:plan_meeting"), ASKED | {"body": "board"})
    assert answer.status_code == 422 and not Meeting._base_manager.exists()


def test_only_its_members_know_of_a_groups_meeting(
    planned, board, as_, business_manager, chair, board_member, qp_chair, qp_member, person, agency
):
    other = person("Nell Chair", organisation=agency, sits={"neglect": "chair"})
    pages = ("meeting", "agenda", "pack", "minutes", "attendance", "action_log", "notes")
    readers, writers = {qp_member, chair, qp_chair, business_manager}, {qp_chair, business_manager}
    item = add_item(meeting=planned, title="Families told", kind="decision", lead="Chair", minutes=0, oral=False,
                    by=qp_chair, on=TODAY)  # fmt: skip
    wrong = []
    for who in (business_manager, chair, board_member, qp_chair, qp_member, other):
        client = as_(who)
        for name in pages:
            found = client.get(url(name, planned)).status_code
            reads = name in ("meeting", "pack", "notes") and who in readers
            expected = 200 if who in writers or reads else 403 if who in readers else 404
            if name == "minutes" and who in readers - writers:
                expected = 404  # nobody has sent them yet
            if found != expected:
                wrong.append(f"{who.name} {name}: {found}, not {expected}")
        listed = client.get(f"{reverse('board:meetings')}?body=qp")
        if (planned.title in listed.text) != (who in readers):
            wrong.append(f"{who.name}: the list")
        if (f"UID:{planned.uuid}" in feed_for(new_address(person=who, on=TODAY))) != (who in readers):
            wrong.append(f"{who.name}: the calendar")
    assert not wrong, "\n".join(wrong)
    paper = Paper._base_manager.get(item=item)
    assert (paper.level, paper.group.code) == (level_of(planned.group), "qp")
    assert Deadline.objects.filter(record_id=paper.pk, person=qp_chair).exists()  # asked of its chair until it is in
    for refused in ({"meeting": board.meeting}, {"meeting": planned}):
        with pytest.raises(Refused):
            add_item(**refused, title="T", kind="decision", lead="L", minutes=1, oral=True, by=other, on=TODAY)
    with pytest.raises(ValidationError, match="for the group’s members alone"):
        add_item(meeting=planned, title="T", kind="decision", lead="L", minutes=1, oral=True, part_b=True, by=qp_chair,
                 on=TODAY)  # fmt: skip


def test_its_forward_plan_is_its_own(planned, board, business_manager, qp_chair, as_):
    put_off(item=planned.items.get(number="5"), by=qp_chair, on=TODAY)
    own = PlannedItem.objects.get()
    assert own.group == planned.group
    assert own.title not in as_(business_manager).get(url("agenda", board.meeting)).text
    assert own.title in as_(qp_chair).get(reverse("board:forward_plan")).text
    answer = as_(business_manager).post(url("move_item", board.meeting), {"take": own.uuid})
    assert answer.status_code == 404
    with pytest.raises(Refused, match="planned by its chair"):
        plan_item(title="T", kind="decision", lead="L", minutes=5, wanted_on=TODAY, why="", by=qp_chair, on=TODAY,
                  group=board.group)  # fmt: skip


def test_the_action_log_is_gone_through_while_the_minutes_are_written(
    planned, board, as_, business_manager, chair, qp_chair, qp_member, agency, other_agency, agency_lead
):
    minutes = url("action_log", planned)
    told = {"agency": other_agency, "group": planned.group, "by": business_manager, "on": TODAY - timedelta(days=50)}
    late = ask_action(title="Late one", text="T", due_on=TODAY - timedelta(days=9), **told)
    twice = ask_action(title="Moved twice", text="T", due_on=TODAY + timedelta(days=40), **told)
    done = ask_action(title="Done one", text="T", due_on=TODAY + timedelta(days=40), **told)
    left = ask_action(title="Left one", text="T", due_on=TODAY + timedelta(days=60),
                      starts_on=TODAY + timedelta(days=5), **told)  # fmt: skip
    Action._base_manager.filter(pk=twice.pk).update(carried=2)
    say_done(action=done, evidence="Seen in six files.", by=business_manager, on=TODAY)
    Action._base_manager.filter(pk=twice.pk).update(due_on=TODAY + timedelta(days=9), first_due_on=TODAY)
    for who, sees in ((chair, True), (qp_chair, False)):  # the third move is the Independent Chair's, on their own page
        assert ("a third move is yours to allow" in as_(who).get("/").text) == sees, who.name
    page = as_(qp_chair).get(minutes).text
    for words in ("Late 9 days", "Red.", "Amber.", "Grey.", "Not started", "Its owner has not said why", "Done, to be"):
        assert words in page, words
    assert page.index("Late one") < page.index("Done one") < page.index("Left one")
    typed = {f"what_{late.uuid.hex}": "carry", f"words_{late.uuid.hex}": "", f"due_{late.uuid.hex}": "2019-12-20",
             f"what_{done.uuid.hex}": "close", f"what_{twice.uuid.hex}": "carry", f"due_{twice.uuid.hex}": "2020-02-01",
             f"words_{twice.uuid.hex}": "MY WORDS", f"what_{left.uuid.hex}": ""}  # fmt: skip
    answer = as_(qp_chair).post(minutes, typed)
    assert answer.status_code == 422 and "Say why it is carried" in answer.text
    assert "MY WORDS" in answer.text and "Independent Chair’s to allow" in answer.text  # nothing typed is lost
    assert "is closed with its evidence" in answer.text
    typed[f"words_{late.uuid.hex}"] = "Costing."
    assert as_(qp_chair).post(minutes, {k: v for k, v in typed.items() if late.uuid.hex in k}).status_code == 302
    for one in (late, twice, done, left):
        one.refresh_from_db()
    assert (late.carried, late.first_due_on, late.due_on) == (1, TODAY - timedelta(days=9), date(2019, 12, 20))
    assert (done.stage, twice.carried, left.stage, left.carried) == ("closed", 2, "asked", 0)
    # a member reads the log with the minutes, and another body's action is not touched here
    elsewhere = ask_action(title="Elsewhere", text="T", due_on=TODAY, **{**told, "group": board.group})
    said, gone = go_through_log(meeting=planned, lines=[Line(elsewhere, "close")], by=qp_chair, on=TODAY)
    assert not said and "another body’s" in gone[0].sentence
    minute(planned, business_manager, qp_member)
    shown = as_(qp_member).get(url("minutes", planned)).text
    assert "Open actions of this body" in shown and late.reference in shown and elsewhere.reference not in shown
    assert as_(qp_member).get(minutes).status_code == 403


def test_approved_decisions_go_to_the_board_as_a_paper_of_its_pack(
    planned, board, as_, business_manager, qp_chair, qp_member, board_member
):
    with pytest.raises(Conflict, match="not approved yet"):
        send_upward(meeting=planned, to=board.meeting, what="decisions", by=qp_chair, on=TODAY)
    minute(planned, business_manager, qp_member)
    decision = Decision.objects.get()
    assert decision_log(board_member, TODAY) == [] and decision_log(qp_member, TODAY, "qp")[0].text == decision.text
    assert as_(board_member).get(f"{reverse('board:decisions')}?body=qp").status_code == 404
    assert decision.text in as_(qp_member).get(f"{reverse('board:decisions')}?body=qp").text
    with pytest.raises(Conflict, match="its chair, or the business manager"):
        approve_minutes(meeting=planned, by=business_manager, on=TODAY)
    approve_minutes(meeting=planned, by=qp_chair, on=TODAY)
    with pytest.raises(ValidationError, match="still to come"):
        send_upward(meeting=planned, to=planned, what="decisions", by=qp_chair, on=TODAY)
    client = as_(qp_chair)
    assert "everybody who reads its pack" in client.get(url("send_upward", planned)).text
    answer = client.post(url("send_upward", planned), {"to": str(board.meeting.uuid), "what": "decisions"}, follow=True)
    assert "It is item " in answer.text
    paper = Paper._base_manager.get(section="board.from_groups")
    assert (paper.item.meeting, paper.level, paper.stage) == (board.meeting, "P3", "received")
    facts = from_groups(board.meeting, None)
    assert facts["groups"][0]["decisions"][0][1] == decision.text and not facts["groups"][0]["minutes"]
    assert f"Sent to {board.meeting.title}" in client.get(url("minutes", planned)).text
    again = send_upward(meeting=Meeting._base_manager.get(pk=planned.pk), to=board.meeting, what="minutes", by=qp_chair,
                        on=TODAY)  # fmt: skip
    assert again == paper.item and from_groups(board.meeting, None)["groups"][0]["minutes"][0][2] == "Said 1"


@pytest.mark.pdf
@pytest.mark.slow
def test_its_pack_bears_its_name_and_is_opened_by_its_members_alone(
    planned, board, as_, business_manager, chair, board_member, qp_chair, qp_member, person, agency
):
    ours = ask_action(title="Look at the two teams", text="Both of them", agency=agency, group=planned.group,
                      due_on=TODAY, by=business_manager, on=TODAY)  # fmt: skip
    draft = build_pack(meeting=planned, by=qp_chair, on=TODAY)
    draft.refresh_from_db()
    run(str(draft.job), "a test")
    draft.refresh_from_db()
    assert draft.state == "ready", draft.state
    file = reverse("board:pack_file", args=[draft.uuid])
    assert as_(qp_chair).get(file).status_code == 200 and as_(qp_member).get(file).status_code == 404
    issued = as_(qp_chair).post(reverse("board:issue", args=[draft.uuid]), follow=True).text
    assert "Version 1 is issued and frozen. Members can open it." in issued
    other = person("Nell Chair", organisation=agency, sits={"neglect": "chair"})
    opened = {who.name: as_(who).get(file).status_code for who in (qp_chair, qp_member, business_manager, chair)}
    assert set(opened.values()) == {200}, opened
    assert [as_(who).get(file).status_code for who in (board_member, other)] == [404, 404]
    sheets = texts_of(as_(qp_member).get(file).content)
    assert "Quality and Performance" in sheets[0] and "QP-2019/6" in sheets[0]
    words = " ".join(" ".join(sheets).split())
    assert ours.title in words and "Share the learning with every ward" not in words
    left_out = [item.title for item in planned.items.all() if item.title[:18] not in words]  # the rest may stand below
    assert not left_out and all("OFFICIAL" in sheet for sheet in sheets)
