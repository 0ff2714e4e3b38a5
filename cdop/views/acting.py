"""What the pages of child death reviews add to the base pages: for whom they are, and buttons that say why not."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect

from sscb.access.errors import Conflict
from sscb.access.policy import can


class ByRole:
    """A grant on one record opens what it was given for. This page is for those whose role holds its rule; to anybody
    else it does not exist."""

    def dispatch(self, request, *args, **kwargs):
        if not can(request.user, self.access_rule):
            raise Http404
        return super().dispatch(request, *args, **kwargs)


class SaysWhyNot:
    """For an ActPage: what the service refuses is said above the page it came from; nothing was changed."""

    def post(self, request, *args, **kwargs):
        try:
            return super().post(request, *args, **kwargs)
        except (ValidationError, Conflict) as refused:
            words = " ".join(refused.messages) if isinstance(refused, ValidationError) else str(refused)
            messages.error(request, words)
            return redirect(self.next_url())
