"""The case as a tagged PDF: one part to each kind of thing, and one that says of which kinds nothing is held."""

from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string

from cdop.bundle.facts import told_fields
from cdop.bundle.tables import tables
from cdop.models import ChildDeathReview
from cdop.models.forms import FormAnswer
from cdop.questions import every_form
from sscb.pdf import merging
from sscb.pdf.printing import Printer, pack_stylesheet
from sscb.pdf.properties import Properties
from sscb.pdf.stamping import Stamps

TEMPLATE = "cdop/bundle/part.html"
ANSWERS = {code: str(words) for code, words in FormAnswer.State.choices}
NOTHING = "–"


class CannotBePrinted(Exception):
    """A part could not be laid out; the text is a sentence for people."""


@dataclass(frozen=True)
class Block:
    """Either facts (label and words) or a table with its columns; `note` stands where there is neither."""

    heading: str = ""
    note: str = ""
    facts: list[tuple[str, str]] = field(default_factory=list)
    columns: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    widths: list[str] = field(default_factory=list)
    """Classes of the columns in the print stylesheet; "" takes the rest."""


@dataclass(frozen=True)
class Part:
    code: str
    title: str
    lead: str
    blocks: list[Block]


TOLD_BY = {
    "notifications": ("Notifications", ("notification", "notice"), "No notification is held."),
    "identity": ("Who the child was", ("identity", "relative"), "Nothing is held on who the child was."),
    "forms": ("Agency forms", (), "No agency was asked for a form."),
    "analysis": (
        "Analysis form", ("analysis", "secondarycategory", "factor", "modifiablefactor"),
        "No analysis form was begun.",
    ),
    "findings": ("Findings", ("finding",), "The panel wrote down no finding."),
    "panel": ("Panel meetings", ("panelitem",), "The case was on no agenda."),
}  # fmt: skip
SHOWN = frozenset({"agencyform", "formanswer", *(name for _, some, _ in TOLD_BY.values() for name in some)})


def parts_of(facts: dict[str, Any]) -> list[Part]:
    """Everything of the JSON, in the order in which somebody new to the case reads it."""
    found, missing = [_summary(facts)], []
    for code, (title, names, empty) in TOLD_BY.items():
        blocks = _forms(facts) if code == "forms" else [one for name in names for one in _table(facts, name)]
        if blocks:
            found.append(Part(code, title, "", blocks))
        else:
            missing.append(Block(title, note=empty))
    more = [one for name in facts["tables"] if name not in SHOWN for one in _table(facts, name)]
    if more:
        found.append(Part("more", "Other papers of the case", "", more))
    if missing:
        found.append(Part("nothing", "What is not held", "", missing))
    return [*found, _deadlines(facts), _history(facts), _outstanding(facts)]


def _summary(facts: dict[str, Any]) -> Part:
    case, told = facts["case"], facts["handover"]
    asked = facts["tables"].get("agencyform", [])
    answered = sum(1 for form in asked if form["answered_on"])
    lead = (
        f"{told['what']}. It was notified on {_words(case['notified_on'])} and stands at "
        f"“{case['stage_words']}”. {answered} of {len(asked)} agency forms are answered."
    )
    rows = [(_label(ChildDeathReview, one.name), _cell(case, one.name)) for one in told_fields(ChildDeathReview)]
    rows = [("Reference", case["reference"]), ("Stage", case["stage_words"]), *rows]
    rows += [("Locked", _words(case["locked_on"])), ("Last day of the Board’s panel", _words(told["last_day"]))]
    return Part("summary", f"{case['reference']}: case summary", lead, [Block("The case", facts=rows)])


def _table(facts: dict[str, Any], name: str) -> list[Block]:
    model = next(one for one in tables() if one._meta.model_name == name)
    title = str(model._meta.verbose_name)
    found = []
    for place, row in enumerate(facts["tables"].get(name, []), start=1):
        rows = [(_label(model, one.name), _cell(row, one.name)) for one in told_fields(model) if one.name != "uuid"]
        found.append(Block(f"{title[:1].upper()}{title[1:]} {place}", facts=rows))
    return found


def _forms(facts: dict[str, Any]) -> list[Block]:
    """Each agency's form by itself; an answer, not known, not applicable and left blank are four different things."""
    found = []
    answers = facts["tables"].get("formanswer", [])
    for form in facts["tables"].get("agencyform", []):
        own = [one for one in answers if (one["form"] or {}).get("uuid") == form["uuid"]]
        state = f"Answered on {_words(form['answered_on'])}" if form["answered_on"] else "Not answered"
        words = _questions(form["kind"])
        rows = [
            [words.get(one["question"], one["question"]),
             one["value"] if one["answer_state"] == "value" else "", ANSWERS[one["answer_state"]]]
            for one in own
        ]
        found.append(
            Block(
                f"Form {form['kind']}: {(form['agency'] or {}).get('name', NOTHING)}",
                note=f"Asked on {_words(form['asked_on'])}. {state}. {'' if rows else 'No question is answered.'}",
                columns=["Question", "Answer", "State"] if rows else [], rows=rows, widths=["w60", "", "w30"],
            )
        )  # fmt: skip
    return found


