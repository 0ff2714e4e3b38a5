"""Everything the portal needs before it can be served: database, caches, and the demonstration board."""

from django.conf import settings
from django.core.management import BaseCommand, call_command

from sscb.board.fresh_database import make_at_once
from sscb.pdf import fonts, stampfont
from sscb.people.invented import refuse_invented_people
from sscb.people.models import Person
from sscb.records.search.keeping import fill_if_empty


class Command(BaseCommand):
    help = "Prepare the database; in the demonstration also load its board. Can be run any number of times."

    def add_arguments(self, parser):
        parser.add_argument("--no-demo", action="store_true", help="leave an empty database empty")

    def handle(self, *args, no_demo=False, **options):
        make_at_once()
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        refuse_invented_people()
        fill_if_empty()
        if not fonts.fonts_ready(settings.FONTS) and not (settings.FONTS / stampfont.FILE).exists():
            stampfont.prepare(settings.FONTS)
        if settings.DEMONSTRATION and not no_demo and not Person.objects.exists():
            call_command("demo")
