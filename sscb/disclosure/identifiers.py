"""Does a text say who somebody is? Pure: it is given what is known of the case, and finds it, and much that is not.

It refuses too much rather than too little: a refused word costs a minute, a name in a paper cannot be taken back.
`faults` is sure enough to refuse; `doubts` are words that look like names, for a person to judge.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_MONTH = "|".join(f"{month[:3]}(?:{month[3:]})?" if month != "May" else "May" for month in MONTHS) + "|Sept"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_YEAR = r"(?:19|20)\d\d"
DATES = re.compile(
    rf"\b{_YEAR}-\d\d?-{_DAY}\b|\b{_DAY}[/.\-]\d\d?[/.\-](?:\d\d)?\d\d\b"
    rf"|\b{_DAY}(?:st|nd|rd|th)?(?:\s+of)?\s+(?:{_MONTH})\b|\b(?:{_MONTH})\s+{_DAY}(?:st|nd|rd|th)?\b(?!\d)",
    re.IGNORECASE,
)
NUMBERS = re.compile(r"\b\d{3}[ \-]?\d{3}[ \-]?\d{4}\b|\b\d{10}\b")
UPNS = re.compile(r"\b[A-HJ-NP-RT-Z]\d{11}[\dA-HJ-NP-RT-Z]\b")
INITIALS = re.compile(
    r"\b(?:[A-Z]\.\s?){2,3}(?=[\s,(]|$)|\b[A-Z]{1,3},?\s*\(?(?:aged?\s+)?\d{1,2}\s*(?:\)|y/o|yo\b|years? old|yrs?\b)"
    r"|\b[A-Z]{1,3},? aged? \d{1,2}\b"
)
HOUSES = re.compile(
    r"\b\d{1,4}[A-Za-z]?,?\s+[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+)?\s+(?:Rd|St|Way|Hill|Place|Green|Rise|Walk|Mews|View|Park)\b"
)
PHONES = re.compile(r"(?:\+44|\b0)[ ]?\d[\d ]{7,12}\d\b")
POSTCODES = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b", re.IGNORECASE)
MAIL = re.compile(r"\b[^\s@]+@[^\s@]+\.[^\s@]+\b")
TITLED = re.compile(
    r"\b(?:Dr|Mr|Mrs|Ms|Miss|Mx|Prof|Professor|Sister|Nurse|Matron|PC|DC|DS|DI|DCI|Sgt|Sergeant)\.?\s+[A-Z][\w’'-]+"
)
NOT_A_NAME = (
    "The|A|An|This|That|His|Her|Their|Our|Each|Every|No|Any|Another|Local|Primary|Secondary|Special|Nursery|Infant|"
    "Junior|General|Community|Acute|District|Children’s|Children's|Maternity|Same|First|Second|Own|Main|Private|"
    "State|In|At|To|From|After|Before|Since|When|While|On|Of|Both|Two|One|County|Birth|Home|NHS|Busy|Quiet"
)
PLACES = re.compile(
    rf"\b(?!(?:{NOT_A_NAME})\b)[A-Z][\w’'.-]+\s+(?:[A-Z][\w’'.-]+\s+)?"
    r"(?:School|Academy|College|Nursery|Hospital|Infirmary|Hospice|Surgery|Clinic|Ward|Road|Street|Lane|Avenue|Close|"
    r"Drive|Crescent|Terrace|Court|Gardens)\b"
)
CASES = re.compile(r"\b(?:CDR|PAPER|CDOP|AUD)-\d{4}-(?:Q\d-)?(?:[A-Z]-)?\d+\b", re.IGNORECASE)

ORDINARY = frozenset({
    "april", "august", "autumn", "baby", "bill", "bishop", "black", "brown", "carter", "chance", "cook", "day",
    "dean", "drew", "faith", "field", "ford", "forest", "grace", "green", "hall", "hill", "hope", "hunt", "joy",
    "july", "june", "king", "lane", "long", "love", "mark", "may", "moore", "page", "park", "price", "read", "rich",
    "rose", "sky", "star", "stone", "summer", "sunny", "walker", "white", "will", "winter", "wood", "young",
})  # fmt: skip
"""Names that are words too: refused with a capital letter only."""
NO_WORDS = frozenset({
    "academy", "accident", "ambulance", "and", "aunt", "avenue", "baby", "boy", "brother", "care", "center",
    "centre", "child", "children", "clinic", "close", "college", "community", "constable", "consultant", "county",
    "court", "crescent", "daughter", "department", "district", "doctor", "drive", "east", "emergency", "england",
    "family", "father", "flat", "for", "from", "gardens", "general", "girl", "health", "home", "hospice",
    "hospital", "house", "infant", "infirmary", "intensive", "known", "lane", "lower", "midwife", "mother", "near",
    "neonatal", "north", "not", "number", "nurse", "nursery", "paediatric", "parent", "parents", "place", "police",
    "primary", "professor", "road", "saint", "scene", "school", "secondary", "sergeant", "sister", "social",
    "somerset", "son", "south", "street", "surgery", "team", "terrace", "the", "trust", "twin", "uncle", "unit",
    "upper", "visitor", "ward", "west", "with", "worker",
})  # fmt: skip
"""Words of an address or a title that say nothing of anybody."""


@dataclass(frozen=True)
class Secrets:
    """What is known of a case and may stand in no paper: names and places as they were typed, and numbers. Days need
    not be known: every date is refused."""

    names: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Fault:
    """`found`: the words as they stand in the text; `sentence` says what they are and what to write instead.

    `never`: a number or an address that no reason lets stand.
    """

    found: str
    sentence: str
    never: bool = False


def faults(text: str, secrets: Secrets = Secrets(), *, wider: bool = False) -> list[Fault]:
    """Everything in `text` that could say who somebody was, in order of kind. `wider`: it leaves the panel, so a
    case's reference may not stand in it either."""
    found: dict[str, Fault] = {}

    def say(words: str, sentence: str, *, never: bool = False) -> None:
        found.setdefault(words.strip().casefold(), Fault(words.strip(), f"“{words.strip()}” {sentence}", never))

    plain = _plain(text)
    never = (NUMBERS, UPNS, HOUSES, POSTCODES, MAIL, PHONES)
    for pattern, sentence in (
        (DATES, "is a date: write the month, or how many days, weeks or months after what."),
        (NUMBERS, "looks like an NHS number: take it out."),
        (UPNS, "looks like a pupil number: take it out."),
        (INITIALS, "looks like somebody’s initials: write who they are to the child, or what they are by profession."),
        (HOUSES, "looks like an address: take it out."),
        (POSTCODES, "is a postcode: take it out."),
        (MAIL, "is a mail address: take it out."),
        (PHONES, "looks like a telephone number: take it out."),
        (TITLED, "names somebody: write what they are, such as “the midwife”."),
        (PLACES, "names a place: write what kind of place it is."),
    ):
        for match in pattern.finditer(plain):
            say(match.group(), sentence, never=pattern in never)
    if wider:
        for match in CASES.finditer(plain):
            say(match.group(), "is the number of a case: take it out.")
    for match in NUMBERS.finditer(plain):
        if is_nhs_number(match.group()):
            words = match.group().strip()
            found[words.casefold()] = Fault(words, f"“{words}” is an NHS number: take it out.", never=True)
    for word in _known_words(plain, secrets.names):
        say(word, "is a name in this case: write who the person is to the child, or what they are by profession.")
    for word in _known_words(plain, secrets.places):
        say(word, "is a place in this case: write what kind of place it is.")
    squeezed = re.sub(r"[\s\-]", "", plain)
    for number in secrets.numbers:
        if number and re.sub(r"[\s\-]", "", number) in squeezed:
            say(number, "is a number in this case: take it out.")
    return list(found.values())


