"""Buttons that say why they did nothing."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect


class SaysWhy:
    """For a page of one button: what the service refuses is said on the page that the button stands on."""

    def post(self, request, *args, **kwargs):
        try:
            return super().post(request, *args, **kwargs)
        except ValidationError as refused:
            for sentence in refused.messages:
                messages.error(request, sentence)
            return redirect(self.next_url())
