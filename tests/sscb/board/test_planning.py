"""Planning a meeting, building its agenda without a script, the forward plan, papers chased, one's own calendar."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from sscb import clock
from sscb.board.models import AgendaItem, CalendarKey, Meeting, Paper, PlannedItem
from sscb.board.services import change_meeting, put_off, withdraw_paper
from sscb.jobs.models import Mail
from sscb.people.models import Membership
from sscb.people.services import add_person, join
from sscb.timetable.models import Deadline
from sscb.timetable.sweeping import sweep
from tests.sscb.board.world import TODAY, hand_in


def url(name, meeting=None):
    return reverse(f"board:{name}", args=[meeting.uuid] if meeting else [])


def typed(meeting, **changes) -> dict:
    """The agenda as the builder's form would send it back."""
    told = {"version": Meeting._base_manager.get(pk=meeting.pk).version}
    for place, item in enumerate(meeting.items.all(), start=1):
        for name, value in (("order", place * 10), ("number", item.number), ("title", item.title),
                            ("kind", item.kind), ("lead", item.lead), ("minutes", item.minutes)):  # fmt: skip
            told[f"{name}_{item.uuid.hex}"] = value
    return told | changes


def test_a_meeting_is_planned_its_agenda_built_and_its_day_moved(board, as_):
    client = as_(board.business_manager)
    asked = {"reference": "2020/1", "meets_on": "2020-03-12", "starts": "09:30", "ends": "12:00", "place": "Town Hall",
             "body": "board"}
    assert "after the start" in client.post(url("plan_meeting"), asked | {"ends": "09:00"}).text
    assert "already" in client.post(url("plan_meeting"), asked | {"reference": "2019/4"}).text
    answer = client.post(url("plan_meeting"), asked)
    meeting = Meeting._base_manager.get(reference="2020/1")
    assert answer.url == url("agenda", meeting)
    text = client.get(answer.url).text
    assert "9.30am" in text and "too long" in text

    items = list(meeting.items.all())
    first, second = items[0].uuid.hex, items[1].uuid.hex
    swapped = typed(meeting, **{f"order_{second}": 5, f"minutes_{first}": 20, f"title_{second}": "Minutes of December"})
    assert client.post(url("agenda", meeting), swapped).status_code == 302
    again = list(meeting.items.all())
    assert [again[0].title, again[1].minutes] == ["Minutes of December", 20]
    for change, sentence in (
        ({f"minutes_{first}": "ten"}, "as a number"), ({f"title_{first}": ""}, "needs a number and a title"),
        ({f"number_{first}": items[1].number}, "Two items have the number"), ({"version": 1}, "Somebody else changed"),
        ({f"title_{'0' * 32}": "Gone", f"number_{'0' * 32}": "77", f"minutes_{'0' * 32}": "1"}, "took it off"),
    ):  # fmt: skip
        answer = client.post(url("agenda", meeting), typed(meeting, **change))
        assert answer.status_code in (409, 422) and sentence in answer.text and "anged" in answer.text, change
    assert list(meeting.items.all()) == again

    more = {"add": "1", "title": "Neglect strategy", "kind": "decision", "lead": "Neglect chair", "minutes": "15"}
    assert client.post(url("agenda", meeting), more).status_code == 302
    paper = Paper._base_manager.get(item__title="Neglect strategy")
    assert paper.stage == "expected"
    before = paper.due_on
    meeting.refresh_from_db()
    moved = asked | {"meets_on": "2020-03-19", "version": meeting.version}
    assert client.get(url("change_meeting", meeting)).status_code == 200
    assert client.post(url("change_meeting", meeting), moved).url == url("meeting", meeting)
    assert (Paper._base_manager.get(pk=paper.pk).due_on - before).days == 7
    assert Deadline.objects.get(record_id=paper.pk, rule="paper-due").due_on == before + timedelta(days=7)


def test_an_item_goes_to_the_forward_plan_and_comes_back(board, as_):
    client, meeting = as_(board.business_manager), board.meeting
    item = board.item("5")
    client.post(url("move_item", meeting), {"off": item.uuid})
    assert not meeting.items.filter(title=item.title).exists() and AgendaItem.ever.filter(pk=item.pk).exists()
    assert "Put off from 2019/4" in client.get(url("forward_plan")).text
    asked = {"title": "Private fostering", "kind": "assurance", "lead": "Council", "minutes": "5",
             "wanted_on": "2020-01-10", "why": "Yearly", "body": "board"}  # fmt: skip
    assert client.post(url("forward_plan"), asked).status_code == 302
    text = client.get(url("forward_plan")).text
    assert "Offered to 2019/4" in text and "No meeting is planned for it yet" in text
    planned = PlannedItem.objects.get(title=item.title)
    assert item.title in client.get(url("agenda", meeting)).text
    client.post(url("move_item", meeting), {"take": planned.uuid})
    back = meeting.items.get(title=item.title)
    assert back.number == "30" and back.papers.count() == 1
    client.post(url("move_item", meeting), {"take": planned.uuid})
    assert meeting.items.filter(title=item.title).count() == 1
    assert client.post(url("move_item", meeting), {"take": "nonsense"}).status_code == 404


