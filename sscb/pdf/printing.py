"""Printer: gives HTML to cages and takes back tagged PDF parts.

A cage lives as long as the printer, so the layout engine is loaded once. A cage that dies or takes too long is
replaced, and its document fails with a sentence; the others go on.
"""

import hashlib
import queue
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from sscb.pdf import caging, fonts, libraries
from sscb.pdf.caging import Cage, Lost

ICONS = Path(__file__).resolve().parent / "icons"
STYLESHEET = Path(__file__).resolve().parent / "pack.css"

MOST_HTML_BYTES = 5_000_000
MOST_SECONDS = 120.0

SENTENCES = {
    "fetch": "This part asks for something outside the pack, which is never fetched. Take the link or picture out.",
    "pages": "This part is too large: more than 300 pages would have to be laid out. Split it or attach it as a PDF.",
    "large": "This part is too large to be laid out. Make it shorter or simpler; nothing else was lost.",
    "time": "Laying out this part took too long and was stopped. Make it shorter or simpler; nothing else was lost.",
    "died": "Laying out this part gave no answer, most often because it is too large; nothing else was lost.",
    "broken": "This part could not be laid out. Tell the portal's support; nothing else was lost.",
    "size": "This part is too large: its text is over 5 MB. Split it or attach it as a PDF.",
    "closed": "The printing room was closed before this part was laid out. Start the build again; nothing was lost.",
}


@dataclass(frozen=True)
class Heading:
    level: int
    text: str
    page: int


@dataclass(frozen=True)
class Printed:
    """What came back for one document. `error` is a sentence for people, `detail` a line for the log.

    `pages` counts sheets; `headings` and `anchors` give pages from 1 within this part. `blocked` lists addresses the
    cage refused to fetch: each is a security event.
    """

    key: str
    pdf: bytes = b""
    pages: int = 0
    headings: tuple[Heading, ...] = ()
    anchors: Mapping[str, int] = field(default_factory=dict)
    blocked: tuple[str, ...] = ()
    complaints: tuple[str, ...] = ()
    error: str = ""
    detail: str = ""

    @property
    def ok(self) -> bool:
        return not self.error


class CannotPrint(Exception):
    """Nothing can be printed on this machine; the text is a sentence for people."""


def pack_stylesheet() -> str:
    """The print stylesheet of the pack, as text."""
    return STYLESHEET.read_text(encoding="utf-8")


def part_mark(html: str, css: str) -> str:
    """Twelve letters that stand for a part's content: equal content, equal mark, equal bytes."""
    return hashlib.sha256(f"{len(html)}\n{html}\n{css}".encode()).hexdigest()[:12]


@lru_cache(maxsize=1)
def press_version() -> str:
    """Changes whenever the same text might print otherwise: another engine, other code of the cage, other icons.

    Belongs in the key under which printed parts are kept.
    """
    engine = find_spec("weasyprint")  # found, not loaded; its first file holds its version
    files = [Path(engine.origin)] if engine and engine.origin else []
    files += sorted(caging.CAGE.glob("*.py"))
    content = [*(path.read_bytes() for path in files), *pack_icons().values()]
    return hashlib.sha256(b"".join(content)).hexdigest()[:16]


