"""A meeting as it happens: who came, what was said, decided, asked and challenged; minutes approved and corrected."""

from datetime import date

import pytest
from django.urls import reverse

from sscb.access.errors import Conflict
from sscb.board.models import Challenge, Decision, Interest, Meeting, Minute
from sscb.board.queries.minutes import attendance_rows, quorum_of
from sscb.board.services import approve_minutes, minute_item
from sscb.board.services.minutes import Said, minutes_digest
from sscb.learning.models import Action
from sscb.people.models import Membership, Organisation
from sscb.people.services import add_person, join
from sscb.records.moving import NotYet
from sscb.timetable.models import Deadline
from tests.sscb.board.world import SINCE, TODAY

HELD_ON = date(2019, 11, 11)


@pytest.fixture
def meeting(board, other_agency):
    """A meeting of yesterday, with two members of two agencies."""
    Organisation.objects.filter(pk=other_agency.pk).update(required_for_quorum=True)
    mara = add_person(email="mara@example.org", name="Mara Second", organisation=other_agency)
    join(person=mara, group=board.group, on=SINCE)
    Meeting._base_manager.filter(pk=board.meeting.pk).update(meets_on=HELD_ON, stage="issued", released_on=TODAY)
    board.meeting.refresh_from_db()
    board.mara = mara
    return board.meeting


def url(name, meeting):
    return reverse(f"board:{name}", args=[meeting.uuid])


def item_url(meeting, number):
    return f"{url('minute_item', meeting)}?item={number}"


def step(client, meeting, to):
    return client.post(f"{url('step_minutes', meeting)}?to={to}")


def test_from_who_came_to_approved_minutes_and_a_correction(board, meeting, as_, chair, board_member):
    office = as_(board.business_manager)
    assert "Not recorded" in office.get(url("attendance", meeting)).text
    ruth, mara = board.member.uuid.hex, board.mara.uuid.hex
    answer = office.post(url("attendance", meeting), {f"status_{ruth}": "present", f"status_{mara}": "deputy"})
    assert answer.status_code == 422 and "Enter who came in the place of Mara Second" in answer.text
    told = {f"status_{ruth}": "present", f"status_{mara}": "deputy", f"deputy_{mara}": "Sam Stand"}
    assert office.post(url("attendance", meeting), told).status_code == 302
    told = {"declare": "1", "who": ruth, "text": "Governor of the school", "handled": "Left the room"}
    assert office.post(url("attendance", meeting), told).status_code == 302
    assert Interest.objects.get().person == board.member

    # item 2 is minuted live, with a decision, an action and a challenge at once; then the next item opens
    agency = str(board.agency.uuid)
    assert office.get(item_url(meeting, "2")).status_code == 200
    said = {"version": "0", "text": "The minutes were read.", "decision": "The minutes stand.", "reason": "True.",
            "action": "Send them to all", "action_agency": agency, "challenge": "Why late?"}  # fmt: skip
    refused = office.post(item_url(meeting, "2"), said)
    assert refused.status_code == 422 and "Enter this for the action" in refused.text
    assert "The minutes were read." in refused.text and not Minute.objects.exists()
    said |= {"action_due_on": "2020-01-31", "challenge_agency": agency, "challenge_office": "Chief executive"}
    answer = office.post(item_url(meeting, "2"), said)
    assert answer.url == item_url(meeting, "3")
    decision, action = Decision.objects.get(), Action._base_manager.get(text="Send them to all")
    assert decision.reference == "D-2019-001" and action.source_words == "Board meeting 2019/4, item 2"
    assert Challenge._base_manager.get().owner == board.agency
    again = office.post(item_url(meeting, "2"), {"version": "0", "text": "MINE"})
    assert again.status_code == 409 and "MINE" in again.text and "nothing was overwritten" in again.text
    assert office.get(item_url(meeting, "99")).status_code == 404

    # what is not whole is not sent; who may not, does not
    assert step(as_(board_member), meeting, "held").status_code == 403
    assert as_(board_member).get(url("minutes", meeting)).status_code == 404
    assert step(office, meeting, "held").status_code == 302
    answer = step(office, meeting, "minutes")
    assert answer.status_code == 409 and "neither a minute nor a decision" in answer.text
    office.post(item_url(meeting, "9"), {"version": "0", "text": "Figures were read."})
    assert url("messages", meeting) in office.get(url("minutes", meeting)).content.decode()
    assert office.post(url("messages", meeting), {"text": "Ask the child first."}).status_code == 302
    assert step(office, meeting, "minutes").status_code == 302
    page = as_(board_member).get(url("minutes", meeting)).text
    for words in ("The minutes stand.", "D-2019-001", "Deputy: Sam Stand", "Governor of the school",
                  "Ask the child first.", "2 of 2 member agencies were there. Quorate."):  # fmt: skip
        assert words in page, words
    assert "The minutes stand." in as_(board_member).get(reverse("board:decisions")).text

    # the writer does not approve; after approval the words stay and a correction stands beside them
    answer = step(office, meeting, "approved")
    assert answer.status_code == 409 and "nobody approves their own work" in answer.text
    assert step(as_(chair), meeting, "approved").status_code == 302
    meeting.refresh_from_db()
    mark = minutes_digest(meeting)
    typed = {"version": "1", "text": "Something else was said."}
    answer = office.post(item_url(meeting, "2"), typed)
    assert answer.status_code == 409 and "are approved, so their words do not change" in answer.text
    assert "Something else was said." in answer.text and minutes_digest(meeting) == mark
    assert office.post(url("attendance", meeting), {f"status_{ruth}": "absent"}).status_code == 409
    assert as_(chair).get(url("correct_minutes", meeting)).status_code == 200
    assert as_(chair).post(url("correct_minutes", meeting), {"item": "2", "text": "Mara spoke too."}).status_code == 302
    page = as_(board_member).get(url("minutes", meeting)).text
    assert "Mara spoke too." in page and "The minutes were read." in page and minutes_digest(meeting) == mark


