"""What came of a review: issues, learning, recommendations, actions; and what the whole Board may learn from them.

What leaves the case is a text of its own, which names nobody, written by one person and signed off by another. Where it
came from is known here and nowhere else.
"""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse

from cdop.analysis_forms import THEMES
from cdop.models import Analysis, ChildDeathReview, Finding
from cdop.services.anonymising import check_plain
from cdop.services.lawful import not_ahead, require_lawful, write
from cdop.transition import UNCHANGED, Act
from sscb.access.policy import Decision, Refused, can, require
from sscb.history.services import write_history
from sscb.jobs.services import send_mail
from sscb.learning.services import ask_action, write_point
from sscb.people.models import Group, Organisation, Person, RoleHeld
from sscb.records.moving import advance

SOURCE = "child death overview panel"
LEADS_TO_ACTION = (Finding.Kind.RECOMMENDATION, Finding.Kind.ACTION)


@transaction.atomic(durable=True)
def write_finding(
    *, review: ChildDeathReview, kind: str, text: str, by: Person, on: date, finding: Finding | None = None,
    to_body: str = "", agency: Organisation | None = None, owner: Person | None = None, due_on: date | None = None,
) -> Finding:  # fmt: skip
    """Write a finding down, or change one that has not been published.

    A recommendation says for whom it is; an action has an agency and a date. Raises ValidationError otherwise.
    """
    require(by, "cdop.run_review", review)
    require_lawful(review, Act.CORRECT if review.completed_on else Act.CLASSIFY)
    if not text.strip():
        raise ValidationError({"text": f"Write it down in a sentence or two. {UNCHANGED}"})
    check_plain(review, by, text=text, to_body=to_body)
    to_body = to_body.strip() or (agency.name if agency else "")
    if kind == Finding.Kind.RECOMMENDATION and not to_body:
        raise ValidationError({"to_body": f"Say for whom the recommendation is: they must be told. {UNCHANGED}"})
    if kind == Finding.Kind.ACTION and (agency is None or due_on is None):
        raise ValidationError({"due_on": f"An action has an agency and a date. {UNCHANGED}"})
    if due_on and due_on < on:
        raise ValidationError({"due_on": f"Enter a date that is not in the past. {UNCHANGED}"})
    if finding is not None and finding.published_on:
        raise ValidationError(f"It was published on {finding.published_on:%-d %B %Y} and stays as it is. {UNCHANGED}")
    advance(review)
    analysis, _ = Analysis.objects.get_or_create(review=review)
    told = {"kind": kind, "text": text.strip(), "to_body": to_body, "agency": agency, "owner": owner, "due_on": due_on}
    if finding is None:
        finding = Finding.objects.create(analysis=analysis, **told)
    else:
        write(finding, **told)
    write_history(review, "cdop.finding_written", by=by, on=on, kind=finding.get_kind_display().lower())
    return finding


@transaction.atomic(durable=True)
def write_for_board(
    *, finding: Finding, title: str, text: str, by: Person, on: date, theme: str = ""
) -> Finding:
    """Write what the whole Board may learn: words of their own, checked as those of a paper, and no case's number."""
    review = finding.analysis.review
    require(by, "cdop.run_review", review)
    if finding.published_on:
        raise ValidationError(f"It was published on {finding.published_on:%-d %B %Y} and stays as it is. {UNCHANGED}")
    if not title.strip() or not text.strip():
        raise ValidationError(f"Write a title and the text. {UNCHANGED}")
    if theme and theme not in THEMES:
        raise ValidationError({"theme": f"Choose a theme from the list. {UNCHANGED}"})
    check_plain(review, by, wider=True, plain_title=title, plain_text=text)
    advance(review)
    write(
        finding, plain_title=title.strip(), plain_text=text.strip(), theme=theme, written_on=on, written_by=by
    )
    write_history(review, "cdop.finding_for_board", by=by, on=on, kind=finding.get_kind_display().lower())
    return finding


@transaction.atomic(durable=True)
def publish_finding(*, finding: Finding, by: Person, on: date) -> Finding:
    """Sign off what another person wrote: it stands in the learning room, from the panel and from no case.

    A recommendation or an action of an agency of the Board becomes an action there too. Raises Refused for whoever
    wrote it, ValidationError when nothing was written or it is out already.
    """
    review = finding.analysis.review
    require(by, "cdop.publish_learning")
    if not can(by, "read", review):
        require(by, "read", review.paper)
    if finding.published_on or not finding.plain_text:
        raise ValidationError(f"There is nothing to sign off: it is out already, or not written yet. {UNCHANGED}")
    if finding.written_by_id == by.pk:
        raise Refused(
            Decision(False, "own text", reveal_existence=True),
            f"You wrote this text. Somebody else of the panel signs it off. {UNCHANGED}",
        )
    check_plain(review, by, wider=True, plain_title=finding.plain_title, plain_text=finding.plain_text)
    group = Group.objects.get(code="cdop")
    point = write_point(
        title=finding.plain_title, text=finding.plain_text, source=SOURCE, group=group, by=by, on=on,
        theme=finding.theme, source_words="Child death overview panel",
    )  # fmt: skip
    if finding.kind in LEADS_TO_ACTION and finding.agency and finding.due_on:
        ask_action(
            title=finding.plain_title, text=finding.plain_text, agency=finding.agency, due_on=max(finding.due_on, on),
            group=group, by=by, on=on, points=[point], lead=finding.owner,
            source_words="Child death overview panel",
        )  # fmt: skip
    write(finding, published_on=on, published_by=by, published_as=point.uuid)
    write_history(review, "cdop.finding_published", by=by, on=on, kind=finding.get_kind_display().lower())
    return finding


@transaction.atomic(durable=True)
def tell_addressee(*, finding: Finding, by: Person, on: date, how: str = "") -> Finding:
    """Tell those for whom a recommendation is: the agency's leads by letter, any other body as `how` says.

    Raises ValidationError before it is published (nothing else may leave the case), or when nobody could be told.
    """
    review = finding.analysis.review
    require(by, "cdop.run_review", review)
    not_ahead(on, "Telling")
    if finding.kind != Finding.Kind.RECOMMENDATION or finding.told_on:
        raise ValidationError(f"Its addressee was told already, or it is no recommendation. {UNCHANGED}")
    if not finding.published_on:
        raise ValidationError(f"Have the text signed off first: only that may leave the case. {UNCHANGED}")
    leads = _leads(finding.agency, on)
    if not leads and not how.strip():
        raise ValidationError(
            {"how": f"{finding.to_body} has nobody here to write to. Say how and whom you told. {UNCHANGED}"}
        )
    for lead in leads:
        send_mail(
            key=f"recommendation:{finding.uuid}:{lead.uuid}", to=lead, on=on,
            subject="A recommendation of the child death overview panel is for your agency",
            body="The panel recommends something to your agency, and the law asks that you are told. Please answer it "
            "through the Board’s office.",
            path=reverse("learning:point", args=[finding.published_as]),
        )  # fmt: skip
    told_how = how.strip() or f"Letter to {len(leads)} {'lead' if len(leads) == 1 else 'leads'} of the agency"
    write(finding, told_on=on, told_how=told_how)
    write_history(review, "cdop.finding_told", by=by, on=on, how=told_how)
    return finding


def _leads(agency: Organisation | None, day: date) -> list[Person]:
    if agency is None:
        return []
    held = RoleHeld.objects.on(day).filter(role="AGL", organisation=agency, person__is_active=True)
    return [row.person for row in held.select_related("person")]
