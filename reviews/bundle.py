"""Everything held on a case that passes to the partners, as one zip: JSON, its files, and how to check them."""

from datetime import date
from functools import cache
from typing import Any

from django.db import models

from reviews.lifecycle import STAGES
from reviews.models import CaseReview, Handover, Opening
from sscb import clock
from sscb.history.queries import history_of
from sscb.people import naming
from sscb.records.bundles.packing import File, as_json, pack, with_sums
from sscb.records.bundles.tables import plain, row_of, tables_of, told_fields
from sscb.records.models import Attachment, Record
from sscb.records.services import read_stored
from sscb.timetable.models import Deadline

NOT_CONTENT = frozenset({Handover, Opening})
"""The handing over is no part of what is handed over, nor who had opened what."""
OF_THE_RECORD = ("uuid", "reference", "level", "stage", "opened_on", "closed_on", "locked_on")
OF_A_DEADLINE = ("rule", "rule_version", "title", "citation", "from_on", "due_on", "reason", "sum", "state", "met_on")
MOST_HISTORY = 2000
README = """\
{marking}

{reference}: what the {body} held on this case
Put together on {as_at}.

{listing}
TO CHECK THAT IT IS WHOLE, in this folder:   sha256sum -c SHA256SUMS
On Windows, compare each line of SHA256SUMS with: certutil -hashfile FILE SHA256

{reference}.json holds every table of the case, its dates with the rules behind
them, and what was done. Where a field has a code, the field named after it with
_words says it in plain words. Dates are those of London. It says who the child
is: keep it as you keep that.

Confirm the receipt to the Board's office. From then on the Board cannot read it.
"""


@cache
def tables() -> dict[type[models.Model], str]:
    return tables_of("reviews", CaseReview, NOT_CONTENT)


def rows_of(model: type[models.Model], case: CaseReview) -> models.QuerySet:
    rows = model._base_manager if issubclass(model, Record) else model._default_manager
    return rows.filter(**{tables()[model]: case.pk}).order_by("pk")


def facts_of(case: CaseReview, as_at: date) -> dict[str, Any]:
    """What stands in the case's JSON. Read inside one transaction, so that it is of one moment."""
    return {
        "format": "sscb-review-handover", "version": 1, "as_at": as_at.isoformat(), "marking": case.marking,
        "case": {
            **{name: plain(getattr(case, name)) for name in OF_THE_RECORD}, "stage_words": str(STAGES[case.stage]),
            **row_of(case, told_fields(CaseReview, CaseReview)),
        },
        "tables": {
            model._meta.model_name: [row_of(one, told_fields(model, CaseReview)) for one in rows_of(model, case)]
            for model in tables()
        },
        "told": [
            {"body": one.get_body_display(), "of": one.about, "rule": one.rule, "on": plain(one.told_on),
             "reply": one.reply}
            for one in case.told_lines.all()
        ],
        "deadlines": [
            {name: plain(getattr(row, name)) for name in OF_A_DEADLINE}
            for row in Deadline.objects.filter(record_id=case.pk).order_by("id")
        ],
        "history": [
            {"at": clock.day_of(one.at).isoformat(), "said": one.sentence}
            for one in reversed(history_of(case, most=MOST_HISTORY))
        ],
    }  # fmt: skip


def attachments_of(case: CaseReview) -> list[Attachment]:
    """Files of the case and of every record that belongs to it."""
    keys = [case.pk]
    for model in tables():
        if issubclass(model, Record):
            keys += rows_of(model, case).values_list("pk", flat=True)
    return list(Attachment.objects.filter(record_id__in=keys, state__in=Attachment.OPEN).order_by("id"))


def bundle_of(case: CaseReview, as_at: date) -> bytes:
    """The whole as one zip, unencrypted: it goes nowhere as it is."""
    files = [File(f"{case.reference}.json", "Everything held", as_json(facts_of(case, as_at)))]
    for place, one in enumerate(attachments_of(case), start=1):
        files.append(File(f"files/{place:02d}.{one.kind}", one.name, read_stored(one.sha256)))
    listing = "".join(f"  {one.name:<28} {one.what}\n" for one in files)
    readme = README.format(
        marking=case.marking, reference=case.reference, body=naming.board(as_at).name, as_at=as_at.isoformat(),
        listing=listing,
    )  # fmt: skip
    return pack(case.reference, with_sums([File("README.txt", "Start here", readme.encode()), *files]))
