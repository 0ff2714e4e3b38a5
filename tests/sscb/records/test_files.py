"""Files leave through one checked view (SEC-12)."""

import os
import stat
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.test import Client

from sscb.access.models import Exclusion
from sscb.access.services import give_reason
from sscb.history.models import Entry, View
from sscb.records.models import Attachment
from sscb.records.services import add_attachment, next_reference, plain_name, read_stored, store_bytes, stored_path
from tests.sscb.records.conftest import DAY

PDF = b"%PDF-1.7 marker-of-a-file"


@pytest.fixture(autouse=True)
def store(settings, tmp_path):
    settings.STORE = tmp_path / "store"


@pytest.fixture
def file(business_manager):
    def add(record, *, name="minutes.pdf", content=PDF, kind="pdf") -> Attachment:
        with transaction.atomic():
            return add_attachment(record=record, name=name, kind=kind, content=content, by=business_manager)

    return add


def address(one) -> str:
    return f"/files/{one.uuid}/"


@pytest.mark.req("SEC-12")
def test_a_file_of_a_record_that_one_sees_is_handed_out_and_noted(as_, business_manager, case, file):
    one = file(case())
    answer = as_(business_manager).get(address(one))
    assert answer.status_code == 200 and answer.content == PDF
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="official-sensitive-minutes.pdf"')
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store, private"
    view = View.objects.get()
    assert (view.kind, view.sha256, view.by_uuid) == ("file", one.sha256, business_manager.uuid)


@pytest.mark.req("SEC-12")
@pytest.mark.req("SEC-05")
def test_a_file_of_a_record_out_of_scope_is_not_there(as_, practitioner, case, file):
    hidden = [file(case(level=level), content=level.encode()) for level in ("P2", "P3", "P4", "P5")]
    client = as_(practitioner)
    client.get("/account/")
    answers = {(a.status_code, a.content, str(sorted(a.headers.items())))
               for a in [*(client.get(address(one)) for one in hidden), client.get(f"/files/{uuid4()}/")]}  # fmt: skip
    assert len(answers) == 1 and next(iter(answers))[0] == 404
    assert not View.objects.exists()


@pytest.mark.req("SEC-12")
@pytest.mark.parametrize("method", ["get", "head"])
def test_a_stranger_is_asked_to_sign_in(case, file, method):
    answer = getattr(Client(), method)(address(file(case(level="P0"))))
    assert answer.status_code == 302 and answer.headers["Location"].startswith("/sign-in/")


@pytest.mark.req("SEC-12")
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_files_are_only_looked_at(as_, business_manager, case, file, method):
    one = file(case())
    assert getattr(as_(business_manager), method)(address(one)).status_code == 405
    assert Attachment.objects.filter(pk=one.pk).exists() and not View.objects.exists()


@pytest.mark.req("SEC-12")
def test_head_gives_headers_and_no_content(as_, business_manager, case, file):
    answer = as_(business_manager).head(address(file(case())))
    assert answer.status_code == 200 and answer.content == b""


@pytest.mark.req("SEC-12")
def test_a_part_of_a_file_cannot_be_asked_for(as_, business_manager, case, file):
    answer = as_(business_manager).get(address(file(case())), headers={"range": "bytes=0-3"})
    assert answer.status_code == 200 and answer.content == PDF


@pytest.mark.req("SEC-12")
@pytest.mark.parametrize("state", ["quarantined", "infected"])
def test_what_is_not_known_to_be_clean_is_not_handed_out(as_, business_manager, case, file, state):
    one = file(case())
    Attachment.objects.update(state=state)
    assert as_(business_manager).get(address(one)).status_code == 404


@pytest.mark.req("SEC-12")
def test_a_file_of_a_disposed_record_is_gone(as_, business_manager, case, file):
    record = case()
    one = file(record)
    type(record)._plain.update(disposed_on=DAY)
    assert as_(business_manager).get(address(one)).status_code == 404


@pytest.mark.req("SEC-12")
@pytest.mark.req("SEC-10")
def test_a_conflict_of_interest_covers_the_files(as_, business_manager, case, file):
    record = case()
    one = file(record)
    Exclusion.objects.create(record_uuid=record.uuid, person=business_manager, why="A relative")
    assert as_(business_manager).get(address(one)).status_code == 404


@pytest.mark.req("SEC-12")
@pytest.mark.parametrize(
    "path",
    ["/files/../files/{}/", "/files/%2e%2e/{}/", "/files/{}%2f..%2f/", "/files//{}/", "/media/{}", "/store/files/{}",
     "/static/../var/store/files/{}", "/static/%2e%2e/%2e%2e/manage.py", "/files/{}/x", "/files/{}%00/"],
)  # fmt: skip
def test_there_is_no_way_round(as_, business_manager, case, file, path):
    one = file(case())
    for name in (one.uuid, one.sha256):
        answer = as_(business_manager).get(path.format(name))
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert answer.status_code in (301, 400, 404), f"{path}: {answer.status_code}"
        assert b"marker-of-a-file" not in body and b"DJANGO_SETTINGS_MODULE" not in body


