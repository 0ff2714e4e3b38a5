"""The framework's ten methods for learning (Learning and Improvement Framework, November 2018), and what stands beside
them. Data, no Django: a learning point or a recommendation says by one of these codes where it came from."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Method:
    """`also`: words by which programmes have named it. `of_ten` is false for sources that the framework names apart."""

    code: str
    title: str
    does: str
    also: tuple[str, ...] = ()
    of_ten: bool = True


METHODS = (
    Method("training", "Learning and development", "Courses, workshops, conferences and e-learning, adapted to need."),
    Method("reviews", "Serious case reviews and learning reviews", "A systems approach, proportionate to the case.",
           ("serious case review", "learning review", "review")),
    Method("case-audits", "Multi-agency case audits", "Agencies share practice on a case; learning is drawn out.",
           ("case audit", "case audits")),
    Method("forums", "Practitioner forums", "Front-line practitioners say where things could be better.",
           ("practitioner forum", "mapig")),
    Method("young-people", "Consultation with young people", "Children say what it was like, and what should change.",
           ("young people", "consultation")),
    Method("section-11", "Section 11 audits", "Agencies answer for how they keep children safe.",
           ("section 11", "section 11 audit", "section 175 audit")),
    Method("learning-audit", "Learning and Development Audit", "What training is done, and what it changed.",
           ("learning and development audit",)),
    Method("dataset", "Quality and Performance dataset", "Indicators agreed and watched by Quality and Performance.",
           ("dataset", "area of concern")),
    Method("child-deaths", "Child Death Overview Panel", "Lessons and trends of reviewed deaths.",
           ("child death overview panel",)),
    Method("conversations", "Safeguarding Conversations", "The Board and a team talk about what helps and hinders.",
           ("safeguarding conversation",)),
    Method("other", "Other sources", "Patterns in complaints and in allegations; totals only.",
           ("complaints", "other source"), of_ten=False),
    Method("national", "National reviews", "Published elsewhere, and found to apply here.", (), of_ten=False),
)  # fmt: skip

BY_CODE = {one.code: one for one in METHODS}
_BY_WORDS = {words.casefold(): one for one in METHODS for words in (one.code, one.title, *one.also)}


def method_of(source: str) -> Method:
    """The method that a source names; what is not known is another source, in its own words."""
    known = _BY_WORDS.get(source.strip().casefold())
    return known or Method("other", source[:1].upper() + source[1:] or "Other sources", "", of_ten=False)


def named(code: str) -> tuple[str, ...]:
    """Every word under which a method may stand in a record."""
    one = BY_CODE[code]
    return tuple({one.code, one.title, *one.also})
