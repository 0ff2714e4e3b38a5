"""Import a file of indicator figures, or show what importing it would do."""

import sys
from pathlib import Path

from django.core.management.base import BaseCommand
from django.db.utils import OperationalError, ProgrammingError

from dataset.importing.comparing import Report
from dataset.importing.telling import Telling
from dataset.services import AlreadyRunning, Faulty, check_file, import_file
from sscb import clock
from sscb.tables import Refused

NO_TABLES = "The database has no tables for indicators yet. Run ./run setup first."


class Command(BaseCommand):
    help = "Import a CSV, XLSX or ODS file of indicator figures: all of it or nothing."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="look only; change nothing")
        parser.add_argument("--json", action="store_true", help="print every value and fault as JSON")

    def handle(self, *args, file: Path, dry_run: bool, json: bool, **options):
        with Telling() as telling:
            listen = {"listen": telling.hear} if json else {}
            sentence = ""
            try:
                if dry_run:
                    report = check_file(path=file, **listen)
                else:
                    report = import_file(path=file, by=None, on=clock.today(), **listen)
            except Faulty as faulty:
                report, sentence = faulty.report, str(faulty)
            except (Refused, AlreadyRunning) as refused:
                self._stop(str(refused))
            except (OperationalError, ProgrammingError):
                self._stop(NO_TABLES)
            if json:
                telling.print(report, self.stdout._out)
            else:
                self._tell(report, dry_run=dry_run)
            if sentence:
                self._stop(sentence)

    def _stop(self, sentence: str) -> None:
        self.stderr.write(sentence)
        sys.exit(2)

    def _tell(self, report: Report, *, dry_run: bool) -> None:
        self.stdout.write(f"{report.file}: {report.layout_title}, {report.rows:,} rows.")
        done = "would be" if dry_run or report.rejected else "were"
        if report.seen_before and report.changes_nothing:
            self.stdout.write("This very file was imported before. It changes nothing.")
        self.stdout.write(
            f"New figures {done} {report.new:,}, unchanged {report.unchanged:,}, restated (to be decided) "
            f"{report.restated:,}, rejected {report.rejected:,}."
        )
        if report.completed:
            self.stdout.write(f"Figures that {done} given the parts they lacked: {report.completed:,}.")
        if report.neighbours_new or report.neighbours_unchanged:
            self.stdout.write(f"Neighbours: {report.neighbours_new} new, {report.neighbours_unchanged} unchanged.")
        if report.definitions_new or report.definitions_unchanged:
            self.stdout.write(f"Definitions: {report.definitions_new} new, {report.definitions_unchanged} unchanged.")
        for fault in report.faults:
            where = f"{fault['sheet']}, row" if fault["sheet"] else "row"
            self.stdout.write(f"  {where} {fault['row']}, {fault['column'] or 'whole row'}: {fault['reason']}")
        if report.rejected > len(report.faults):
            self.stdout.write(f"  and {report.rejected - len(report.faults):,} more")
        if report.unclaimed:
            names = ", ".join(one["column"] for one in report.unclaimed[:8])
            more = f" and {len(report.unclaimed) - 8} more" if len(report.unclaimed) > 8 else ""
            self.stdout.write(f"No indicator claims: {names}{more}.")
        for one in report.without_population:
            self.stdout.write(f"{one['indicator']}: {one['rows']} rows wait for the population of their year.")
