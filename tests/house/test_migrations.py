"""One line of migrations for each app, and none missing (habit 17)."""

import io
from collections import Counter

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from tests.house.source import ROOMS


@pytest.fixture
def history(db):
    return MigrationLoader(connection)


def ours(loader):
    return {key: one for key, one in loader.disk_migrations.items() if one.__module__.split(".")[0] in ROOMS}


def test_no_migration_is_missing(db):
    said = io.StringIO()
    try:
        call_command("makemigrations", "--check", "--dry-run", stdout=said, stderr=said)
    except SystemExit:
        pytest.fail(f"Models changed without a migration:\n{said.getvalue()}")


def test_each_app_has_one_line(history):
    apps = {app for app, _ in ours(history)}
    assert len(apps) >= 8
    assert not history.detect_conflicts()
    numbers = Counter((app, name.split("_")[0]) for app, name in ours(history))
    assert not [f"{app} {number}" for (app, number), count in numbers.items() if count > 1]


@pytest.mark.req("REL-27")
def test_nothing_waits_to_be_migrated(history):
    applied = history.applied_migrations
    assert not [key for key in ours(history) if key not in applied]