def _plain(text: str) -> str:
    """Compatibility forms folded, invisible signs out: a name with a soft hyphen in it is still that name."""
    folded = unicodedata.normalize("NFKC", text)
    return "".join(sign for sign in folded if unicodedata.category(sign) != "Cf")


def _bare(word: str) -> str:
    apart = unicodedata.normalize("NFD", word.casefold())
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


WORD = re.compile(r"[^\W\d_]+", re.UNICODE)


def _known_words(text: str, known: Iterable[str]) -> list[str]:
    wanted = {_bare(part) for one in known for part in WORD.findall(_plain(one))}
    wanted = {part for part in wanted if len(part) >= 3 and part not in NO_WORDS}
    found = []
    for word in WORD.findall(text):
        bare = _bare(word)
        hit = bare in wanted or (bare.endswith("s") and bare[:-1] in wanted)
        if hit and (word[:1].isupper() or bare not in ORDINARY):
            found.append(word)
    return list(dict.fromkeys(found))


def is_nhs_number(text: str) -> bool:
    """Ten digits of which the last checks the others (modulus 11)."""
    digits = [int(sign) for sign in text if sign.isdigit()]
    if len(digits) != 10:
        return False
    check = 11 - sum(digit * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)) % 11
    return check % 11 == digits[-1] and check != 10


