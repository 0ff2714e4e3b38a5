"""The portal does not start with unsafe settings, and a new key ends what an old one began (SEC-45)."""

import importlib
import os
import subprocess
import sys
from datetime import datetime, timedelta

import pytest
from allauth.account.forms import EmailAwarePasswordResetTokenGenerator
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import decrypt
from django.conf import settings as portal
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

import sscb.wsgi
from sscb.jobs.tasks import start_only_where_it_may
from sscb.people.services import add_person, close_account, give_role
from sscb.settings.refusals import DEMONSTRATION_DATE, TLS, reasons
from tests.conftest import LONG_AGO, TODAY

pytestmark = pytest.mark.req("SEC-45")
KEY = "0123456789abcdefghijklmnopqrstuvwxyz" * 2
GOOD = {
    "SSCB_MODE": "production", "SSCB_SECRET_KEY": KEY, "SSCB_HISTORY_KEY": KEY[::-1],
    "SSCB_HOSTS": "portal.example.org",
    "SSCB_BASE_URL": "https://portal.example.org", "DATABASE_URL": "postgres:///sscb",
    "REDIS_URL": "redis+socket:///run/redis/redis-server.sock", "SSCB_MAIL_URL": "smtp://127.0.0.1:25",
    "SSCB_CLAMD": "/run/clamav/clamd.ctl", "SSCB_BACKUP": "/var/backups/sscb",
}  # fmt: skip


def starts(folder, **changed) -> subprocess.CompletedProcess:
    """The start of production as a server would have it, told what is in GOOD and nothing else."""
    told = {"PATH": os.environ["PATH"], "SSCB_DATA": str(folder), **GOOD, **changed}
    told = {name: value for name, value in told.items() if value is not None}
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    return subprocess.run(command, env=told, cwd=portal.BASE_DIR, capture_output=True, text=True, check=False)


def test_production_starts_with_everything_it_needs_and_django_finds_nothing_to_warn_of(tmp_path):
    done = starts(tmp_path)
    assert done.returncode == 0, done.stderr[-2000:]
    assert "no issues" in done.stdout


def test_production_says_all_that_is_missing_at_once_and_does_not_start(tmp_path):
    (tmp_path / DEMONSTRATION_DATE).write_text("2019-11-12")
    nothing = {name: None for name in GOOD if name not in ("SSCB_MODE", "REDIS_URL", "DATABASE_URL")}
    done = starts(tmp_path, **nothing, DATABASE_URL=f"sqlite:///{tmp_path}/a.sqlite3")
    assert done.returncode != 0 and "Production does not start" in done.stderr
    for words in ("SSCB_SECRET_KEY", "SSCB_HISTORY_KEY", "SSCB_HOSTS", "PostgreSQL", "SSCB_BASE_URL", "SSCB_CLAMD",
                  "SSCB_BACKUP", "SSCB_MAIL_URL", "stands still"):  # fmt: skip
        assert words in done.stderr, words
    assert KEY not in done.stderr
    odd = starts(tmp_path, SSCB_MODE="prod")
    assert odd.returncode != 0 and "SSCB_MODE is “prod”" in odd.stderr, "a mode that is none has no refusals at all"


