"""Buttons whose refusal is a sentence on the page they were pressed on."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect

from sscb.access.errors import Conflict


class SaysWhyNot:
    """For an ActPage: what the service refuses is said above the page it came from; nothing was changed."""

    def post(self, request, *args, **kwargs):
        try:
            return super().post(request, *args, **kwargs)
        except (ValidationError, Conflict) as refused:
            words = " ".join(refused.messages) if isinstance(refused, ValidationError) else str(refused)
            messages.error(request, words)
            return redirect(self.next_url())