@pytest.mark.req("SEC-24")
def test_a_file_whose_taking_cannot_be_noted_is_not_handed_out(as_, business_manager, case, file, monkeypatch):
    record = case(level="P5")
    one = file(record)
    give_reason(record=record, why="The coroner has asked for it", by=business_manager)
    client = as_(business_manager)
    assert client.get(address(one)).status_code == 200
    monkeypatch.setattr(View.objects, "create", lambda **more: _broken())
    answer = client.get(address(one))
    assert answer.status_code == 503 and PDF not in answer.content


def _broken():
    raise DatabaseError("no room")


@pytest.mark.req("SEC-12")
@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd"), ("C:\\papers\\a.pdf", "a.pdf"), ("a\x00b.pdf", "ab.pdf"),
        ("fdp\u202egpj.exe", "fdpgpj.exe"), ("", "file"), ("/", "file"), ("a\r\nX-Bad: 1.pdf", "aX-Bad: 1.pdf"),
        ("x" * 300, "x" * 200), ("Cofnodion – Tachwedd.pdf", "Cofnodion – Tachwedd.pdf"),
    ],
)  # fmt: skip
def test_names_are_only_names(given, kept):
    assert plain_name(given) == kept


@pytest.mark.req("SEC-12")
@pytest.mark.parametrize("name", ['a".pdf', "a;b.pdf", "Tachwedd – 12.pdf", "a\\b.pdf", "日本.pdf"])
def test_a_name_cannot_break_out_of_its_header(as_, business_manager, case, file, name):
    said = as_(business_manager).get(address(file(case(), name=name))).headers["Content-Disposition"]
    assert said.count('"') == 2 and said.startswith("attachment; filename=") and "filename*=UTF-8''" in said
    assert said.isascii() and "\n" not in said


# --- the store --------------------------------------------------------------------------------------------------------


@pytest.mark.req("REL-07")
@pytest.mark.django_db
def test_bytes_are_kept_once_and_for_the_portal_alone():
    one, again = store_bytes(PDF), store_bytes(PDF)
    assert one == again and read_stored(one) == PDF
    assert stat.S_IMODE(os.stat(stored_path(one)).st_mode) == 0o600
    assert [path.name for path in stored_path(one).parent.iterdir()] == [one]


@pytest.mark.req("REL-07")
@pytest.mark.django_db
def test_bytes_that_changed_on_disk_are_not_handed_out():
    kept = store_bytes(PDF)
    stored_path(kept).chmod(0o600)
    stored_path(kept).write_bytes(b"something else")
    with pytest.raises(ValueError, match="Restore it from the backup"):
        read_stored(kept)


@pytest.mark.req("REL-07")
def test_a_write_that_breaks_leaves_nothing_under_the_name(monkeypatch):
    monkeypatch.setattr(os, "fsync", lambda number: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        store_bytes(PDF)
    import hashlib

    assert not stored_path(hashlib.sha256(PDF).hexdigest()).exists()


@pytest.mark.parametrize(("size", "said"), [(20 * 1024 * 1024, ""), (20 * 1024 * 1024 + 1, "largest file")])
def test_the_largest_file_is_20_mb(case, file, size, said):
    if not said:
        assert file(case(), content=b"x" * size).size == size
        return
    with pytest.raises(ValidationError, match=said):
        file(case(), content=b"x" * size)
    assert not Attachment.objects.exists() and not Entry.objects.exists()


def test_a_record_holds_fifty_files(case, file):
    record = case()
    Attachment.objects.bulk_create(
        Attachment(record=record, name="a", kind="pdf", size=1, sha256="0" * 64, added_at="2019-11-12T12:00:00Z")
        for _ in range(50)
    )
    with pytest.raises(ValidationError, match="already holds 50"):
        file(record)


# --- references -------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_references_follow_each_other_in_each_series_and_year():
    with transaction.atomic():
        told = [next_reference("ACT", DAY), next_reference("ACT", DAY), next_reference("LP", DAY),
                next_reference("ACT", DAY.replace(year=2020))]  # fmt: skip
    assert told == ["ACT-2019-001", "ACT-2019-002", "LP-2019-001", "ACT-2020-001"]


@pytest.mark.django_db(transaction=True)
def test_a_reference_is_taken_with_what_uses_it():
    with pytest.raises(transaction.TransactionManagementError):
        next_reference("ACT", DAY)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        next_reference("ACT", DAY)
        1 / 0  # noqa: B018
    with transaction.atomic():
        assert next_reference("ACT", DAY) == "ACT-2019-001"


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_no_reference_is_given_twice():
    import threading

    from django.db import connections

    given, raised = [], []

    def take():
        try:
            for _ in range(10):
                with transaction.atomic():
                    given.append(next_reference("ACT", DAY))
        except Exception as fault:
            raised.append(fault)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=take) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not raised, raised[:2]
    assert sorted(given) == [f"ACT-2019-{number:03}" for number in range(1, 61)]
