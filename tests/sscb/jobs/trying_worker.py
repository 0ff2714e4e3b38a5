"""The portal's own worker with the kinds of `trying`: `celery --app tests.sscb.jobs.trying_worker worker`."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sscb.settings")
django.setup()

from sscb.celery import app  # noqa: E402
from sscb.jobs.sockets import kinds  # noqa: E402
from tests.sscb.jobs.trying import KINDS  # noqa: E402

__all__ = ["app"]

_plugged = kinds.also(*KINDS)
_plugged.__enter__()
