"""Icons whose outline alone tells the meaning; letters and signs in them are drawn, so no font is needed.

They stand beside words and are hidden from screen readers, unless words are given to carry.
"""

from html import escape

from sscb.charts.palette import CONCERN, DONE, IMPROVEMENT, INK, LATE, MARKS, RULE, SECOND, SOON, UNUSUAL, WHITE

USUAL, TRIAL, NONE, NO_DATA, TABLE = "usual", "trial", "none", "no-data", "table"
VARIATIONS = (USUAL, IMPROVEMENT, CONCERN, UNUSUAL, TRIAL, NONE, NO_DATA, TABLE)
PASS, HIT_AND_MISS, FAIL = "pass", "hit-and-miss", "fail"
ASSURANCES = (PASS, HIT_AND_MISS, FAIL, NONE)
STATES = ("late", "soon", "done", "waiting", "stop")

_H, _L = "M{0} {1}v7M{2} {1}v7M{0} {3}h4.4", "M{0} {1}v7h3.9"
_WAVE = "M7.6 15.2c1.6-4.6 4.2-4.6 6.4-1.2s4.8 3.4 6.4-1.2"
_SHIELD = "M14 1.5L25.5 5v9c0 6.2-4.8 10.6-11.5 13C7.3 24.6 2.5 20.2 2.5 14V5z"
_OCTAGON = "M9 2.2h10l6.8 6.8v10l-6.8 6.8h-10l-6.8-6.8v-10z"


def _svg(body: str, size: float, words: str, uid: str, box: int = 28) -> str:
    if words:
        named = f'role="img" aria-labelledby="{uid}"><title id="{uid}">{escape(words)}</title>'
    else:
        named = 'aria-hidden="true" focusable="false">'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {box} {box}" width="{size:g}" height="{size:g}" '
        f'class="icon" {named}{body}</svg>'
    )


def _stroke(path: str, colour: str, width: float, more: str = "") -> str:
    return (
        f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="{width:g}" stroke-linecap="round" '
        f'stroke-linejoin="round"{more}/>'
    )


def _side(side: str, middle: float) -> str:
    """H or L and an arrow, in white, about the middle of the icon."""
    top = middle - 3.5
    letter = (
        _H.format("8.6", f"{top:g}", "13", f"{middle:g}") if side == "high" else _L.format("9.2", f"{top:g}")
    )  # fmt: skip
    arrow = (
        f"M17.8 {top + 7.2:g}V{top:g}M15.2 {top + 2.9:g}L17.8 {top:g}L20.4 {top + 2.9:g}" if side == "high"
        else f"M17.8 {top:g}v7.2M15.2 {top + 4.3:g}L17.8 {top + 7.2:g}L20.4 {top + 4.3:g}"
    )  # fmt: skip
    return _stroke(letter + arrow, WHITE, 1.7)


def variation_icon(kind: str, side: str = "", *, size: float = 28, words: str = "", uid: str = "") -> str:
    """`kind`: usual, improvement, concern, unusual, trial, none, no-data or table; `side`: high, low or "".

    With `words` the icon is an image with that name (give a `uid` too); without, it is hidden beside its words.
    """
    ring = '<circle cx="14" cy="14" r="12" fill="{}" stroke="{}" stroke-width="2"{}/>'
    if kind == CONCERN:
        body = f'<path d="M14 0.4L27.6 14L14 27.6L0.4 14z" fill="{MARKS[CONCERN]}"/>' + _side(side, 14)
    elif kind == IMPROVEMENT:
        body = f'<rect x="2" y="2" width="24" height="24" rx="1.5" fill="{MARKS[IMPROVEMENT]}"/>' + _side(side, 14)
    elif kind == UNUSUAL:
        body = f'<path d="M14 0.8L28 26.4H0z" fill="{MARKS[UNUSUAL]}"/>' + _side(side, 19.6)
    elif kind == USUAL:
        body = ring.format(WHITE, SECOND, "") + _stroke(_WAVE, INK, 2)
    elif kind == TRIAL:
        body = ring.format(WHITE, SECOND, ' stroke-dasharray="2.4 2.6"') + _stroke(_WAVE, INK, 2)
    elif kind == NO_DATA:
        body = f'<rect x="3" y="3" width="22" height="22" fill="{WHITE}" stroke="{SECOND}" stroke-width="1.8"/>'
        body += _stroke("M8 8l12 12M20 8l-12 12", SECOND, 1.8)
    elif kind == TABLE:
        body = f'<rect x="3" y="4" width="22" height="20" fill="{WHITE}" stroke="{SECOND}" stroke-width="1.8"/>'
        body += _stroke("M3 10.7h22M3 17.3h22M10.3 4v20M17.7 4v20", SECOND, 1.3)
    else:
        body = ring.format(WHITE, SECOND, ' stroke-dasharray="2.4 2.6"') + _stroke("M10 14h8", INK, 2)
    return _svg(body, size, words, uid)


