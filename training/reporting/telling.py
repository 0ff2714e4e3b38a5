"""Each month a letter to the leads of an agency whose staff are out of date (R-TR-7)."""

from collections import Counter
from datetime import date

from django.db import transaction
from django.urls import reverse

from sscb.jobs.services import send_mail
from training.models import Booking
from training.reporting.agency import newest_of
from training.services import leads_of


def tell_agencies(as_at: date) -> int:
    """One letter a month, of whoever was out of date when the month began: again in the same month, nothing."""
    began = as_at.replace(day=1)
    bookings = Booking.objects.all_for_job("whose certificates have ended, for the letter of the month")
    late = Counter(
        one.booking.owner_id for one in newest_of(bookings, as_at) if one.expires_on and one.expires_on < began
    )
    told = 0
    for agency, count in sorted((agency, count) for agency, count in late.items() if agency):
        for lead in leads_of(agency, on=as_at):
            with transaction.atomic():
                mail = send_mail(
                    key=f"training-out-of-date:{agency}:{began:%Y-%m}:{lead.pk}", to=lead, on=as_at,
                    subject="Training of your staff is out of date",
                    body=f"{count} {'certificate' if count == 1 else 'certificates'} of your staff had ended when this "
                         "month began. The page says whose, and of which course; the catalogue has the next dates.",
                    path=reverse("training:own_agency"),
                )  # fmt: skip
            told += mail.on == as_at
    return told
