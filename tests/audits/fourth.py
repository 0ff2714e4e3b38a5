"""A fourth kind of audit, added as one folder: found as the three of the portal are found, and nothing else touched."""

from pathlib import Path

import audits.kinds
from audits.sockets import Kind, kinds

FOLDER = Path(__file__).parent / "a_fourth_kind"


def _plug_it_in() -> Kind:
    audits.kinds.__path__.append(str(FOLDER))  # as if the folder stood beside the other three
    with kinds.only():
        audits.kinds.plug_every_kind()
        (found,) = kinds
    return found


FOURTH = _plug_it_in()
EVERY = [*kinds, FOURTH]
