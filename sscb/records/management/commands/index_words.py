"""`index_words`: makes the index of the search anew from the records."""

from django.core.management.base import BaseCommand

from sscb.records.search.keeping import rebuild


class Command(BaseCommand):
    help = "Makes the index of the search anew from the records."

    def handle(self, **options):
        self.stdout.write(f"The search knows the words of {rebuild()} records.")
