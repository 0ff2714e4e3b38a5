"""What deploy/ says is what the portal asks for: settings, queues, walls."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from sscb.jobs import bell

DEPLOY = Path(settings.BASE_DIR) / "deploy"
UNITS = {file.stem: file.read_text() for file in (DEPLOY / "systemd").glob("*.service")}
SETTING = re.compile(r'(?:env|env\.\w+)\(\s*"([A-Z_]+)"|environ\.get\("(SSCB_[A-Z_]+)"')


def asked_for() -> set[str]:
    files = [*(Path(settings.BASE_DIR) / "sscb").rglob("*.py")]
    return {one or other for file in files for one, other in SETTING.findall(file.read_text())}


def explained() -> set[str]:
    lines = (DEPLOY / "sscb.env.example").read_text().splitlines()
    return {match[1] for line in lines if (match := re.match(r"(?:# )?([A-Z_]+)=", line))}


def test_every_setting_is_explained_and_none_that_is_not_asked_for():
    assert {"SSCB_MODE", "DATABASE_URL", "REDIS_URL", "SSCB_MAIL_URL"} <= asked_for()
    # CI and the tests have switches of their own, which no server needs.
    ours = {name for name in asked_for() if name.startswith("SSCB_") or name in ("DATABASE_URL", "REDIS_URL")}
    assert ours == explained()


def test_every_queue_has_a_worker():
    named = [queues for unit in UNITS.values() for queues in re.findall(r"--queues (\S+)", unit)]
    served = {queue for queues in named for queue in queues.split(",")}
    assert served == {bell.JOBS_QUEUE, bell.MAIL_QUEUE}


@pytest.mark.req("SEC-39")
@pytest.mark.parametrize("unit", ["sscb-web", "sscb-worker", "sscb-beat"])
def test_only_the_postman_has_a_network(unit):
    assert "PrivateNetwork=yes" in UNITS[unit]
    assert "RestrictAddressFamilies=AF_UNIX\n" in UNITS[unit]


@pytest.mark.parametrize("unit", UNITS)
def test_no_unit_may_write_outside_its_folder_or_become_more_than_it_is(unit):
    for line in ("ProtectSystem=strict", "ReadWritePaths=/var/lib/sscb", "NoNewPrivileges=yes", "UMask=0077"):
        assert f"{line}\n" in UNITS[unit]
    assert "User=sscb\n" in UNITS[unit]


def test_the_proxy_says_itself_who_asked_and_how():
    proxy = (DEPLOY / "nginx" / "sscb-proxy.conf").read_text()
    assert "proxy_set_header X-Forwarded-Proto $scheme;" in proxy
    assert "proxy_set_header X-Forwarded-For $remote_addr;" in proxy, "what a visitor sends in it is not believed"