def test_one_case_for_each_refusal(tmp_path):
    good = {
        "SECRET_KEY": KEY, "HISTORY_KEY": KEY, "ALLOWED_HOSTS": ["portal.example.org"], "DEBUG": False,
        "DATABASES": {"default": {"ENGINE": "django.db.backends.postgresql"}}, "BASE_URL": "https://a.example",
        "CLAMD": "/run/clamd", "BACKUP": "/backup", "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "SECOND_FACTOR": True, "DATA": tmp_path, **dict.fromkeys(TLS, True),
    }  # fmt: skip
    assert reasons(good) == []
    stands_still = tmp_path / "stands-still"
    stands_still.mkdir()
    (stands_still / DEMONSTRATION_DATE).write_text("2019-11-12")
    cases = [
        ("SECRET_KEY", "", "SSCB_SECRET_KEY"), ("SECRET_KEY", "short", "SSCB_SECRET_KEY"),
        ("SECRET_KEY", portal.SECRET_KEY, "SSCB_SECRET_KEY"), ("HISTORY_KEY", portal.HISTORY_KEY, "SSCB_HISTORY_KEY"),
        ("ALLOWED_HOSTS", ["*"], "SSCB_HOSTS"), ("ALLOWED_HOSTS", [], "SSCB_HOSTS"),
        ("DATABASES", {"default": {"ENGINE": "sscb.sqlite3"}}, "PostgreSQL"), ("BASE_URL", "http://a.example", "https"),
        ("CLAMD", "", "SSCB_CLAMD"), ("BACKUP", "", "SSCB_BACKUP"), ("DEBUG", True, "DEBUG"),
        ("EMAIL_BACKEND", "django.core.mail.backends.dummy.EmailBackend", "SSCB_MAIL_URL"),
        ("SECOND_FACTOR", False, "SECOND_FACTOR"), ("DATA", stands_still, "stands still"),
        *((name, 0, name) for name in TLS),
    ]  # fmt: skip
    for name, value, words in cases:
        said = reasons({**good, name: value})
        assert len(said) == 1 and words in said[0], (name, value, said)


@pytest.mark.django_db
def test_invented_people_never_come_to_production(settings):
    person = add_person(email="ann.invented@office.example", name="Ann Invented")
    importlib.reload(sscb.wsgi)
    settings.PRODUCTION = True
    with pytest.raises(ImproperlyConfigured, match="invented people"):
        importlib.reload(sscb.wsgi)
    with pytest.raises(SystemExit, match="invented people"):
        start_only_where_it_may()
    close_account(person=person, on=TODAY)
    importlib.reload(sscb.wsgi)
    start_only_where_it_may()


@pytest.mark.django_db
def test_a_new_key_ends_sessions_and_what_an_old_one_signed_ends_in_its_own_time(
    as_, business_manager, settings, monkeypatch
):
    old = settings.SECRET_KEY
    client = as_(business_manager)
    business_manager.refresh_from_db()
    token = EmailAwarePasswordResetTokenGenerator().make_token(business_manager)
    home = reverse("board:home")
    assert client.get(home).status_code == 200
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = KEY, [old]
    assert client.get(home).status_code == 302, "with the old key kept, the session has ended all the same"
    reads = EmailAwarePasswordResetTokenGenerator()  # as the process has it that was started with the new key
    assert reads.check_token(business_manager, token)
    later = datetime.now() + timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT + 60)
    monkeypatch.setattr(reads, "_now", lambda: later)
    assert not reads.check_token(business_manager, token)
    assert as_(business_manager).get(home).status_code == 200
    factor = Authenticator.objects.get(user=business_manager, type=Authenticator.Type.TOTP)
    assert decrypt(factor.data["secret"]), "what the old key sealed is still opened with it"
    settings.SECRET_KEY_FALLBACKS = []
    assert not EmailAwarePasswordResetTokenGenerator().check_token(business_manager, token)


@pytest.mark.django_db
def test_the_demonstration_says_on_every_page_what_it_is_and_nobody_knows_its_password_beforehand(
    settings, tmp_path, as_, business_manager, monkeypatch, capsys
):
    banner = "Enter no real names."
    assert banner not in as_(business_manager).get(reverse("board:home")).content.decode()
    settings.DEMONSTRATION, settings.DATA = True, tmp_path
    for address in (reverse("board:home"), reverse("board:help")):
        assert banner in as_(business_manager).get(address).content.decode(), address
    assert banner in Client().get(settings.LOGIN_URL).content.decode()
    administrator = add_person(email="sam.systems@office.example", name="Sam Systems")
    give_role(person=administrator, role="SYS", on=LONG_AGO)
    monkeypatch.setattr("sscb.board.management.commands.demo.Person.objects.exists", lambda: False)
    monkeypatch.setattr("sscb.board.management.commands.demo.build", lambda **told: None)
    told = []
    for _ in range(2):
        call_command("demo")
        said = capsys.readouterr().out
        assert said.count(administrator.email) == 1
        told.append(said.split(" with ")[1].split(" ")[0])
        administrator.refresh_from_db()
        assert administrator.check_password(told[-1])
    assert len(set(told)) == 2 and min(map(len, told)) >= 16
