"""What the Board knew on a day, with hashes; readers of part B, by name."""

import csv
import hashlib
import io
import json
import zipfile
from datetime import date

from django.urls import reverse

from sscb import clock
from sscb.access.services import exclude_person
from sscb.board.business import services as business
from sscb.board.models import AgendaItem, Minute
from sscb.board.services import add_item, answer_challenge, raise_challenge
from sscb.history.models import Entry, View
from sscb.learning.models import Action
from sscb.learning.services import carry_action
from sscb.records.models import Record
from tests.sscb.board.world import TODAY


def test_what_the_board_knew_on_a_day_comes_with_its_hashes_and_as_it_stood(board, as_, board_member):
    action = Action._base_manager.get(title="Share the learning with every ward")
    carry_action(action=action, due_on=date(2020, 3, 1), why="Wards moved.", by=board.business_manager, on=TODAY)
    Minute.objects.create(item=board.item("2"), text="x", written_by=board.business_manager, written_on=TODAY)
    office, page = as_(board.business_manager), reverse("board:rewind")
    assert office.post(page, {"day": "2031-01-01"}).status_code == 422
    assert as_(board_member).get(page).status_code == 403 and office.get(page).status_code == 200

    unproved = as_(board.business_manager, stale=True).post(page, {"day": "2019-11-01"})
    assert unproved.headers["Location"].startswith("/account/again/")

    def taken(day):
        answer = office.post(page, {"day": day})
        assert answer.headers["Content-Type"] == "application/zip"
        with zipfile.ZipFile(io.BytesIO(answer.content)) as bundle:
            return {name: bundle.read(name) for name in bundle.namelist()}, answer.content

    before, content = taken("2019-11-01")
    manifest = json.loads(before["manifest.json"])
    assert manifest["knew_on"] == "2019-11-01"
    assert {name: hashlib.sha256(text).hexdigest() for name, text in before.items() if name != "manifest.json"} == (
        manifest["files"]
    )
    assert View.objects.get(kind="bundle").sha256 == hashlib.sha256(content).hexdigest()
    assert Entry.objects.filter(code="board.rewound").count() == 1

    def dues(files):
        rows = csv.DictReader(io.StringIO(files["actions.csv"].decode("utf-8-sig")))
        return {row["action"]: row["due, as agreed then"] for row in rows}

    assert dues(before)[action.title] == "17 January 2020"
    now, _ = taken(TODAY.isoformat())
    assert dues(now)[action.title] == "1 March 2020"
    assert taken("2019-11-01")[1] == content
    assert not dues(taken("2019-06-01")[0]).get(action.title) and clock.today() == TODAY


def test_registers_of_a_past_day_stand_as_they_stood_then(board, as_, chair, agency):
    """Risk rescored, plan moved and closed, challenge answered, action sent back: all later than the day asked for."""
    by, then, later = board.business_manager, date(2019, 10, 1), date(2019, 11, 4)
    with clock.at(then):
        risk = business.note_risk(
            title="Unseen babies", cause="C", effect="E", controls="Visits in pairs", likelihood=5, impact=4,
            left_likelihood=4, left_impact=4, held_by="Chair", review_on=later, by=by, on=then,
        )  # fmt: skip
        above = business.set_priority(title="Neglect", why="W", outcome="O", measures="", group=board.group,
                                      from_year=2019, to_year=2020, by=by, on=then)  # fmt: skip
        planned = [business.ask_of_plan(above=above, title=title, text="T", lead="L", due_on=date(2019, 10, 10), by=by,
                                        on=then) for title in ("Moved", "Closed")]  # fmt: skip
        asked = raise_challenge(agency=agency, to_office="Chief", title="T", asks="Why?", evidence="", by=chair,
                                on=then)  # fmt: skip
    with clock.at(later):
        business.look_at_risk(record=risk, left_likelihood=1, left_impact=2, note="Better", by=by, on=later,
                              review_on=date(2020, 3, 1))  # fmt: skip
        business.move_plan(record=planned[0], due_on=date(2020, 2, 1), why="No room", by=by, on=later)
        business.close_plan(record=planned[1], evidence="Seen", impact="", by=by, on=later)
        answer_challenge(challenge=asked, version=asked.version, answer="Because", by=by, on=later)

    def told(who, day, name):
        answer = as_(who).post(reverse("board:rewind"), {"day": day.isoformat()})
        with zipfile.ZipFile(io.BytesIO(answer.content)) as bundle:
            if name not in bundle.namelist():
                return bundle.namelist()
            text = bundle.read(name).decode("utf-8-sig")
            return list(csv.DictReader(io.StringIO(text))) if name.endswith(".csv") else text

    past, now = (told(by, day, "risks.csv")[0] for day in (date(2019, 10, 20), TODAY))
    assert (past["score before that"], past["score then"], past["looked at on"]) == ("20", "16", "2019-10-01")
    assert (now["score then"], now["looked at on"]) == ("2", "2019-11-04")
    assert past["what is done about it"] == "Visits in pairs"
    past, now = (told(by, day, "plan.csv") for day in (date(2019, 10, 20), TODAY))
    assert [(one["due, as agreed then"], one["state"], one["colour"]) for one in past] == [
        ("2019-10-10", "open", "Red"), ("2019-10-10", "open", "Red")]  # fmt: skip
    assert [(one["due, as agreed then"], one["state"], one["colour"]) for one in now] == [
        ("2020-02-01", "open", "Amber"), ("2019-10-10", "done", "Blue")]  # fmt: skip
    states = [told(by, day, "challenges.csv")[0]["how it stood"] for day in (date(2019, 10, 20), TODAY)]
    assert states == ["waiting for its answer", "answered"]
    read_me = told(by, TODAY, "README.txt")
    for name in told(by, TODAY, "no such file"):
        assert name.split("/")[0] in read_me or name == "README.txt", name  # nothing in it that it does not tell of
    assert told(by, date(2019, 9, 1), "risks.csv") == []
    exclude_person(record=risk, person=chair, why="Of the family", by=by)
    assert told(chair, TODAY, "risks.csv") == [] and told(by, TODAY, "risks.csv")  # what its taker may see, and no more


def test_a_reader_of_part_b_is_named_for_one_meeting(board, as_, board_member):
    office, page = as_(board.business_manager), reverse("board:name_reader", args=[board.meeting.uuid])
    who = {"who": board.member.uuid.hex}
    assert office.post(page, who).status_code == 422  # no paper in part B yet
    item = add_item(meeting=board.meeting, title="A named matter", kind="decision", lead="Chair", minutes=0, oral=False,
                    part_b=True, by=board.business_manager, on=TODAY)  # fmt: skip
    paper = AgendaItem.objects.get(pk=item.pk).papers.get()
    assert paper.level == "P4" and item.number.startswith("B")
    meeting_page = reverse("board:meeting", args=[board.meeting.uuid])
    Record._plain.filter(pk=board.meeting.pk).update(released_on=TODAY)
    assert "A named matter" not in as_(board.member).get(meeting_page).text
    assert office.post(page, who).status_code == 302
    assert "A named matter" in as_(board.member).get(meeting_page).text
    assert "A named matter" not in as_(board_member).get(meeting_page).text
