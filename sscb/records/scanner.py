"""The virus scanner, spoken to over its own line (clamd, INSTREAM). What it did not clearly call clean is not clean.

clamd calls a file OK that is larger or deeper than its own limits, unless it is told otherwise: deploy/clamav says how.
"""

import socket
import struct
import time
from collections.abc import Callable

from django.conf import settings

MOST_SECONDS = 120.0
LISTENS = 1.0
"""So long for one look whether there is an answer; between looks the job says that it lives."""
PIECE = 1 << 16
CLEAN, INFECTED, TOO_MUCH, NO_VERDICT = "clean", "infected", "too much", "no verdict"
BEYOND = ("Heuristics.Limits.Exceeded", "size limit exceeded")


def scan(content: bytes, *, beat: Callable[[], None] = lambda: None) -> str:
    """One of the four words above; the scanner's own words stay in its own log (SEC-26). Never raises because of the
    scanner: away, silent or confused, it has given no verdict."""
    ends = time.monotonic() + MOST_SECONDS
    try:
        with _line(settings.CLAMD) as line:
            line.settimeout(MOST_SECONDS)
            try:
                _send(line, content)
            except (BrokenPipeError, ConnectionResetError):
                pass  # it hung up in the middle: what it said first, such as that the file is too large, still counts
            line.settimeout(LISTENS)
            return _understood(_heard(line, ends, beat))
    except (OSError, ValueError):
        return NO_VERDICT


def answers(where: str) -> bool:
    """It is there and greets back. For the health page."""
    try:
        with _line(where) as line:
            line.sendall(b"zPING\0")
            return line.recv(16).startswith(b"PONG")
    except (OSError, ValueError):
        return False


def _line(where: str) -> socket.socket:
    if where.startswith("/"):
        line, address = socket.socket(socket.AF_UNIX), where
    else:
        host, _, port = where.rpartition(":")
        line, address = socket.socket(socket.AF_INET), (host, int(port))
    line.settimeout(LISTENS)
    try:
        line.connect(address)
    except OSError:
        line.close()
        raise
    return line


def _send(line: socket.socket, content: bytes) -> None:
    line.sendall(b"zINSTREAM\0")
    for start in range(0, len(content), PIECE):
        piece = content[start : start + PIECE]
        line.sendall(struct.pack(">I", len(piece)) + piece)
    line.sendall(struct.pack(">I", 0))


def _heard(line: socket.socket, ends: float, beat: Callable[[], None]) -> bytes:
    """Its whole answer, up to the mark that ends it; what was cut off is no answer."""
    heard = b""
    while not heard.endswith(b"\0"):
        try:
            more = line.recv(4096)
        except TimeoutError:
            if time.monotonic() > ends:
                raise
            beat()
            continue
        if not more:
            return b""
        heard += more
    return heard


def _understood(answer: bytes) -> str:
    said = answer.rstrip(b"\0").decode("utf-8", "replace").strip()[:200]
    if any(words in said for words in BEYOND):
        return TOO_MUCH
    if said == "stream: OK":
        return CLEAN
    if said.startswith("stream: ") and said.endswith(" FOUND"):
        return INFECTED
    return NO_VERDICT
