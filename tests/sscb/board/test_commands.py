"""The board room's commands, as they are used from outside."""

from datetime import date

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from sscb import clock
from sscb.board.models import PackVersion
from sscb.board.services import step_date


def refused(*args, **more) -> tuple[int, str]:
    with pytest.raises(CommandError) as caught:
        call_command(*args, **more)
    return caught.value.returncode, str(caught.value)


def test_a_pack_of_an_unknown_meeting_is_refused_in_one_sentence_with_code_2(board):
    code, sentence = refused("build_pack", "2031/9")
    assert code == 2 and "There is no meeting “2031/9”" in sentence and "\n" not in sentence
    assert not PackVersion.objects.exists()


def test_next_without_a_meeting_is_refused_too(db):
    assert refused("build_pack", "next")[0] == 2


@pytest.mark.pdf
@pytest.mark.slow
@pytest.mark.parametrize("meeting", ["next", "2019/4"])
def test_a_pack_is_built_and_written(board, meeting, tmp_path, capsys):
    call_command("build_pack", meeting, out=str(tmp_path / "pack.pdf"))
    version = PackVersion.objects.get()
    assert version.state == "ready" and (tmp_path / "pack.pdf").read_bytes().startswith(b"%PDF-1.7")
    said = capsys.readouterr().out
    assert f"Pack of 2019/4, version 1, draft 1: {version.pages} pages" in said and version.fingerprint[:8] in said


@pytest.mark.pdf
@pytest.mark.slow
def test_a_place_that_cannot_be_written_is_said(board, tmp_path):
    code, sentence = refused("build_pack", "next", out=str(tmp_path / "no folder" / "pack.pdf"))
    assert code == 2 and "could not be written" in sentence


@pytest.mark.pdf
@pytest.mark.slow
def test_a_pack_that_stops_says_why(board, tried):
    tried.fault = ZeroDivisionError()
    code, sentence = refused("build_pack", "next")
    assert code == 1 and "Overview of the figures" in sentence


def test_only_a_demonstration_is_loaded_with_invented_people(db, settings):
    settings.DEMONSTRATION = False
    code, sentence = refused("demo")
    assert code == 2 and "Nothing was changed" in sentence


def test_a_day_that_is_none_is_refused(db, settings):
    settings.DEMONSTRATION = True
    code, sentence = refused("demo", "12 November")
    assert code == 2 and "is not a date" in sentence


def test_a_demonstration_is_not_loaded_over_another(business_manager, settings):
    settings.DEMONSTRATION = True
    code, sentence = refused("demo")
    assert code == 2 and "loaded already" in sentence


# --- the date of the demonstration ------------------------------------------------------------------------------------


@pytest.fixture
def demonstration(settings, tmp_path, real_clock, monkeypatch):
    settings.DEMONSTRATION, settings.DATA, settings.SECOND_FACTOR = True, tmp_path, False
    monkeypatch.setattr(clock, "_read", (None, clock.FIRST_DEMONSTRATION_DAY))


def test_the_demonstration_steps_forward_only(demonstration, business_manager, as_):
    client = as_(business_manager)
    assert clock.today() == date(2019, 11, 12)
    answer = client.post("/step-date/", {"to": "2020-01-30"}, follow=True)
    assert "The demonstration now stands at Thursday 30 January 2020" in answer.text
    assert clock.today() == date(2020, 1, 30)
    answer = client.post("/step-date/", {"to": "2019-09-02"})
    assert answer.status_code == 422 and "Enter a date after 30 January 2020" in answer.text
    with pytest.raises(clock.BackwardStep, match="steps forward only"):
        step_date(to=date(2019, 9, 2), by=business_manager)
    assert clock.today() == date(2020, 1, 30)


def test_only_the_business_manager_steps_the_date(demonstration, chair, as_):
    assert as_(chair).post("/step-date/", {"to": "2020-01-30"}).status_code == 403
    assert clock.today() == date(2019, 11, 12)