CAPITAL = re.compile(r"(?<![\w’'-])[A-Z][a-zà-ÿ’']+(?:-[A-Z][a-zà-ÿ]+)?(?![\w’'-])")
BEGINS = re.compile(r"(?:^|[.!?:;•#\n“”\"(]|(?:^|\n)\s*-)\s*$")
"""Where a sentence, a heading or a line of a list begins."""
CAPITALISED = frozenset({
    "act", "audit", "autumn", "board", "camhs", "christmas", "dad", "easter", "english", "friday", "getset", "god",
    "i", "i’d", "i’ll", "i’m", "i’ve", "monday", "mum", "nan", "ofsted", "polish", "portuguese", "romanian",
    "saturday", "section", "sunday", "thursday", "together", "tuesday", "wednesday", "working", "youth",
    *(month.casefold() for month in MONTHS),
})  # fmt: skip
"""Words that are written with a capital letter and name no child."""


def doubts(text: str) -> list[Fault]:
    """Words with a capital letter inside a sentence: in free text about a case that is most often a name.

    What stands in the lists above is let through; the rest is for its writer to change, or to keep with a reason.
    """
    plain = _plain(text)
    sure = {fault.found.casefold() for fault in faults(text)}
    found: dict[str, Fault] = {}
    for match in CAPITAL.finditer(plain):
        word, bare = match.group(), _bare(match.group()).removesuffix("’s").removesuffix("'s")
        if BEGINS.search(plain[: match.start()]) or bare in CAPITALISED or bare in NO_WORDS:
            continue
        if not any(bare in one for one in sure):
            found.setdefault(bare, Fault(word, f"“{word}” looks like a name: write who it is to the child."))
    return list(found.values())


LONGEST_EXCERPT = 80


@dataclass(frozen=True)
class Place:
    """One thing found in a text, where it stands: its line and the words around it."""

    found: str
    sentence: str
    never: bool
    line: int
    excerpt: str


def places(text: str, secrets: Secrets = Secrets(), *, wider: bool = False) -> list[Place]:
    """Every fault and doubt of a text with its place, in the order of the text: each to be mended or kept."""
    found = [*faults(text, secrets, wider=wider), *doubts(text)]
    listed: list[tuple[int, int, Place]] = []
    for number, line in enumerate(_plain(text).split("\n"), 1):
        for one in found:
            at = _stands_at(one.found, line)
            if at >= 0:
                listed.append((number, at, Place(one.found, one.sentence, one.never, number, _around(line, at, one))))
    seen = {place.found for _, _, place in listed}
    listed += [(0, 0, Place(one.found, one.sentence, one.never, 0, "")) for one in found if one.found not in seen]
    return [place for _, _, place in sorted(listed, key=lambda row: row[:2])]


def _stands_at(words: str, line: str) -> int:
    """Where these words begin in a line, as whole words; -1 where they do not stand in it."""
    match = re.search(rf"(?<!\w){re.escape(words)}(?!\w)", line, re.IGNORECASE)
    return match.start() if match else -1


def _around(line: str, at: int, one: Fault) -> str:
    begin = max(0, at - (LONGEST_EXCERPT - len(one.found)) // 2)
    cut = line[begin : begin + LONGEST_EXCERPT].strip()
    return f"{'… ' if begin else ''}{cut}{' …' if begin + LONGEST_EXCERPT < len(line) else ''}"


def month_of(day: date) -> str:
    """September 2019: as near to a day as a paper comes."""
    return f"{MONTHS[day.month - 1]} {day.year}"