def _deadlines(facts: dict[str, Any]) -> Part:
    rows = [
        [one["title"], _words(one["due_on"]) if one["due_on"] else one["reason"], one["sum"] or NOTHING,
         f"{one['rule']}, version {one['rule_version']}: {one['citation']}", one["state"]]
        for one in facts["deadlines"]
    ]  # fmt: skip
    block = Block(columns=["Duty", "Last day", "Reckoning", "Rule", "State"], rows=rows,
                  widths=["w40", "w28", "w35", "", "w18"])  # fmt: skip
    return Part("deadlines", "Time limits, with their rules", "" if rows else "No time limit ran.", [block])


def _history(facts: dict[str, Any]) -> Part:
    rows = [[_words(one["at"]), one["said"]] for one in facts["history"]]
    return Part("history", "What was done", "", [Block(columns=["Day", "What"], rows=rows, widths=["w35", ""])])


def _outstanding(facts: dict[str, Any]) -> Part:
    said = facts["handover"]["outstanding"].strip()
    waiting = [
        [(form["agency"] or {}).get("name", NOTHING), f"Form {form['kind']}, asked on {_words(form['asked_on'])}"]
        for form in facts["tables"].get("agencyform", [])
        if not form["answered_on"]
    ]
    waits = facts["case"]["waits_for"]
    blocks = [Block("In the co-ordinator’s words", note=said or "Nothing further was written down.")]
    if waits:
        blocks.append(Block("The case waits for", note=waits))
    if waiting:
        blocks.append(Block("Forms not answered", columns=["Agency", "Form"], rows=waiting))
    return Part("outstanding", "What is still to come", "", blocks)


def _label(model: type, name: str) -> str:
    words = str(model._meta.get_field(name).verbose_name).replace("nhs", "NHS")
    return words[:1].upper() + words[1:]


def _questions(kind: str) -> dict[str, str]:
    """The words of each question of this form, with its code; of a form without a catalogue, none."""
    asked = every_form().get(kind)
    parts = asked.sections if asked else ()
    return {one.code: f"{one.code} {one.words}" for part in parts for one in part.questions}


def _cell(row: dict[str, Any], name: str) -> str:
    value = row.get(f"{name}_words") or row.get(name)
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, dict):
        return value.get("name") or value.get("words") or NOTHING
    if value in (None, "", [], {}):
        return NOTHING
    return _words(value) if name.endswith("_on") or name.endswith("_at") else str(value)


def _words(value: str | None) -> str:
    """2019-11-12 -> 12 November 2019; a moment is told with its time in UTC."""
    if not value:
        return NOTHING
    text = str(value)
    if len(text) > 10:
        return f"{datetime.fromisoformat(text):%-d %B %Y, %H:%M} UTC"
    return f"{date.fromisoformat(text):%-d %B %Y}"


# --- printing ---------------------------------------------------------------------------------------------------------


def print_case(
    facts: dict[str, Any], *, mark: str, at: datetime, step: Callable[[int, int, str], None]
) -> tuple[bytes, int]:
    """The PDF and its pages. Same facts, same moment: same bytes. Raises CannotBePrinted, CannotPrint, MergeFailed."""
    parts, css = parts_of(facts), pack_stylesheet()
    reference, marking = facts["case"]["reference"], facts["marking"]
    documents = []
    for part in parts:
        html = render_to_string(TEMPLATE, {"facts": asdict(part), "kicker": f"{reference} · {marking}"})
        documents.append((part.code, html, css))
    with Printer(1, fonts_folder=settings.FONTS, strict=settings.MODE == "test") as printer:
        printed = printer.print_many(
            documents, on_done=lambda _, done, total: step(done, total + 2, f"{done} of {total} parts laid out")
        )
    for part in parts:
        if not printed[part.code].ok:
            raise CannotBePrinted(f"“{part.title}” could not be laid out. {printed[part.code].error}")
    labels, number = {}, 0
    for part in parts:
        pages = printed[part.code].pages
        labels[part.code] = [str(number + place) for place in range(1, pages + 1)]
        number += pages
    content = merging.merge(
        [merging.Part(key=part.code, pdf=printed[part.code].pdf, run=part.title) for part in parts],
        labels,
        Stamps(board=f"{facts['body_short']} · Handover", marking=marking,
               version=f"{reference} · {mark[:4]} {mark[4:8]}", last=str(number)),
        Properties(
            title=f"{reference} ({marking}): {facts['body']}", author=facts["body"],
            subject=f"All that the Board’s child death overview panel held, as at {_words(facts['as_at'])}.",
            issued_at=at, keywords=(marking, reference), custom={"sscbmarking": marking, "sscbfingerprint": mark},
        ),
        fonts_folder=settings.FONTS,
    )  # fmt: skip
    return content, number
