"""Every printed place bears the name of its own day, whatever the Board is called since."""

import io
import zipfile
from datetime import UTC, date, datetime, time
from types import SimpleNamespace

import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from cdop.bundle.files import README as CDOP_README
from reviews import bundle
from sscb import clock
from sscb.board.agenda import quarterly
from sscb.board.models import AgendaItem, Decision, Letter, Meeting
from sscb.board.packs.bodies import body_of, body_on_the_day
from sscb.board.services import plan_meeting
from sscb.people import naming
from sscb.people.models import Group
from sscb.people.services import call

START, LAST = date(2019, 9, 29), date(2019, 9, 28)
NEW = "Somerset Safeguarding Children Partnership"


@pytest.fixture
def renamed(group):
    call(group=None, name=NEW, short="SSCP", on=START)
    call(group=group("td"), name="Workforce", on=START)
    call(group=group("board"), name="Partnership Board", on=START)


def _bundle(day):
    case = SimpleNamespace(marking="OFFICIAL-SENSITIVE", reference="CR-2019-1")
    with zipfile.ZipFile(io.BytesIO(bundle.bundle_of(case, day))) as files:
        return next(files.read(name).decode() for name in files.namelist() if name.endswith("README.txt"))


def test_each_printed_place_bears_the_name_of_its_day(renamed, group, monkeypatch):
    monkeypatch.setattr(bundle, "facts_of", lambda case, day: {})
    monkeypatch.setattr(bundle, "attachments_of", lambda case: [])
    printed = {
        "a pack’s front sheet": lambda day: render_to_string(
            "board/pack/last/front.html", {"facts": {"body": body_on_the_day(_meeting(day, group))["name"]}}
        ),
        "part B": lambda day: render_to_string(
            "board/pack/part_b.html", {"facts": {"body": body_on_the_day(_meeting(day, group))["name"]}}
        ),
        "an annual report": lambda day: render_to_string(
            "board/pack/annual_report.html", {"body": naming.board(day).name, "report": {}}
        ),
        "a published review": lambda day: render_to_string(
            "reviews/pack/published.html", {"body": naming.board(day).name, "made": {"published_on": day}}
        ),
        "a certificate": lambda day: render_to_string(
            "training/registering/pack/certificate.html", {"facts": {"body": naming.board(day).name, "code": ""}}
        ),
        "a review that is handed over": _bundle,
        "a child death review that is handed over": lambda day: CDOP_README.format(
            marking="", reference="", rule="", as_at=day, what="", listing="", sums="", body=naming.board(day).name
        ),
    }  # fmt: skip
    wrong = []
    for stands in (LAST, START):  # whatever today is
        with clock.at(stands):
            for what, text in printed.items():
                for day, name, other in ((LAST, naming.FIRST.name, NEW), (START, NEW, naming.FIRST.name)):
                    said = text(day)
                    if name not in said or other in said:
                        wrong.append((what, f"of {day}, looked at on {stands}"))
    assert not wrong, wrong


def _meeting(day, group):
    return SimpleNamespace(meets_on=day, group=group("board"))


def test_a_pack_keeps_the_name_it_was_built_under_and_older_ones_the_one_they_printed(renamed, group):
    assert body_on_the_day(_meeting(LAST, group)) == {
        "name": naming.FIRST.name, "short": "SSCB", "group": "The Board",
    }  # fmt: skip
    told = body_on_the_day(_meeting(START, group))
    assert told == {"name": NEW, "short": "SSCP", "group": "Partnership Board"}
    call(group=None, name="Another Partnership", short="AP", on=START)
    assert body_of(SimpleNamespace(manifest={"body": told}))["name"] == NEW
    assert body_of(SimpleNamespace(manifest={})) == {"name": naming.FIRST.name, "short": "SSCB", "group": "Board"}
    assert naming.FIRST.name in render_to_string("board/pack/last/front.html", {"facts": {}})


def test_the_agenda_names_chairs_as_their_groups_are_called_on_the_day_of_the_meeting(renamed, business_manager):
    found = {}
    for number, day in enumerate((date(2019, 9, 12), date(2019, 12, 12)), start=3):
        with clock.at(datetime(2019, 6, 3, 12, tzinfo=UTC)):
            made = plan_meeting(
                group=Group.objects.get(code="board"), reference=f"2019/{number}", title="x", meets_on=day,
                starts=time(9), ends=time(12), place="x", agenda=quarterly(), by=business_manager,
                on=date(2019, 6, 3),
            )  # fmt: skip
        found[day.month] = set(made.items.values_list("lead", flat=True))
    assert "Training and Development chair" in found[9] and "Workforce chair" in found[12]
    assert "Training and Development chair" not in found[12]


def test_pages_about_a_day_name_the_body_of_that_day_below_todays_name(renamed, business_manager, as_):
    board, office, wrong = Group.objects.get(code="board"), as_(business_manager), []
    told = {"level": "P3", "group": board, "opened_on": date(2019, 6, 3), "released_on": date(2019, 6, 3)}
    for number, (day, name) in enumerate(((LAST, naming.FIRST.name), (START, NEW))):
        meeting = Meeting._base_manager.create(
            type="board.meeting", reference=f"2019/{number}", title=f"Meeting {number}", meets_on=day, starts=time(9),
            ends=time(12), place="x", stage="approved", **told,
        )  # fmt: skip
        item = AgendaItem.objects.create(meeting=meeting, number="1", position=1, title="x", kind="decision", lead="x")
        Decision.objects.create(item=item, reference=f"D-2019-{number}", text="Agreed", taken_on=day)
        letter = Letter._base_manager.create(
            type="board.letter", reference=f"LET-{number}", title="x", stage="sent", to="x", body="x", sent_on=day,
            sent_by=business_manager, **told,
        )  # fmt: skip
        for address in (
            reverse("board:meeting", args=[meeting.uuid]), reverse("board:minutes", args=[meeting.uuid]),
            reverse("board:kept", args=[letter.uuid]),
        ):  # fmt: skip
            body = office.get(address).text.partition("<main")[2]
            if name not in body or (NEW if name != NEW else naming.FIRST.name) in body:
                wrong.append((address, name))
    log = office.get(reverse("board:decisions")).text
    assert "SSCB, " in log and "SSCP, " in log and not wrong, wrong