def test_what_stands_in_an_issued_pack_keeps_its_number(board, as_):
    meeting, item = board.meeting, board.item("5")
    meeting.packs.create(number=1, draft=1, state="issued", as_at=clock.now(), sha256="a" * 64, issued_on=TODAY,
                         issued_by=board.business_manager)  # fmt: skip
    with pytest.raises(ValidationError, match="Withdraw its paper instead"):
        put_off(item=item, by=board.business_manager, on=TODAY)
    answer = as_(board.business_manager).post(
        url("agenda", meeting), typed(meeting, **{f"number_{item.uuid.hex}": "55"})
    )
    assert answer.status_code == 422 and "its number stays" in answer.text


def test_papers_are_chased_by_the_sweep_until_they_are_in_or_withdrawn(board):
    paper = board.paper("5")
    row = Deadline.objects.get(record_id=paper.pk)
    assert (row.rule, row.due_on) == ("paper-due", paper.due_on)
    after = paper.due_on.replace(day=paper.due_on.day + 1)
    with clock.at(after):
        sweep(after)
    assert any(paper.reference in letter.body for letter in Mail.objects.all())
    hand_in(board, "5", "VOICE")
    assert Deadline.objects.get(record_id=paper.pk).state == "met"
    other = board.paper("2")
    withdraw_paper(paper=other, why="Not needed.", by=board.business_manager, on=TODAY)
    assert not Deadline.objects.open().filter(record_id=other.pk).exists()


def test_a_held_meeting_keeps_its_day(board):
    Meeting._base_manager.filter(pk=board.meeting.pk).update(stage="held")
    board.meeting.refresh_from_db()
    with pytest.raises(ValidationError, match="was held, so its day stays"):
        change_meeting(meeting=board.meeting, version=board.meeting.version, by=board.business_manager, on=TODAY,
                       meets_on=date(2020, 1, 9))  # fmt: skip


def test_a_private_address_gives_days_and_places_until_its_owner_leaves(board, as_, client, agency):
    member = add_person(email="una@example.org", name="Una Member", organisation=agency)
    place = join(person=member, group=board.group, on=date(2018, 4, 1))
    Meeting._base_manager.filter(pk=board.meeting.pk).update(released_on=TODAY, place="Café room; first, floor " * 4)
    page = as_(member).post(url("calendar")).text
    address = page.partition("<code>")[2].partition("</code>")[0].replace("http://testserver", "")
    assert address.endswith("board.ics") and CalendarKey.objects.get(person=member).digest not in address
    answer = client.get(address)
    assert answer.headers["Content-Type"].startswith("text/calendar")
    text = answer.content.decode()
    assert "DTSTART:20191212T093000Z" in text and "\\; first\\, floor" in text.replace("\r\n ", "")
    assert text.endswith("END:VCALENDAR\r\n") and max(len(line.encode()) for line in text.split("\r\n")) <= 75
    assert "Action log" not in text
    as_(member).post(url("calendar"))
    assert client.get(address).status_code == 404
    second = as_(member).post(url("calendar")).text.partition("<code>")[2].partition("</code>")[0]
    second = second.replace("http://testserver", "")
    assert client.get(second).status_code == 200
    Membership.objects.filter(pk=place.pk).update(to_on=date(2019, 11, 1))
    assert client.get(second).status_code == 404


def test_who_plans(board, as_, request):
    pages = [url(name, board.meeting) for name in ("agenda", "change_meeting")]
    pages += [url("plan_meeting"), url("forward_plan")]
    wrong = []
    for who, good in (("business_manager", True), ("board_office", True), ("chair", False), ("board_member", False),
                      ("agency_lead", False), ("system_administrator", False)):  # fmt: skip
        client = as_(request.getfixturevalue(who))
        wrong += [f"{who} {page}" for page in pages if (client.get(page).status_code == 200) != good]
    assert not wrong, "\n".join(wrong)
