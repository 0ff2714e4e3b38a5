"""Campaigns as their readers find them: theme, dates, reach, and whether it is known to work. Never a case."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Sum

from cdop.models import Campaign, ModifiableFactor
from sscb.charts import numbers
from sscb.records.sockets import types
from sscb.timetable.days import in_words


@dataclass(frozen=True)
class State:
    code: str
    words: str


@dataclass(frozen=True)
class CampaignRow:
    uuid: UUID
    title: str
    reference: str
    theme: str
    audience: str
    when: str
    reached: str
    works: str
    state: State


def campaigns_of(person: Any):
    """Those this person may read, with how many people each reached; the newest first."""
    found = Campaign.objects.visible_to(person)
    return found.annotate(reached=Sum("reaches__people")).order_by("-starts_on", "-record_ptr_id")


def row_of(campaign: Campaign, as_at: date) -> CampaignRow:
    return CampaignRow(
        campaign.uuid, campaign.title, campaign.reference, campaign.theme, campaign.audience, when(campaign),
        reached_words(campaign.reached), works(campaign), state_of(campaign, as_at),
    )  # fmt: skip


def when(campaign: Campaign) -> str:
    return f"{in_words(campaign.starts_on)} to {in_words(campaign.ends_on)}"


def reached_words(people: int | None) -> str:
    return f"{numbers.plain(people)} people" if people else "Not counted yet"


def state_of(campaign: Campaign, as_at: date) -> State:
    words = types[Campaign.TYPE].stages[campaign.stage]
    if campaign.stage == "planned" and campaign.starts_on < as_at:
        return State("late", f"Should have begun {in_words(campaign.starts_on)}")
    if campaign.stage == "running" and campaign.ends_on < as_at:
        return State("late", f"Should have ended {in_words(campaign.ends_on)}")
    if campaign.stage == "looked-back":
        return State("done", words)
    if campaign.stage == "ended":
        return State("soon", "Ended, to be looked back on")
    return State("waiting", words)


def works(campaign: Campaign) -> str:
    """The third column of "learning that became action": known to work?"""
    if campaign.looked_back_on:
        return f"{campaign.get_worked_display()}: {campaign.looked_back}"
    if campaign.stage == "planned":
        return "Not yet: it has not begun"
    return "Not yet: it is looked back on when it has ended"


def themes_known() -> list[str]:
    """Every theme that a panel has used, for choosing one."""
    return sorted(set(ModifiableFactor.objects.values_list("theme", flat=True)))


def learning_rows(as_at: date) -> list[dict[str, str]]:
    """What the reviews taught, what was done, and whether it is known to work: for the Board, in themes only."""
    found = Campaign.objects.all_for_job("what the Board is told").filter(opened_on__lte=as_at)
    return [
        {"theme": one.theme, "done": f"{one.title}, {when(one)}. {_reach(one)}", "works": works(one)}
        for one in found.annotate(reached=Sum("reaches__people")).order_by("-starts_on", "-record_ptr_id")
    ]


def _reach(campaign: Campaign) -> str:
    return f"It reached {reached_words(campaign.reached)}." if campaign.reached else "Its reach is not counted yet."
