"""The only module of the portal that touches the layout engine. It runs inside the cage and nowhere else (SEC-39)."""

import base64
import binascii
import logging
import re
import sys
from types import ModuleType
from urllib.parse import unquote_to_bytes

# Font tools for variable faces and for machines without harfbuzz-subset. The pack's faces are static and the library is
# checked before a cage starts, so they are never called; loading them would be a fifth of the cage's start.
for _unused, _name in (("fontTools.subset", "Subsetter"), ("fontTools.varLib.instancer", "instantiateVariableFont")):
    sys.modules[_unused] = ModuleType(_unused)
    setattr(sys.modules[_unused], _name, None)

import tagtree  # noqa: E402
from weasyprint import CSS, HTML  # noqa: E402
from weasyprint.css.counters import CounterStyle  # noqa: E402
from weasyprint.logger import LOGGER, PROGRESS_LOGGER  # noqa: E402
from weasyprint.text.fonts import FontConfiguration  # noqa: E402
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse  # noqa: E402

MOST_PAGES = 300
MOST_DATA_BYTES = 200_000
PICTURE = re.compile(r"data:(image/(?:png|jpeg));base64,(.*)", re.DOTALL)


class TooManyPages(Exception):
    """Raised while laying out, so that a runaway document stops at once."""


class Fetcher(URLFetcher):
    """Gives the pack's own pictures by name and small pictures written into the page. Everything else is an event."""

    def __init__(self, assets: dict[str, bytes], strict: bool):
        super().__init__(allowed_protocols=(), allow_redirects=False, fail_on_errors=strict)
        self._assets = assets
        self.blocked: list[str] = []

    def fetch(self, url, headers=None):
        name = url.removeprefix("asset:")
        if name != url and name in self._assets:
            kind = "image/svg+xml" if name.endswith(".svg") else "image/png"
            return URLFetcherResponse(url, self._assets[name], {"Content-Type": kind})
        picture = PICTURE.match(url) if len(url) <= MOST_DATA_BYTES * 2 else None
        if picture:
            try:
                data = base64.b64decode(unquote_to_bytes(picture[2]), validate=True)
            except (binascii.Error, ValueError):
                data = b""
            if 0 < len(data) <= MOST_DATA_BYTES:
                return URLFetcherResponse("data:", data, {"Content-Type": picture[1]})
        self.blocked.append(url[:200])
        raise ValueError("the PDF cage fetches nothing")

    def open(self, url, data=None, timeout=None):
        return self.fetch(getattr(url, "full_url", url))


class Ears(logging.Handler):
    """Hears what the engine says: complaints are kept, the page count stops a runaway."""

    def __init__(self):
        super().__init__(logging.INFO)
        self.complaints: list[str] = []

    def emit(self, record):
        if record.name == PROGRESS_LOGGER.name:
            if "Page %d" in str(record.msg) and isinstance(record.args, tuple) and record.args[0] > MOST_PAGES:
                raise TooManyPages
        elif record.levelno >= logging.WARNING and len(self.complaints) < 50:
            self.complaints.append(record.getMessage()[:300])


class Press:
    """Lays out one document after another; what does not change between them is read once."""

    def __init__(self, assets: dict[str, bytes]):
        self._assets = assets
        self._fonts = FontConfiguration()
        self._sheets: dict[str, CSS] = {}
        self._counters = CounterStyle()

    def print(self, html: str, css: str, *, mark: str, strict: bool) -> tuple[dict, bytes]:
        """Answer and PDF. A failure is an answer with `error`, one word the printer turns into a sentence."""
        ears, fetcher = Ears(), Fetcher(self._assets, strict)
        for logger in (LOGGER, PROGRESS_LOGGER):
            logger.handlers, logger.propagate = [ears], False
            logger.setLevel(logging.INFO)
        reply: dict = {"error": "", "detail": "", "blocked": fetcher.blocked, "complaints": ears.complaints}
        try:
            reply |= (made := self._lay_out(html, css, fetcher, mark))[0]
            return reply, made[1]
        except FatalURLFetchingError:
            reply["error"] = "fetch"
        except TooManyPages:
            reply["error"] = "pages"
        except (MemoryError, RecursionError):
            reply["error"] = "large"
        except Exception as problem:
            reply["error"], reply["detail"] = "broken", f"{type(problem).__name__}: {problem}"[:500]
        return reply, b""

    def _lay_out(self, html: str, css: str, fetcher: Fetcher, mark: str) -> tuple[dict, bytes]:
        # A sheet without imports is the same whoever asks, so it is read once. One with imports meets this fetcher.
        sheet = self._sheets.get(css)
        if sheet is None:
            sheet = CSS(
                string=css, base_url=None, url_fetcher=fetcher, font_config=self._fonts, counter_style=self._counters
            )
            if "@import" not in css and len(self._sheets) < 8:
                self._sheets[css] = sheet
        source = HTML(string=html, base_url=None, url_fetcher=fetcher)
        document = source.render(
            font_config=self._fonts, counter_style=self._counters, stylesheets=[sheet], presentational_hints=False,
            pdf_variant="pdf/ua-1", pdf_forms=False,
        )  # fmt: skip
        if len(document.pages) > MOST_PAGES:
            raise TooManyPages
        pdf = document.write_pdf(
            finisher=lambda paper, file: tagtree.tidy(paper, file, mark), pdf_variant="pdf/ua-1", pdf_forms=False
        )
        reply = {
            "pages": len(document.pages),
            "headings": headings(document.make_bookmark_tree()),
            "anchors": {name: number for number, page in enumerate(document.pages, 1) for name in page.anchors},
        }
        return reply, pdf


def headings(branches, level: int = 1) -> list[dict]:
    """The bookmark tree as a flat list in reading order: level from 1, text, page from 1."""
    flat = []
    for text, (page, _x, _y), children, _state in branches:
        flat.append({"level": level, "text": text, "page": page + 1})
        flat += headings(children, level + 1)
    return flat
