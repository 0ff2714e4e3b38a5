"""A review that was closed long ago, with a word of its own in every text; and whoever decides about it."""

from datetime import date
from types import SimpleNamespace

import pytest

from reviews.models import AgencyReport, CaseReview, ChronologyRow, Identity
from sscb.jobs.models import Mail
from sscb.records.models import Attachment, Record
from sscb.records.services import store_bytes
from sscb.retention.models import SignOff
from sscb.retention.schedule import LINES

OPENED, CLOSED = date(1980, 1, 7), date(1981, 3, 2)
TODAY = date(2019, 11, 12)
MARK = "zqdisposed"


@pytest.fixture
def signed(db, dpo):
    """Every line of the schedule is signed off."""
    SignOff.objects.bulk_create(
        SignOff(line=line.code, number=1, signed_on=date(2019, 1, 2), signed_by=dpo) for line in LINES
    )


@pytest.fixture
def old_case(db, settings, tmp_path, group, agency, practitioner):
    """`old_case()`: a closed review with an agency's report, a chronology, a name and a file; every word is MARK's."""
    settings.STORE = tmp_path / "store"
    made = []

    def make(word: str = MARK, *, name: str = "", born_on=date(1975, 5, 6), closed_on=CLOSED) -> SimpleNamespace:
        number = len(made) + 1
        shared = {"group": group("li"), "level": "P4", "opened_on": OPENED}
        case = CaseReview(
            type="reviews.review", reference=f"CR-1980-{number:03d}", title=f"Case {word}", stage="closed", kind="scr",
            pseudonym=f"Child {word}", received_on=OPENED, notified_on=OPENED, closed_on=closed_on,
            regime="lscb-wt2013", family_summary=f"Summary {word}", **shared,
        )  # fmt: skip
        case.save()
        told = {"name": name or f"Name {word}", "address": f"Address {word}", "family": f"Family {word}"}
        Identity.objects.create(case=case, name_key=told["name"].lower(), born_on=born_on, **told)
        report = AgencyReport(
            type="reviews.report", reference=f"REP-1980-{number:03d}", title=f"Report {word}", stage="asked", case=case,
            owner=agency, agency=agency, author=practitioner, asks=f"Asks {word}", findings=f"Findings {word}",
            asked_on=OPENED, due_on=CLOSED, **shared,
        )  # fmt: skip
        report.save()
        ChronologyRow.objects.create(
            report=report, happened_on=OPENED, about="child", what=f"Row {word}", response=f"Response {word}",
            source=f"Source {word}", entered_on=OPENED, entered_by=practitioner,
        )  # fmt: skip
        content = f"%PDF-1.7 {word} {number}".encode()
        file = Attachment.objects.create(
            record=report, name=f"{word}.pdf", kind="pdf", size=len(content), sha256=store_bytes(content),
            state="clean", added_at="1980-01-08T10:00:00Z",
        )  # fmt: skip
        AgencyReport._base_manager.filter(pk=report.pk).update(file=file)
        Mail.objects.create(
            key=f"old:{number}", to=practitioner, to_address=practitioner.email, subject=f"Subject {word}",
            body=f"Body {word}", marking="OFFICIAL", on=OPENED, state="skipped", error="Old", message_id=f"<{number}>",
            created_at="1980-01-08T10:00:00Z", about_type="reviews.casereview", about_uuid=case.uuid,
        )  # fmt: skip
        made.append(case)
        return SimpleNamespace(case=case, report=report, file=file, word=word)

    return make


def base(record) -> Record:
    return Record._plain.get(pk=record.pk)
