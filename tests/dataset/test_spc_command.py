"""`manage.py spc FILE`: what it prints, and what it refuses without a traceback."""

import json
from pathlib import Path

import pytest
from django.core.management import call_command

ORACLE = Path(__file__).parent / "oracles" / "spc_public.json"


def test_every_case_and_every_invalid_one_is_answered(capsys):
    call_command("spc", str(ORACLE))
    printed = json.loads(capsys.readouterr().out)["cases"]
    asked = json.loads(ORACLE.read_text())
    assert [case["id"] for case in printed] == [case["id"] for case in asked["cases"] + asked["invalid"]]
    assert [sorted(case) for case in printed] == [["expected", "id"]] * 36 + [["error", "id"]] * 2
    for case, public in zip(printed, asked["cases"], strict=False):
        assert case["expected"]["summary"] == public["expected"]["summary"]


@pytest.mark.parametrize("text", [None, "", "not json", "[]", '{"cases": 4}', '{"other": []}', "\xff"])
def test_a_file_that_cannot_be_read_ends_in_one_sentence(tmp_path, capsys, text):
    file = tmp_path / "series.json"
    if text is not None:
        file.write_bytes(text.encode("latin-1"))
    with pytest.raises(SystemExit) as ended:
        call_command("spc", str(file))
    assert ended.value.code == 2
    said = capsys.readouterr()
    assert said.out == "" and said.err.count("\n") == 1 and "Traceback" not in said.err


def test_a_folder_is_not_a_file(tmp_path, capsys):
    with pytest.raises(SystemExit) as ended:
        call_command("spc", str(tmp_path))
    assert ended.value.code == 2 and "cannot be opened" in capsys.readouterr().err


def test_a_case_of_the_wrong_shape_spoils_only_itself(tmp_path, capsys):
    file = tmp_path / "series.json"
    good = {"id": "good", "input": {"date": ["2019-01-01"], "value": [4]}}
    bad = [7, {"id": "bad"}, {"id": "nan", "input": {"date": ["2019-01-01"], "value": [float("nan")]}},
           {"id": {}, "input": {}}]  # fmt: skip
    file.write_text(json.dumps({"cases": [good, *bad, good]}))
    call_command("spc", str(file))
    printed = json.loads(capsys.readouterr().out)["cases"]
    assert ["expected" in case for case in printed] == [True, False, False, False, False, True]
    assert [case["id"] for case in printed] == ["good", None, "bad", "nan", None, "good"]
