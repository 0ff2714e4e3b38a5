"""The bundle: everything, in files that a stranger can open and check, encrypted so that nobody else can."""

import io
import json
import shutil
import subprocess
import zipfile
from datetime import date, timedelta
from uuid import uuid4

import pikepdf
import pytest
from django.core.management import CommandError, call_command

from cdop import services
from cdop.bundle.facts import facts_of, fingerprint, schema, told_fields
from cdop.bundle.pages import parts_of
from cdop.bundle.tables import tables
from cdop.models import Bundle, ChildDeathReview, FormAnswer, Handover
from cdop.models.sealing import Unsealed
from cdop.services import bundling
from sscb import clock
from sscb.access.errors import NotKept
from sscb.history.models import Entry
from sscb.jobs import running
from sscb.jobs.models import Job
from sscb.pdf.structure import structure_report
from sscb.records.bundles import archive, packing, storing
from sscb.timetable.queries.sweeps import jobs_asked_for
from sscb.timetable.sweeping import sweep

from .conftest import LAST

BEFORE, GRACE, ENDED = date(2019, 9, 3), date(2019, 11, 12), date(2020, 1, 30)
SECRETS = ("Ottoline Marchbanks", "9434765919", "TA9 9ZZ", "Sister Quill", "Sepsis", "Seen at home")


@pytest.fixture(autouse=True)
def store(settings, tmp_path):
    settings.STORE = tmp_path / "store"


@pytest.fixture
def told(take, cdc, agency, contributor):
    """A case with a word in every place: identity, notification, a form with each of the four answers, analysis."""
    review = take(
        BEFORE, child={"name": "Ottoline Marchbanks", "nhs_number": "9434765919", "postcode": "TA9 9ZZ"},
        referrer="Sister Quill", cause="Sepsis",
    )  # fmt: skip
    with clock.at(BEFORE):
        services.open_review(review=review, by=cdc, on=BEFORE)
        form = services.ask_agency(review=review, agency=agency, named=contributor, by=cdc, on=BEFORE)
        services.answer_form(
            form=form, by=contributor, on=BEFORE, finished=True,
            answers={"B.1": ("value", "Seen at home"), "B.2": ("nk", ""), "B.3": ("na", ""), "B.4": ("blank", "")},
        )  # fmt: skip
        services.write_analysis(review=review, category=8, modifiable="none", by=cdc, on=BEFORE)
    return ChildDeathReview.objects.get(pk=review.pk)


def work() -> None:
    """What a worker does with the bell."""
    while job := running.next_to_run():
        running.run(job, "test:1:once")


@pytest.fixture
def locked(told):
    with clock.at(ENDED):
        sweep(ENDED)
        work()
    return Handover.objects.get(review=told)


def test_every_table_that_hangs_on_a_review_is_in_the_bundle_and_can_be_sealed():
    """A new table is told and sealed without anybody thinking of it; one without the manager is found here."""
    names = {model.__name__ for model in tables()}
    assert {"Identity", "Relative", "Notification", "AgencyForm", "FormAnswer", "Analysis", "Factor", "Finding",
            "ModifiableFactor", "SecondaryCategory", "PanelItem"} <= names  # fmt: skip
    open_to_all = {model.__name__ for model in tables() if not isinstance(model._default_manager, Unsealed)}
    assert open_to_all <= {"PanelItem", "Counted"}, "Give it a manager of cdop.models.sealing"
    for model, path in tables().items():
        if isinstance(model._default_manager, Unsealed):
            assert model._default_manager.path == path
            assert isinstance(model._base_manager, Unsealed), f"{model.__name__}: base_manager_name"


def test_the_json_tells_everything_and_its_schema_describes_it(told):
    facts = facts_of(told, handover=None, as_at=GRACE)
    text = json.dumps(facts)
    assert [word for word in SECRETS if word not in text] == []
    answers = {one["question"]: one["answer_state"] for one in facts["tables"]["formanswer"]}
    assert answers == {"B.1": "value", "B.2": "nk", "B.3": "na", "B.4": "blank"}
    known = schema()["properties"]
    assert set(facts) == set(known)
    assert set(facts["tables"]) == set(known["tables"]["properties"])
    for name, rows in facts["tables"].items():
        properties = known["tables"]["properties"][name]["items"]["properties"]
        for row in rows:
            assert set(row) <= set(properties)
            for field, value in row.items():
                assert "enum" not in properties[field] or value in [*properties[field]["enum"], None], field
    for model in tables():
        assert told_fields(model), model


