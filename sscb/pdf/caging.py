"""Cage: one layout process, seen from outside. The printer keeps a few of them.

A cage starts with a clean environment, an empty folder of its own, limits and no network; what happens inside is in
`cage/`. It is asked one document at a time, and either answers within the time or is lost.
"""

import json
import os
import select
import shutil
import struct
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

from sscb.pdf import fonts

CAGE = Path(__file__).resolve().parent / "cage"

FOLDER = "sscb-cage-"
MOST_MEMORY_BYTES = 1024 * 1024 * 1024
MOST_FILE_BYTES = 64 * 1024 * 1024


class Lost(Exception):
    """The cage gave no answer; the argument says how: time or died."""


def clear_leftovers() -> None:
    """Take away the folders of cages whose printer was killed before it could; each is named after its process."""
    for folder in Path(tempfile.gettempdir()).glob(f"{FOLDER}*"):
        owner = folder.name.removeprefix(FOLDER).split("-")[0]
        if not owner.isdecimal():
            continue
        try:
            os.kill(int(owner), 0)  # asks whether it lives, nothing else
        except ProcessLookupError:
            shutil.rmtree(folder, ignore_errors=True)
        except (PermissionError, OverflowError):
            continue  # somebody else's, and alive


class Cage:
    """One layout process. Not for use by two threads at once."""

    def __init__(self, fonts_folder: Path, assets: Mapping[str, bytes]):
        clear_leftovers()
        self.home = Path(tempfile.mkdtemp(prefix=f"{FOLDER}{os.getpid()}-"))
        conf = self.home / "fonts.conf"
        conf.write_text(fonts.fontconfig(fonts_folder.resolve(), self.home / "cache"), encoding="utf-8")
        (self.home / "empty").mkdir()
        self.process = subprocess.Popen(  # noqa: S603 - our own interpreter and folder
            [sys.executable, "-I", str(CAGE)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=self.home / "empty",
            env={"FONTCONFIG_FILE": str(conf), "LANG": "C.UTF-8", "HOME": str(self.home), "TMPDIR": str(self.home)},
            start_new_session=True,
        )
        self.no_network = False
        self._greeted = False
        self._send(
            {"memory_bytes": MOST_MEMORY_BYTES, "file_bytes": MOST_FILE_BYTES, "assets": list(assets)},
            *assets.values(),
        )

    def greet(self, seconds: float = 60.0) -> None:
        """Wait until the engine is loaded. Raises Lost."""
        if not self._greeted:
            head, _ = self._receive(time.monotonic() + seconds)
            self.no_network, self._greeted = bool(head.get("no_network")), True

    def print(self, html: str, css: str, mark: str, strict: bool, seconds: float) -> tuple[dict, bytes]:
        self.greet()
        deadline = time.monotonic() + seconds
        self._send({"mark": mark, "strict": strict, "seconds": seconds}, html.encode(), css.encode())
        head, blobs = self._receive(deadline)
        return head, blobs[0]

    def _send(self, head: dict, *blobs: bytes) -> None:
        text = json.dumps({**head, "sizes": [len(blob) for blob in blobs]}).encode()
        try:
            self.process.stdin.write(struct.pack(">I", len(text)) + text + b"".join(blobs))
            self.process.stdin.flush()
        except OSError as problem:
            raise Lost("died") from problem

    def _receive(self, deadline: float) -> tuple[dict, list[bytes]]:
        (size,) = struct.unpack(">I", self._read(4, deadline))
        head = json.loads(self._read(size, deadline))
        return head, [self._read(size, deadline) for size in head["sizes"]]

    def _read(self, size: int, deadline: float) -> bytes:
        pipe, pieces = self.process.stdout.fileno(), []
        while size:
            ready, _, _ = select.select([pipe], [], [], max(0.0, deadline - time.monotonic()))
            if not ready:
                raise Lost("time")
            piece = os.read(pipe, min(size, 1 << 20))
            if not piece:
                raise Lost("died")
            pieces.append(piece)
            size -= len(piece)
        return b"".join(pieces)

    def close(self) -> None:
        """End the process and take its folder away."""
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            try:
                pipe.close()
            except OSError:
                pass  # what was still to be sent has no reader any more
        shutil.rmtree(self.home, ignore_errors=True)
