"""Somebody at a browser: opens pages, reads them, and looks at each from top to bottom as everybody must be able to."""

import re
from functools import cache
from pathlib import Path

WIDTHS = (1280, 375)
DESK, TELEPHONE = WIDTHS
# On a telephone the page is the same but for where things stand: what axe can find there by place is asked again.
ASKED = {
    DESK: {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
    TELEPHONE: {"type": "rule", "values": ["target-size", "scrollable-region-focusable", "meta-viewport", "skip-link"]},
}
AXE = """asked => axe.run(document, {runOnly: asked, resultTypes: ["violations"]})"""
RENEWS = "meta[http-equiv=refresh], [data-live]"
"""A page that fetches itself again by itself, as while a pack is built."""
STAND_STILL = """() => {
  window.stop();
  window.fetchesAgain = window.fetch;
  window.fetch = () => Promise.reject(new Error("The page is being looked at."));
}"""
GO_ON = """() => { window.fetch = window.fetchesAgain; }"""
# Three quarters of axe's time go into the contrast of one text after another, of a thousand cells of a table too. Texts
# that look alike (colour, size, weight, all that lies behind them, whether they may be used) have one contrast: it is
# asked of the first three of each look, and of every label.
ONE_OF_EACH_LOOK = """() => {
  const known = new Map(), behind = new WeakMap();
  const ground = element => {
    if (!element) return "";
    if (!behind.has(element)) {
      const s = getComputedStyle(element);
      const own = [s.backgroundColor, s.backgroundImage, s.opacity, s.filter, s.mixBlendMode, s.clip, s.clipPath,
                   s.visibility, s.position === "relative" ? "static" : s.position,
                   element.matches(":disabled, [aria-disabled=true], [inert], [aria-hidden=true]")].join(" ");
      const before = ground(element.parentElement);
      const plain = "rgba(0, 0, 0, 0) none 1 none normal auto none visible static false";
      behind.set(element, own === plain ? before : before + " / " + own);
    }
    return behind.get(element);
  };
  for (const element of document.body.querySelectorAll("*")) {
    const own = [...element.childNodes].filter(node => node.nodeType === Node.TEXT_NODE);
    const text = own.map(node => node.data).join("").trim();
    const field = element.matches("input, select, textarea, button");
    if (!text && !field) continue;
    const label = element.closest("label, legend") || element.id;
    if (!label && !field) {
      const s = getComputedStyle(element), box = element.getBoundingClientRect();
      const look = [ground(element), s.color, s.fontSize, s.fontWeight, s.textShadow, s.display === "none",
                    box.width > 1 && box.height > 1, /[A-Za-z0-9]{2}/.test(text)].join(" | ");
      known.set(look, (known.get(look) || 0) + 1);
      if (known.get(look) > 3) continue;
    }
    element.setAttribute("data-look", "");
  }
  axe.configure({rules: [{id: "color-contrast", selector: "[data-look]"}]});
}"""
TOO_WIDE = """() => document.documentElement.scrollWidth - document.documentElement.clientWidth"""


@cache
def axe_script() -> str:
    import axe_playwright_python as axe

    return (Path(axe.__file__).parent / "axe.min.js").read_text(encoding="utf-8")


class Visitor:
    def __init__(
        self, page, seen: set[str], axe: str, javascript: bool, signed_in: dict | None = None, width: int = DESK
    ):
        self.page, self.axe, self.javascript, self.width = page, axe, javascript, width
        self.who = "nobody"
        self._signed_in = {} if signed_in is None else signed_in
        self._seen = seen
        self.blocked: list[str] = []
        page.on("console", self._hear)
        page.on("pageerror", lambda fault: self.blocked.append(str(fault)))

    def _hear(self, message) -> None:
        if "Content Security Policy" in message.text or "Refused to" in message.text:
            self.blocked.append(message.text)

    # --- what a person does ---------------------------------------------------------------------------------------

    def sign_in_as(self, role: str, *, name: str = "") -> None:
        """One click on the demonstration's page. `role` as the page says it; `name` where several people hold it.

        Whoever has been here before in another test comes back to the session they had: one page instead of three.
        """
        known = self._signed_in.get(name or role)
        if known:
            self.who = role
            self.page.context.add_cookies(known)
            self.page.goto("/")
            if "/sign-in/" not in self.page.url:
                self.look()
                return
        self.open("/try/")
        entry = self.page.locator("ul.people > li").filter(has_text=name or role).first
        self.who = role
        entry.get_by_role("button").click()
        self.page.wait_for_url("**/")
        self._signed_in[name or role] = self.page.context.cookies()
        self.look()

    def open(self, path: str, *, status: int = 200) -> None:
        answer = self.page.goto(path)
        assert answer.status == status, f"{path} answered {answer.status} to {self.who}."
        self.look()

    def follow(self, words: str, *, exact: bool = False) -> None:
        self.page.get_by_role("link", name=words, exact=exact).first.click()
        self.look()

    def press(self, words: str) -> None:
        self.page.get_by_role("button", name=words).first.click()
        self.look()

    def fill(self, label: str, text: str) -> None:
        self.page.get_by_label(label).fill(text)

    # --- what a person reads --------------------------------------------------------------------------------------

    @property
    def heading(self) -> str:
        return self.page.locator("h1").inner_text()

    @property
    def text(self) -> str:
        return self.page.locator("body").inner_text()

    @property
    def main(self) -> str:
        return self.page.locator("main").inner_text()

    # --- what every page must be ----------------------------------------------------------------------------------

    def look(self) -> None:
        """No fault for axe and no sideways scrolling, on a desk and on a telephone. Once a page and sort of reader."""
        self.page.wait_for_load_state("load")
        place = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "*", self.page.url.split("?")[0].split("/", 3)[3])
        if not self.javascript:
            return  # what is measured below is measured by script, and is the same page
        mark = re.sub(r"\d+", "*", f"{self.who} {place} {self.heading[:40]}")
        if mark in self._seen:
            return
        self._seen.add(mark)
        renews = self.page.locator(RENEWS).count()
        if renews:
            self.page.evaluate(STAND_STILL)  # or, on a slow machine, it would be another page before it is looked at
        assert self.page.locator("h1").count() == 1, f"/{place} has not one heading."
        assert self.page.evaluate("document.documentElement.lang") == "en-GB"
        self.page.evaluate(self.axe)
        self.page.evaluate(ONE_OF_EACH_LOOK)
        for width in WIDTHS:
            self.page.set_viewport_size({"width": width, "height": 900})
            too_wide = self.page.evaluate(TOO_WIDE)
            assert too_wide <= 0, f"/{place} is {too_wide} pixels too wide at {width}."
            self._axe(place, width)
        self.page.set_viewport_size({"width": self.width, "height": 900})
        if renews:
            self.page.evaluate(GO_ON)

    def _axe(self, place: str, width: int) -> None:
        found = self.page.evaluate(AXE, ASKED[width])["violations"]
        faults = [(one["id"], one["help"], [node["target"] for node in one["nodes"]][:5]) for one in found]
        assert faults == [], f"/{place} at {width}: {faults}"
