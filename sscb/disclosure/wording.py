"""Small numbers in typed words: what a writer is asked to look at again before others read it. Pure.

It finds what can be found without understanding: it is a hint for the writer, who decides, and no proof of anything.
"""

import re
from collections.abc import Collection

from sscb.disclosure.cells import FEWEST, SMALLEST_GROUP

_WORDS = {"one": 1, "two": 2, "three": 3, "four": 4}
_WHO = (
    "child|children|baby|babies|infants?|boys?|girls?|teenagers?|young (?:person|people|wom[ae]n|m[ae]n)|siblings?|"
    "brothers?|sisters?|twins|pupils?|students?|famil(?:y|ies)|mothers?|fathers?|parents?|carers?|victims?|patients?|"
    "deaths?|died|suicides?|cases?|referrals?|assessments?|conferences?|reviews?|interviews?|visits?|incidents?|"
    "episodes?|notices?|detentions?|arrests?|allegations?|care leavers?|placements?|admissions?"
)
_TIME = r"(?:hours?|days?|weeks?|months?|years?)"
_NUMBER = r"(?:\d[\d,]*|one|two|three|four)"
_COUNTED = re.compile(rf"(?<![\w.,£/%-])({_NUMBER})(?! {_TIME} of\b)(?: [\w’'-]+){{0,2}}? (?:{_WHO})\b", re.IGNORECASE)
_PART_OF = re.compile(rf"(?<![\w.,£/-])({_NUMBER}) (?:of|out of)(?: the| all)? (\d[\d,]*|{'|'.join(_WORDS)}|\w+)",
                      re.IGNORECASE)  # fmt: skip
_IN_SO_MANY = re.compile(r" in (?:every )?(?:\d+|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty)\b")
_SHARE = re.compile(r"(?<![\w.])\d+(?:\.\d+)? ?(?:%|per cent)")


def small_counts_in(text: str, hidden: Collection[str] = ()) -> list[str]:
    """The phrases that state a number which is not shown to everybody, as they were typed, in order.

    "three children", "2 of 50", "48 of 50" (the two left over can be named), "5 of 9" (so few), and whatever `hidden`
    holds: figures as Quality and Performance sees them, such as "12", "12 of 80" or "15.0%".
    """
    found: dict[int, str] = {}
    for match in _COUNTED.finditer(text):
        number = _number(match[1])
        if _IN_SO_MANY.match(text, match.end()):
            continue
        if _small(number) or str(number) in hidden:
            found[match.start()] = match[0]
    for match in _PART_OF.finditer(text):
        part, whole = _number(match[1]), _number(match[2])
        if whole is None:
            if _small(part) and match[1].isdigit():
                found.setdefault(match.start(), match[0])
        elif part <= whole and (
            _small(part) or _small(whole - part) or whole < SMALLEST_GROUP or f"{part} of {whole}" in hidden
        ):
            found[match.start()] = match[0]
    for match in _SHARE.finditer(text):
        if match[0].replace(" per cent", "%").replace(" ", "") in hidden:
            found[match.start()] = match[0]
    return [found[place] for place in sorted(found)]


def _number(text: str) -> int | None:
    plain = text.lower().replace(",", "")
    return _WORDS.get(plain, int(plain) if plain.isdigit() else None)


def _small(number: int | None) -> bool:
    return number is not None and 0 < number < FEWEST