def assurance_icon(kind: str, *, size: float = 28, words: str = "", uid: str = "") -> str:
    """`kind`: pass (shield P), hit-and-miss (half-filled disc ?), fail (octagon F) or none (nothing is drawn)."""
    if kind == PASS:
        body = f'<path d="{_SHIELD}" fill="{MARKS[IMPROVEMENT]}"/>'
        body += _stroke("M11.4 19.5v-11h3.6a3.2 3.2 0 0 1 0 6.4h-3.6", WHITE, 2)
    elif kind == FAIL:
        body = f'<path d="{_OCTAGON}" fill="{MARKS[CONCERN]}"/>' + _stroke("M11 19.5v-11h6.6M11 13.8h5.4", WHITE, 2)
    elif kind == HIT_AND_MISS:
        body = f'<circle cx="14" cy="14" r="12" fill="{WHITE}" stroke="{SECOND}" stroke-width="2"/>'
        body += '<path d="M14 2a12 12 0 0 0 0 24z" fill="#c3cacd"/>'
        body += _stroke("M10.8 10.8a3.3 3.3 0 1 1 5 2.8c-1.3 0.8-1.8 1.5-1.8 3.1M14 20.3v0.2", INK, 2)
    else:
        return ""
    return _svg(body, size, words, uid)


def pack_icon(kind: str, *, size: float = 11, words: str = "", uid: str = "") -> str:
    """The pack's small icons: the same outlines with a wave, exclamation mark, tick or bar; 11 points high."""
    if kind == CONCERN:
        body = f'<path d="M14 0.4L27.6 14L14 27.6L0.4 14z" fill="{MARKS[CONCERN]}"/>'
        body += _stroke("M14 7.5v8M14 19.9v0.2", WHITE, 3)
    elif kind == IMPROVEMENT:
        body = f'<rect x="2" y="2" width="24" height="24" rx="1.5" fill="{MARKS[IMPROVEMENT]}"/>'
        body += _stroke("M8 14.5l4.3 4.5l8-9.5", WHITE, 3)
    elif kind == UNUSUAL:
        body = f'<path d="M14 0.8L28 26.4H0z" fill="{MARKS[UNUSUAL]}"/>' + _stroke("M9.5 20h9", WHITE, 3)
    else:
        return variation_icon(kind, size=size, words=words, uid=uid)
    return _svg(body, size, words, uid)


def state_mark(state: str, *, size: float = 16, words: str = "", uid: str = "") -> str:
    """`state`: late (triangle), soon (clock), done (disc with a tick), waiting (dashed square) or stop (octagon)."""
    if state == "late":
        body = f'<path d="M14 2L27 26H1z" fill="{LATE}"/>' + _stroke("M14 10.5v7M14 21.8v0.2", WHITE, 2.6)
    elif state == "soon":
        body = f'<circle cx="14" cy="14" r="11.4" fill="{WHITE}" stroke="{SOON}" stroke-width="3"/>'
        body += _stroke("M14 7.5v6.5l4.4 3", SOON, 2.6)
    elif state == "done":
        body = f'<circle cx="14" cy="14" r="13" fill="{DONE}"/>' + _stroke("M8 14.5l4.3 4.3l8-9.3", WHITE, 3)
    elif state == "waiting":
        body = (
            f'<rect x="3" y="3" width="22" height="22" fill="none" stroke="{SECOND}" stroke-width="2.6" '
            f'stroke-dasharray="5 3.8"/>'
        )
    else:
        body = f'<path d="{_OCTAGON}" fill="{LATE}"/>' + _stroke("M9 14h10", WHITE, 3.4)
    return _svg(body, size, words, uid)


def late_bar(days: int, most: int, *, wide: float = 96, high: float = 10) -> str:
    """How late, as a bar beside the words in a table of late things. `days` of at most `most`; always hidden."""
    share = 0 if most <= 0 else max(0.0, min(1.0, days / most))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide:g} {high:g}" width="{wide:g}" height="{high:g}" '
        f'class="bar" aria-hidden="true" focusable="false"><path d="M0.5 0.5v{high - 1:g}" stroke="{RULE}"/>'
        f'<rect x="1" y="1.5" width="{max(share * (wide - 2), 1.5 if days > 0 else 0):.1f}" height="{high - 3:g}" '
        f'fill="{LATE}"/></svg>'
    )