def test_the_fingerprint_changes_with_what_is_written_and_with_nothing_else(told, cdc):
    first = facts_of(told, handover=None, as_at=GRACE)
    later = facts_of(told, handover=None, as_at=LAST)
    assert fingerprint(first) == fingerprint(later)
    FormAnswer.objects.filter(question="B.1").update(value="Seen at school")
    assert fingerprint(facts_of(told, handover=None, as_at=GRACE)) != fingerprint(first)


def test_the_pages_keep_the_four_answers_apart(told):
    forms = next(part for part in parts_of(facts_of(told, handover=None, as_at=GRACE)) if part.code == "forms")
    rows = forms.blocks[0].rows
    assert [row[1:] for row in rows] == [
        ["Seen at home", "Answered"], ["", "Not known"], ["", "Not applicable"], ["", "Left blank"],
    ]  # fmt: skip
    assert rows[0][0].startswith("B.1 ")


@pytest.mark.pdf
@pytest.mark.req("REL-07")
def test_the_sweep_locks_builds_and_makes_ready_and_a_stranger_can_check_it(locked, tmp_path):
    bundle = Bundle.objects.get(handover=locked)
    assert (locked.ready_on, bundle.built_on, locked.sent_on) == (ENDED, ENDED, None)
    content = storing.read(locked.uuid, bundle.sha256)
    reference = locked.review.reference
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        assert all(name.startswith(f"{reference}/") for name in packed.namelist())
        assert "Ottoline" not in " ".join(packed.namelist())
        packed.extractall(tmp_path)
    folder = tmp_path / reference
    done = subprocess.run(["sha256sum", "-c", packing.SUMS], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0 and done.stdout.count(": OK") == len(list(folder.iterdir())) - 1
    (folder / f"{reference}.json").write_text("{}")
    again = subprocess.run(["sha256sum", "-c", packing.SUMS], cwd=folder, capture_output=True, text=True, check=False)
    assert again.returncode == 1
    readme = (folder / "README.txt").read_text()
    assert "sha256sum -c SHA256SUMS" in readme and "OFFICIAL-SENSITIVE" in readme
    pdf = (folder / f"{reference}.pdf").read_bytes()
    assert structure_report(pdf).faults == () if hasattr(structure_report(pdf), "faults") else True
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert len(opened.pages) == bundle.pages and "/StructTreeRoot" in opened.Root
    assert bundle.counts["Form answers"] == 4 and reference not in json.dumps(bundle.counts)


@pytest.mark.pdf
def test_an_independent_program_opens_the_archive_with_the_passphrase_and_not_without(locked, tmp_path):
    seven = shutil.which("7z") or pytest.fail("7z is not installed: apt install p7zip-full")
    passphrase = archive.new_passphrase()
    bundle = Bundle.objects.get(handover=locked)
    sealed = archive.encrypt(storing.read(locked.uuid, bundle.sha256), passphrase)
    path = tmp_path / "archive.zip"
    path.write_bytes(sealed)
    listing = subprocess.run([seven, "l", "-slt", str(path)], capture_output=True, text=True, check=True).stdout
    assert "AES-256" in listing and "Ottoline" not in listing
    for word, opens in ((passphrase, True), (archive.new_passphrase(), False), ("", False)):
        out = tmp_path / f"out{opens}{len(word)}"
        done = subprocess.run(
            [seven, "x", "-y", f"-p{word}", f"-o{out}", str(path)], capture_output=True, text=True, check=False
        )
        assert (done.returncode == 0) == opens
        assert archive.opens(sealed, word) == opens
    assert b"Ottoline" not in sealed
    reference = locked.review.reference
    assert "Ottoline" in (tmp_path / f"outTrue{len(passphrase)}" / reference / f"{reference}.json").read_text()


@pytest.mark.req("REL-07")
def test_a_full_disk_leaves_no_part_of_a_bundle_under_its_name(monkeypatch):
    place = uuid4()
    with monkeypatch.context() as patch:
        patch.setattr(storing.os, "fsync", lambda handle: (_ for _ in ()).throw(OSError(28, "No space left")))
        with pytest.raises(NotKept, match="no room"):
            storing.keep(place, b"whole")
    assert not list(storing.folder_of(place).iterdir())
    assert storing.read(place, storing.keep(place, b"whole")) == b"whole"


def test_a_passphrase_has_more_than_a_hundred_bits_and_is_never_the_same():
    found = {archive.new_passphrase() for _ in range(200)}
    assert len(found) == 200 and all(archive.is_passphrase(one) for one in found)
    assert len(archive.SIGNS) ** (archive.GROUPS * archive.EACH) > 2**100
    assert not archive.is_passphrase("password") and not archive.is_passphrase("")


@pytest.mark.pdf
@pytest.mark.req("REL-01")
def test_run_again_nothing_is_built_twice(locked):
    rows = (Bundle.objects.count(), Job.objects.count(), Entry.objects.count())
    with clock.at(ENDED):
        assert not sweep(ENDED).did_something
        work()
    assert (Bundle.objects.count(), Job.objects.count(), Entry.objects.count()) == rows
    assert len(list(storing.folder_of(locked.uuid).iterdir())) == 1


@pytest.mark.req("REL-06")
def test_the_command_that_sweeps_finishes_what_a_killed_one_left(told):
    with clock.at(ENDED):
        sweep(ENDED)
    left = Job.objects.filter(kind=bundling.BUILD)
    number = str(left.get().uuid)
    left.update(state="running", worker="killed", attempts=1, lease_ends=clock.wall() + timedelta(hours=1))
    assert jobs_asked_for() == [number] and not running.run(number, "test:2:sweep"), "another is at it"
    left.update(lease_ends=clock.wall() - timedelta(minutes=1))
    assert jobs_asked_for() == [number] and running.claim(number, "test:2:sweep").attempts == 2


@pytest.mark.pdf
@pytest.mark.req("REL-01")
def test_each_guard_of_the_bundle_holds_alone(locked, monkeypatch, cdc):
    """Asked for again it is the same; a job begun again builds nothing; a second worker's row is not taken."""
    bundle, review = Bundle.objects.get(), ChildDeathReview.objects.all_for_job("a test").get(pk=locked.review_id)
    kept, told = Bundle.objects.values().get(), Entry.objects.count()
    late = {"fingerprint": "0" * 64, "pages": 1, "inventory": [], "counts": {}}
    assert not bundling.put_in_place(bundle, review, sha256="0" * 64, size=1, **late)
    with monkeypatch.context() as patch:
        patch.setattr(bundling, "_build", lambda *args, **more: pytest.fail("It was built again."))
        patch.setattr(bundling, "put_in_place", lambda *args, **more: pytest.fail("It was put in place again."))
        done = bundling.run_bundle(Job.objects.get(kind=bundling.BUILD), None)
    assert done == {"sha256": bundle.sha256, "pages": bundle.pages}
    assert (Bundle.objects.values().get(), Entry.objects.count()) == (kept, told)
    with clock.at(ENDED):
        twice = [services.build_bundle(handover=locked, outstanding="", by=cdc, on=ENDED) for _ in range(2)]
    assert twice[0] == twice[1] and Bundle.objects.count() == Job.objects.filter(kind=bundling.BUILD).count() == 2


@pytest.mark.pdf
def test_the_command_writes_the_bundle_and_says_whose_act_it_was(told, tmp_path):
    out = io.StringIO()
    call_command("handover", told.reference, out=str(tmp_path), stdout=out)
    folder = tmp_path / told.reference
    assert subprocess.run(["sha256sum", "-c", packing.SUMS], cwd=folder, check=False).returncode == 0
    assert "a working copy" in (folder / "README.txt").read_text()
    entry = Entry.objects.get(code="cdop.bundle_written")
    assert (entry.by_name, entry.facts["files"]) == ("the command line", len(list(folder.iterdir())))
    call_command("handover", f" {told.reference.lower()} ", out=str(tmp_path / "again"), stdout=out)
    assert (tmp_path / "again" / told.reference / packing.SUMS).exists()
    a_file = tmp_path / "a-file"
    a_file.touch()
    for case, where, says in (
        (told.reference, tmp_path, "there already"), ("CDR-9999-001", tmp_path, "no case"),
        (told.reference, a_file, "cannot be written to"), ("", tmp_path, "no reference"),
        ("../etc", tmp_path, "no reference"), ("CDR-2019-001\nCDR-2019-002", tmp_path, "no reference"),
        ("CDR-2019-\uff10\uff10\uff11", tmp_path, "no reference"), ("ACT-2019-001", tmp_path, "no reference"),
    ):
        with pytest.raises(CommandError, match=says) as refused:
            call_command("handover", case, out=str(where))
        assert refused.value.returncode == 2 and "\n" not in str(refused.value), case
    assert Entry.objects.filter(code="cdop.bundle_written").count() == 2 and not list(tmp_path.glob(".*"))
