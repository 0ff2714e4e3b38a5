"""The portal's own worker that stands still once in the middle of building a bundle, so that it can be killed there.

SSCB_STAND_AT is "before print_case" or "after keep"; SSCB_STOOD is the file it leaves when it stands there.
"""

import os
import sys
import time
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sscb.settings")
django.setup()

from cdop.services import bundling  # noqa: E402
from sscb.celery import app  # noqa: E402
from sscb.records.bundles import storing  # noqa: E402

__all__ = ["app"]


def _stand(stood: Path) -> None:
    if not stood.exists():
        stood.write_text(str(os.getpid()))
        time.sleep(600)
        sys.exit("Nobody came to kill this worker.")


def _stand_at(moment: str, name: str, stood: Path) -> None:
    room = storing if name == "keep" else bundling
    real = getattr(room, name)

    def watched(*args, **more):
        if moment == "before":
            _stand(stood)
        answer = real(*args, **more)
        if moment == "after":
            _stand(stood)
        return answer

    setattr(room, name, watched)


_stand_at(*os.environ["SSCB_STAND_AT"].split(), Path(os.environ["SSCB_STOOD"]))
