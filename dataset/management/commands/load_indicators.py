"""Load the default indicators, areas and what they claim of published files: the start of a real board's dataset."""

from django.core.management.base import BaseCommand

from dataset.models import Indicator
from dataset.services import load_default_indicators
from sscb import clock


class Command(BaseCommand):
    help = "Load the default indicators and areas. A second time adds only what is missing."

    def add_arguments(self, parser):
        parser.add_argument("--own", default="E06000066", help="ONS code of the Board's own area")

    def handle(self, *args, own: str, **options):
        added = load_default_indicators(by=None, on=clock.today(), own=own)
        self.stdout.write(f"{added} indicators added; {Indicator.objects.count()} in all.")
