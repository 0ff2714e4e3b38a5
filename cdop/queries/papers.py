"""A panel paper and the analysis form as the panel reads them: no field here leads to who the child was."""

from dataclasses import dataclass, field

from cdop.analysis_forms import FORMS, printed
from cdop.models import Analysis, PanelPaper
from cdop.models.analysis import DOMAINS, INFLUENCE
from cdop.models.papers import SECTIONS
from sscb.timetable.days import in_words


@dataclass(frozen=True)
class PaperShown:
    reference: str
    case: str
    facts: list[tuple[str, str]]
    sections: list[tuple[str, str]]
    agencies: list[tuple[str, str]]
    approved: str


@dataclass(frozen=True)
class DomainShown:
    title: str
    factors: list[tuple[str, str]]


@dataclass(frozen=True)
class FindingShown:
    kind: str
    text: str
    whose: str


@dataclass(frozen=True)
class AnalysisShown:
    """`state`: a draft or agreed; `unconfirmed`: how well the form itself is known, or nothing."""

    title: str
    state: str
    unconfirmed: str
    texts: list[tuple[str, str]]
    domains: list[DomainShown]
    category: str
    others: list[str]
    modifiable: str
    themes: list[str]
    findings: list[FindingShown] = field(default_factory=list)


def paper_shown(paper: PanelPaper) -> PaperShown:
    """Assembled from the paper's own words alone. Two queries."""
    facts = [("Age at death", paper.age), ("Sex", paper.sex), ("Death was", paper.expected), ("Month", paper.month)]
    return PaperShown(
        reference=paper.reference,
        case=paper.review.reference,
        facts=[(term, text) for term, text in facts if text],
        sections=[(title, getattr(paper, name)) for name, title in SECTIONS.items() if getattr(paper, name)],
        agencies=[(part.agency.name, part.text) for part in paper.parts.select_related("agency")],
        approved=f"Approved for the panel on {in_words(paper.approved_on)}" if paper.approved_on else "",
    )


def analysis_shown(review) -> AnalysisShown | None:
    """The analysis form as it stands, to read; None before anybody began it."""
    analysis = Analysis.objects.filter(review=review).first()
    if analysis is None:
        return None
    form = FORMS[review.forms]
    by_domain: dict[str, list[tuple[str, str]]] = {}
    for factor in analysis.factors.all():
        code = f"{printed(factor.influence)}: {INFLUENCE[factor.influence].lower()}"
        by_domain.setdefault(factor.domain, []).append((factor.text or "No factor", code))
    texts = [("Cause of death, as understood", analysis.cause), ("Summary", analysis.summary),
             ("What the panel saw", analysis.documents), ("Follow-up for the family", analysis.follow_up)]  # fmt: skip
    return AnalysisShown(
        title=form.title,
        state=f"Agreed on {in_words(analysis.agreed_on)}" if analysis.agreed_on else "Draft",
        unconfirmed=UNCONFIRMED if form.grade == "U" else "",
        texts=[pair for pair in texts if pair[1]],
        domains=[DomainShown(DOMAINS[code], by_domain.get(code, [])) for code in form.domains],
        category=f"{analysis.category}. {analysis.get_category_display()}" if analysis.category else "Not decided yet",
        others=[f"{one.category}. {one.get_category_display()}" for one in analysis.secondary.all()],
        modifiable=analysis.get_modifiable_display() or "Not decided yet",
        themes=[f"{one.theme} ({DOMAINS[one.domain]})" for one in analysis.modifiable_factors.all()],
        findings=[
            FindingShown(one.get_kind_display(), one.text, one.to_body) for one in analysis.findings.all()
        ],
    )  # fmt: skip


UNCONFIRMED = (
    "The text of the 2018 form has not been confirmed: its domains and its codes 0 to 2 stand as data, version 1, "
    "until somebody has read the form."
)
