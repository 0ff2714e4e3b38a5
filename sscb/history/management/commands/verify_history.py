"""Is the history whole? Exit 0 and one sentence when it is; exit 1 and a sentence for each fault when not."""

from django.core.management import BaseCommand, CommandError

from sscb.history.chain import faults
from sscb.history.models import Entry


class Command(BaseCommand):
    help = "Check that no entry of the history was altered, removed or put in."

    def add_arguments(self, parser):
        parser.add_argument("--head", metavar="MARK", help="a mark noted earlier: fail if the chain no longer holds it")

    def handle(self, *args, head=None, **options):
        found = list(faults())
        if head and not Entry.objects.filter(mark=head).exists():
            found.append(f"The noted mark {head[:12]} is no longer in the chain: entries were cut off or replaced.")
        if found:
            for sentence in found[:200]:
                self.stderr.write(sentence)
            raise CommandError(f"The history does not hold: {len(found)} faults.", returncode=1)
        last = Entry.objects.order_by("-number").first()
        if last is None:
            self.stdout.write("The history is empty and whole.")
        else:
            self.stdout.write(f"The history is whole: {last.number} entries, newest mark {last.mark}.")
