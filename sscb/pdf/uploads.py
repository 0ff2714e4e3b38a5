"""rewrite_upload: somebody else's PDF made harmless before anybody opens it or it goes into a pack (SEC-29, SEC-32).

The file is read in a separate process with limits (`wash/`), never here. What comes back shows the same pages and does
nothing: no scripts, actions, forms, attachments or properties; links keep their words.
"""

import json
import os
import struct
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

WASH = Path(__file__).resolve().parent / "wash"
CAGE = Path(__file__).resolve().parent / "cage"

MOST_BYTES = 20 * 1024 * 1024
MOST_SECONDS = 120.0


@dataclass(frozen=True)
class Rewritten:
    """A PDF made harmless.

    texts: what can be read on each page, in order. has_text: False where a page is a picture only. removed: what was
    in the file and is not any more, in words. warnings: sentences for the person who sent it.
    """

    pdf: bytes
    pages: int
    texts: tuple[str, ...]
    removed: tuple[str, ...]
    warnings: tuple[str, ...]

    @property
    def has_text(self) -> tuple[bool, ...]:
        return tuple(bool(text.strip()) for text in self.texts)


@dataclass(frozen=True)
class Refused:
    """Why the file was not taken, as a sentence; nothing was kept."""

    sentence: str


def rewrite_upload(data: bytes, *, seconds: float = MOST_SECONDS) -> Rewritten | Refused:
    """Rewrite a PDF of at most 20 MB and 1,000 pages, or say why not. Never raises because of the file."""
    if not data:
        return Refused("This file is empty. Check that it was saved, and send it again.")
    if len(data) > MOST_BYTES:
        return Refused("This file is larger than 20 MB. Make its pictures smaller or send it in parts.")
    if b"%PDF-" not in data[:1024]:
        return Refused("This file is not a PDF, whatever its name says. Save it as a PDF and send that.")
    too_long = Refused("This PDF took too long to check. Print it to a new PDF and send that one.")
    too_complex = Refused("This PDF is too large or too complicated to be checked. Print it to a new PDF.")
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and folder
            [sys.executable, "-I", str(WASH), str(CAGE)],
            input=data,
            capture_output=True,
            timeout=seconds,
            env={"LANG": "C.UTF-8"},
            cwd=os.sep,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return too_long
    if done.returncode or len(done.stdout) < 4:
        return too_complex
    (size,) = struct.unpack(">I", done.stdout[:4])
    answer = json.loads(done.stdout[4 : 4 + size])
    if "refused" in answer:
        return Refused(answer["refused"])
    return Rewritten(
        pdf=done.stdout[4 + size :],
        pages=answer["pages"],
        texts=tuple(answer["texts"]),
        removed=tuple(answer["removed"]),
        warnings=tuple(answer["warnings"]),
    )