def test_a_member_removed_in_the_middle_of_the_meeting_stays_as_they_came(board, meeting, as_):
    office, mara = as_(board.business_manager), board.mara.uuid.hex
    office.post(url("attendance", meeting), {f"status_{mara}": "present"})
    Membership.objects.filter(person=board.mara).update(to_on=date(2019, 11, 10))
    page = office.get(url("attendance", meeting)).text
    assert "Mara Second" in page and "No member since 10 November 2019" in page
    told = {f"status_{mara}": "present", f"status_{board.member.uuid.hex}": "present"}
    page = office.post(url("attendance", meeting), told, follow=True).text
    assert "Mara Second is not a member any more" in page and "Nothing was lost." in page
    rows, quorum = attendance_rows(meeting)
    assert [row.status for row in rows] == ["present", "present"] and quorum.reached


def test_quorum_needs_half_and_each_agency_without_which_nothing_is_decided(board, meeting):
    meeting.attendance.create(person=board.member, agency=board.agency, status="present")
    rows, quorum = attendance_rows(meeting)
    assert not quorum.reached and "Not quorate: Hospital trust, west must be there." in quorum.words
    meeting.attendance.create(person=board.mara, agency=board.mara.organisation, status="apology")
    assert not attendance_rows(meeting)[1].reached
    meeting.attendance.filter(person=board.mara).update(status="deputy", deputy="Sam")
    assert attendance_rows(meeting)[1].reached
    assert quorum_of(meeting, [], []).of == 0


def test_a_meeting_is_not_held_before_its_day_and_its_clocks_are_met_by_sending(board, meeting, as_):
    Meeting._base_manager.filter(pk=meeting.pk).update(meets_on=date(2019, 12, 12))
    answer = step(as_(board.business_manager), meeting, "held")
    assert answer.status_code == 409 and "its day has not come" in answer.text
    Meeting._base_manager.filter(pk=meeting.pk).update(meets_on=HELD_ON, stage="held")
    meeting.refresh_from_db()
    meeting.attendance.create(person=board.member, agency=board.agency, status="present")
    for number in ("2", "9"):
        item = board.item(number)
        item.meeting = meeting
        minute_item(item=item, said=Said(text="Said."), version=0, by=board.business_manager, on=TODAY)
    assert step(as_(board.business_manager), meeting, "minutes").status_code == 302
    met = Deadline.objects.filter(record_id=meeting.pk, rule__startswith="board-minutes", state="met").count()
    assert met == 2


def test_approval_needs_another_hand(board, meeting, chair):
    Meeting._base_manager.filter(pk=meeting.pk).update(stage="minutes")
    meeting.refresh_from_db()
    with pytest.raises(NotYet, match="attendance"):
        approve_minutes(meeting=meeting, by=chair, on=TODAY)
    Minute.objects.create(item=board.item("2"), text="x", written_by=chair, written_on=TODAY)
    with pytest.raises(Conflict, match="nobody approves their own work"):
        approve_minutes(meeting=meeting, by=chair, on=TODAY)