class Printer:
    """A few cages kept warm. `with Printer() as printer: printer.print_many([...])`.

    `strict` makes any attempted fetch fail the document (tests); otherwise it is skipped and listed in `blocked`.
    `seconds` is the limit for one document. The cages start with the first document, or with `start()`.
    """

    def __init__(
        self,
        processes: int = 2,
        *,
        fonts_folder: Path | None = None,
        assets: Mapping[str, bytes] | None = None,
        strict: bool = False,
        seconds: float = MOST_SECONDS,
    ):
        self.processes = processes
        self.strict = strict
        self.seconds = seconds
        self._fonts_folder = fonts_folder or fonts.folder()
        self._assets = {**pack_icons(), **(assets or {})}
        self._cages: list[Cage | None] = [None] * processes
        self._busy = threading.Lock()
        self._closed = False

    def __enter__(self) -> "Printer":
        return self

    def __exit__(self, *_) -> None:
        self.close()

    def start(self) -> None:
        """Start every cage now, without waiting for it. Raises CannotPrint."""
        for place in range(self.processes):
            self._cage(place)

    def close(self) -> None:
        self._closed = True
        for place in range(self.processes):
            self._drop(place)

    def walls(self) -> dict[str, bool]:
        """Which walls hold on this machine, for the health page. Starts a cage when none runs. Raises CannotPrint."""
        cage = self._cage(0)
        try:
            cage.greet()
        except Lost:
            self._drop(0)
            raise CannotPrint(SENTENCES["died"]) from None
        return {"separate process": True, "resource limits": True, "socket guard": True, "no network": cage.no_network}

    def print_one(self, html: str, css: str, key: str = "part") -> Printed:
        return self.print_many([(key, html, css)])[key]

    def print_many(
        self,
        documents: Iterable[tuple[str, str, str]],
        on_done: Callable[[Printed, int, int], None] | None = None,
    ) -> dict[str, Printed]:
        """Lay out (key, html, css) documents, the longest first; results by key, in the order given.

        `on_done(printed, done, total)` is called in the caller's thread as each one is ready; what it raises stops the
        rest. Raises CannotPrint when this machine lacks Pango or the typeface.
        """
        documents = list(documents)
        if len({key for key, _, _ in documents}) != len(documents):
            raise ValueError("Two documents have the same key.")
        if not documents:
            return {}
        with self._busy:
            return self._print_all(documents, on_done)

    def _print_all(self, documents, on_done) -> dict[str, Printed]:
        waiting: queue.SimpleQueue = queue.SimpleQueue()
        finished: queue.SimpleQueue = queue.SimpleQueue()
        for document in sorted(documents, key=lambda one: -len(one[1])):
            waiting.put(document)
        stop = threading.Event()
        places = range(min(self.processes, len(documents)))
        for place in places:
            self._cage(place)  # says here, in the caller's thread, that nothing can be printed
        hands = [threading.Thread(target=self._work, args=(place, waiting, finished, stop)) for place in places]
        for hand in hands:
            hand.start()
        done: dict[str, Printed] = {}
        try:
            while len(done) < len(documents):
                printed = finished.get()
                if isinstance(printed, BaseException):
                    raise printed
                done[printed.key] = printed
                if on_done:
                    on_done(printed, len(done), len(documents))
        finally:
            if len(done) < len(documents):
                stop.set()
                for place in places:
                    if cage := self._cages[place]:
                        cage.process.kill()  # a hand that waits for it gets its answer: none
            for hand in hands:
                hand.join()
        return {key: done[key] for key, _, _ in documents}

    def _work(self, place: int, waiting: queue.SimpleQueue, finished: queue.SimpleQueue, stop: threading.Event) -> None:
        try:
            while not stop.is_set():
                try:
                    key, html, css = waiting.get_nowait()
                except queue.Empty:
                    return
                finished.put(self._print(place, key, html, css))
        except BaseException as problem:
            finished.put(problem)

    def _print(self, place: int, key: str, html: str, css: str) -> Printed:
        if len(html.encode()) > MOST_HTML_BYTES:
            return Printed(key, error=SENTENCES["size"])
        try:
            reply, pdf = self._cage(place).print(html, css, part_mark(html, css), self.strict, self.seconds)
        except Lost as lost:
            self._drop(place)
            return Printed(key, error=SENTENCES["closed" if self._closed else lost.args[0]], detail=lost.args[0])
        if reply["error"] == "large":
            self._drop(place)  # what is left of its memory is not worth keeping
        return Printed(
            key,
            pdf=pdf,
            pages=reply.get("pages", 0),
            headings=tuple(Heading(**heading) for heading in reply.get("headings", ())),
            anchors=reply.get("anchors", {}),
            blocked=tuple(reply["blocked"]),
            complaints=tuple(reply["complaints"]),
            error=SENTENCES[reply["error"]] if reply["error"] else "",
            detail=reply["detail"] or reply["error"],
        )

    def _cage(self, place: int) -> Cage:
        if self._closed:
            raise CannotPrint(SENTENCES["closed"])
        cage = self._cages[place]
        if cage is None:
            problem = libraries.missing_libraries() or fonts.fonts_ready(self._fonts_folder)
            if problem:
                raise CannotPrint(problem)
            cage = self._cages[place] = Cage(self._fonts_folder, self._assets)
        return cage

    def _drop(self, place: int) -> None:
        cage, self._cages[place] = self._cages[place], None
        if cage is not None:
            cage.close()


def pack_icons() -> dict[str, bytes]:
    """The pack's own pictures by name, as `asset:late.svg` finds them."""
    return {path.name: path.read_bytes() for path in sorted(ICONS.glob("*.svg"))}
