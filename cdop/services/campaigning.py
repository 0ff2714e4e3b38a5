"""Campaigns: planned, run, ended, looked back on. Themes lead to them; no case is ever named or linked."""

from collections.abc import Collection
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from cdop.models import Campaign, Material, Reach
from cdop.services.lawful import not_ahead, write
from cdop.transition import UNCHANGED
from sscb.access.policy import require
from sscb.history.services import write_history
from sscb.learning.models import Action, LearningPoint
from sscb.pdf.uploads import Refused, rewrite_upload
from sscb.people.models import Group, Person
from sscb.records.models import Attachment
from sscb.records.moving import advance, check_version, move
from sscb.records.services import add_attachment, next_reference
from sscb.records.sockets import types


@transaction.atomic(durable=True)
def plan_campaign(
    *, title: str, theme: str, audience: str, message: str, starts_on: date, ends_on: date, by: Person, on: date,
    points: Collection[LearningPoint] = (), actions: Collection[Action] = (),
) -> Campaign:  # fmt: skip
    """Plan a campaign; the Board sees it from now on. Raises ValidationError for an end before its start."""
    require(by, "cdop.plan_campaign")
    _check_days(starts_on, ends_on)
    campaign = Campaign.objects.create(
        type=Campaign.TYPE, level=Campaign.LEVEL, reference=next_reference(Campaign.PREFIX, on), title=title,
        group=Group.objects.filter(code="cdop").first(), stage="planned", opened_on=on, released_on=on, theme=theme,
        audience=audience, message=message, starts_on=starts_on, ends_on=ends_on,
    )  # fmt: skip
    _link(campaign, points, actions)
    write_history(campaign, "cdop.campaign_planned", by=by, on=on, theme=theme)
    return campaign


@transaction.atomic(durable=True)
def change_campaign(
    *, campaign: Campaign, version: int, by: Person, on: date, points: Collection[LearningPoint] = (),
    actions: Collection[Action] = (), **fields: object,
) -> Campaign:  # fmt: skip
    """Change what a campaign says or when it runs, until it has ended. Raises SomeoneElseWasFirst."""
    require(by, "cdop.run_campaign", campaign)
    if campaign.stage not in ("planned", "running"):
        raise ValidationError(f"{campaign.reference} has ended: look back on it instead. {UNCHANGED}")
    unknown = set(fields) - {"theme", "audience", "message", "starts_on", "ends_on", "title"}
    if unknown:
        raise TypeError(f"Not a campaign's own: {sorted(unknown)}")
    _check_days(fields.get("starts_on", campaign.starts_on), fields.get("ends_on", campaign.ends_on))
    title = fields.pop("title", campaign.title)
    check_version(campaign, version, mine={})
    if title != campaign.title:
        advance(campaign, title=title)
    write(campaign, **fields)
    _link(campaign, points, actions)
    write_history(campaign, "cdop.campaign_changed", by=by, on=on)
    return campaign


@transaction.atomic(durable=True)
def add_material(
    *, campaign: Campaign, title: str, by: Person, on: date, link: str = "", content: bytes = b"", name: str = ""
) -> Material | Attachment:
    """Add what people are given: a link, or a PDF kept with the campaign. Raises ValidationError without either."""
    require(by, "cdop.run_campaign", campaign)
    if bool(link) == bool(content):
        raise ValidationError(f"Give the address where it is kept, or choose its PDF: one of the two. {UNCHANGED}")
    advance(campaign)
    if content:
        rewritten = rewrite_upload(content)
        if isinstance(rewritten, Refused):
            raise ValidationError({"file": rewritten.sentence})
        add_attachment(record=campaign, name=name, kind="pdf", content=rewritten.pdf, by=by, pages=rewritten.pages)
    made = Material.objects.create(campaign=campaign, title=title, link=link, added_on=on)
    write_history(campaign, "cdop.campaign_material", by=by, on=on)
    return made


@transaction.atomic(durable=True)
def record_reach(
    *, campaign: Campaign, what: str, people: int, evidence: str, counted_on: date, by: Person, on: date
) -> Reach:
    """How many it reached, and what shows it. Raises ValidationError for a day before it began or that has not come."""
    require(by, "cdop.run_campaign", campaign)
    not_ahead(counted_on, "A count")
    if campaign.stage == "planned" or counted_on < campaign.starts_on:
        raise ValidationError(f"Nobody was reached before it began. Start the campaign first. {UNCHANGED}")
    if people < 1:
        raise ValidationError(f"Enter how many people it reached: one or more. {UNCHANGED}")
    advance(campaign)
    reach = Reach.objects.create(
        campaign=campaign, what=what, people=people, evidence=evidence, counted_on=counted_on, said_by=by
    )
    write_history(campaign, "cdop.campaign_reach", by=by, on=on, people=people)
    return reach


@transaction.atomic(durable=True)
def start_campaign(*, campaign: Campaign, by: Person, on: date) -> Campaign:
    """It begins. Raises NotYet while there is nothing to give people."""
    return _move(campaign, "running", by, on, starts_on=min(campaign.starts_on, on))


@transaction.atomic(durable=True)
def end_campaign(*, campaign: Campaign, by: Person, on: date) -> Campaign:
    """It is over. Raises NotYet while nobody has said whom it reached."""
    return _move(campaign, "ended", by, on, ends_on=max(campaign.starts_on, min(campaign.ends_on, on)))


@transaction.atomic(durable=True)
def look_back(*, campaign: Campaign, worked: str, looked_back: str, by: Person, on: date) -> Campaign:
    """Did it work, and what shows it? The last stage. Raises ValidationError for an answer without evidence."""
    require(by, "cdop.run_campaign", campaign)
    if worked not in Campaign.Worked.values or not looked_back.strip():
        raise ValidationError(f"Say whether it worked, and what shows it. {UNCHANGED}")
    campaign.looked_back = looked_back.strip()
    move(campaign, to="looked-back", by=by, on=on)
    write(campaign, worked=worked, looked_back=looked_back.strip(), looked_back_on=on)
    write_history(campaign, "cdop.campaign_looked_back", by=by, on=on, worked=worked)
    return campaign


def _move(campaign: Campaign, to: str, by: Person, on: date, **fields: date) -> Campaign:
    stages = types[Campaign.TYPE].stages
    before = campaign.stage
    move(campaign, to=to, by=by, on=on)
    write(campaign, **fields)
    write_history(campaign, "cdop.campaign_moved", by=by, on=on, before=stages[before], after=stages[to])
    return campaign


def _link(campaign: Campaign, points: Collection[LearningPoint], actions: Collection[Action]) -> None:
    """Learning points and actions it belongs to: through the tables between them, which are nobody's records."""
    for links, found in ((campaign.points, points), (campaign.actions, actions)):
        links.through._base_manager.filter(campaign_id=campaign.pk).delete()
        links.add(*found)


def _check_days(starts_on, ends_on) -> None:
    if ends_on < starts_on:
        raise ValidationError(f"A campaign ends on or after the day it starts. Check both dates. {UNCHANGED}")
