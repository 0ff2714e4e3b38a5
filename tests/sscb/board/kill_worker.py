"""The portal's own worker that stands still at one step of a build, once: `celery --app tests.sscb.board.kill_worker`.

SSCB_STAND_AT names a function of the build, "before" or "after" it; SSCB_STOOD is the file it leaves when it stands
there, so that the next worker goes on. The sections to try are plugged in.
"""

import os
import sys
import time
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sscb.settings")
django.setup()

from sscb.board.packs import building  # noqa: E402
from sscb.celery import app  # noqa: E402
from tests.sscb.board.world import sections_to_try  # noqa: E402

__all__ = ["app"]

_tried = sections_to_try()
_tried.__enter__()


def _stand(stood: Path) -> None:
    if not stood.exists():
        stood.write_text(str(os.getpid()))
        time.sleep(600)
        sys.exit("Nobody came to kill this worker.")


def _stand_at(moment: str, name: str, stood: Path) -> None:
    real = getattr(building, name)

    def watched(*args, **more):
        if moment == "before":
            _stand(stood)
        answer = real(*args, **more)
        if moment == "after":
            _stand(stood)
        return answer

    setattr(building, name, watched)


if os.environ.get("SSCB_STAND_AT"):
    _stand_at(*os.environ["SSCB_STAND_AT"].split(), Path(os.environ["SSCB_STOOD"]))
