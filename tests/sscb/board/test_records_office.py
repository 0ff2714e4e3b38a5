"""What the Board knew on a day, with hashes; readers of part B, by name."""

import csv
import hashlib
import io
import json
import zipfile
from datetime import date

from django.urls import reverse

from sscb import clock
from sscb.board.models import AgendaItem, Minute
from sscb.board.services import add_item
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
