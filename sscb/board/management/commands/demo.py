"""Load the demonstration board, at its first day or another; --rebuild empties what is there first."""

import gc
import secrets
from pathlib import Path

from django.conf import settings
from django.core.management import BaseCommand, CommandError, call_command
from django.db import connection

from sscb import clock
from sscb.board.demo import build
from sscb.board.fresh_database import make_at_once
from sscb.people.models import Person, RoleHeld
from sscb.people.services import give_password


def start_again() -> None:
    """Throw the demonstration's database away. History cannot be emptied row by row, and should not be."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA public CASCADE")
            cursor.execute("CREATE SCHEMA public")
        return
    name = Path(connection.settings_dict["NAME"])
    connection.close()
    for suffix in ("", "-wal", "-shm"):
        name.with_name(name.name + suffix).unlink(missing_ok=True)


class Command(BaseCommand):
    help = "Load the demonstration board (invented people; agencies named by kind)."

    def add_arguments(self, parser):
        parser.add_argument("day", nargs="?", metavar="YYYY-MM-DD", help="start at this date (default 2019-11-12)")
        parser.add_argument("--rebuild", action="store_true", help="throw the present demonstration away first")

    def handle(self, *args, day=None, rebuild=False, **options):
        if not settings.DEMONSTRATION:
            raise CommandError(
                "Only a demonstration can be loaded with invented people. Nothing was changed.", returncode=2
            )
        try:
            on = clock.FIRST_DEMONSTRATION_DAY if day is None else clock.day_written(day)
        except ValueError:
            raise CommandError(
                f"“{day}” is not a date. Write it as 2019-09-02. Nothing was changed.", returncode=2
            ) from None
        if Person.objects.exists():
            if not rebuild:
                raise CommandError(
                    "A demonstration is loaded already. To start again: ./run demo. Nothing was changed.", returncode=2
                )
            start_again()
            make_at_once()
            call_command("migrate", verbosity=0)
            call_command("createcachetable", verbosity=0)
        clock.set_demonstration_date(on, rebuilding=True)
        # What is built stays: looking for rubbish among it takes an eighth of the time.
        gc.disable()
        try:
            build(on=on, say=self.stdout.write)
        finally:
            gc.enable()
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")  # or it would plan by what it saw half-way, when tables were nearly empty
        self._let_the_administrator_in()

    def _let_the_administrator_in(self) -> None:
        """A password that nobody knows beforehand, shown this once. Everybody else is entered with one click."""
        held = RoleHeld.objects.filter(role="SYS", person__is_active=True).select_related("person").first()
        if held is None:
            return
        password = secrets.token_urlsafe(12)
        give_password(person=held.person, password=password)
        self.stdout.write(f"The technical administrator signs in as {held.person.email} with {password} (shown once).")
