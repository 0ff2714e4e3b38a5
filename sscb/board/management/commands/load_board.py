"""Load a board's own list of agencies, groups and people, and invite those who have no password yet."""

from pathlib import Path

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management import BaseCommand, CommandError

from sscb import clock
from sscb.board.board_list import load_board, read_board
from sscb.jobs.services import send_mail
from sscb.people import naming


class Command(BaseCommand):
    help = (
        "Load a board's list (TOML; its form is that of sscb/board/demonstration.toml). Loading it twice is harmless."
    )

    def add_arguments(self, parser):
        parser.add_argument("file")
        parser.add_argument("--invite", action="store_true", help="write a letter to everybody who has no password yet")

    def handle(self, *args, file, invite=False, **options):
        try:
            loaded = load_board(read_board(Path(file)), by=None, on=clock.today())
        except ValidationError as fault:
            raise CommandError("\n".join(fault.messages), returncode=2) from fault
        invited = 0
        for person in loaded.people.values() if invite else ():
            if person.has_usable_password():
                continue
            key = f"{user_pk_to_url_str(person)}-{default_token_generator.make_token(person)}"
            send_mail(
                key=f"invitation:{person.uuid}",
                to=person,
                subject=f"Your account on the {naming.board(clock.today()).short} portal",
                body=f"An account was made for you. Set your password:\n{settings.BASE_URL}/sign-in/reset/key/{key}/",
                on=clock.today(),
                secret=True,
            )
            invited += 1
        self.stdout.write(
            f"{len(loaded.organisations)} agencies, {len(loaded.groups)} groups, {len(loaded.people)} people; "
            f"{loaded.added} people were new, {invited} letters were written."
        )
