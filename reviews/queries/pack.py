"""Learning and Improvement's papers: its report, which tells of no live case, and the live cases, for part B alone."""

from datetime import date
from typing import Any

from reviews.lifecycle import STAGES, UNDECIDED, Stage
from reviews.models import CaseReview, PublicReport
from reviews.queries.register import kind_words
from reviews.queries.shown import many, nearest_duties, state_of
from reviews.services.learning_from import LIVE
from sscb import clock
from sscb.board.packs.freezing import Figure, check_mark, plain
from sscb.charts import numbers
from sscb.disclosure.cells import small
from sscb.learning.models import Action, Cascade, ImpactCheck, Recommendation
from sscb.learning.queries.actions import with_proofs
from sscb.learning.status import BLUE, RED, WITHDRAWN
from sscb.timetable.days import in_words

FIRST_OF_PART_B = "P4"
SOURCE = "Reviews, actions and learning kept in the portal, counted by it"


def gather_report(meeting: Any, as_at: Any) -> dict[str, Any]:
    """Facts of `reviews.report`, for everybody who reads the pack: what is published, and what came of it."""
    day = clock.day_of(as_at)
    published = [_published(one, day) for one in _public(day)]
    plans = _plans(day, meeting.level)
    live = CaseReview.objects.all_for_job("how many reviews are live, hidden where few").filter(
        stage__in=LIVE, received_on__lte=day
    )
    count = live.count()
    figure = Figure(
        key="reviews:live", what="Reviews that are live", shown=numbers.SMALL if small(count) else str(count),
        out_of="", period=f"on {in_words(day)}", source=SOURCE, received=day.isoformat(), state="small numbers hidden",
        check=check_mark("reviews", "live", count, day),
    )  # fmt: skip
    late = sum(row["late"] for row in plans)
    waits = f"{many(late, 'action')} of reviews {'is' if late == 1 else 'are'} late or silent" if late else (
        "no action of a review is late"
    )
    lead = f"{many(len(published), 'review')} {'is' if len(published) == 1 else 'are'} published; {waits}."
    return plain({
        "title": "Learning and Improvement report", "as_at": day, "lead": lead, "published": published, "plans": plans,
        "live": {"shown": figure.shown, "anchor": figure.anchor}, "figures": [figure], "front": [],
        "cover": {
            "asked_to": [["Agree", "that the plans below are followed as they stand, or say what is changed"],
                         ["Note", "what is published and how far it went"]],
            "summary": [
                lead, _worked(plans), "Live cases are told in part B, to named readers, and nowhere in this pack.",
            ],
            "children": "Each review began with a child who was harmed. What is asked of agencies is for the next one.",
            "voice": "What families said stands in the published reviews.",
            "author": "Written by the portal from the Board’s reviews and their plans",
            "sponsor": "Chair, Learning and Improvement",
        },
    })  # fmt: skip


def _public(day: date) -> list[PublicReport]:
    found = PublicReport.objects.public().filter(published_on__lte=day).select_related("case")
    return list(found.order_by("-published_on", "pk"))


def _published(made: PublicReport, day: date) -> dict[str, Any]:
    actions = [one.status(day) for one in with_proofs(_actions([made.case.uuid]))]
    asked = [one for one in actions if one.colour != WITHDRAWN]
    told = Cascade.objects.filter(product__points__source_uuid=made.case.uuid, sent_on__lte=day).distinct()
    told = list(told)
    checks = ImpactCheck.objects.all_for_job("whether a published review made a difference").filter(
        point__source_uuid=made.case.uuid
    )
    judged = [one for one in checks if one.judged_on and one.judged_on <= day]
    return {
        "heading": made.heading, "on": in_words(made.published_on),
        "until": in_words(made.keep_until) if made.keep_until else "the Board decides",
        "done": f"{sum(one.colour == BLUE for one in asked)} of {len(asked)}" if asked else "None asked",
        "told": _told(told),
        "worked": "; ".join(f"{one.get_asks_display()} {one.get_verdict_display()}." for one in judged)
        or ("To be judged" if checks else "No check is planned"),
    }  # fmt: skip


def _told(cascades: list[Cascade]) -> str:
    if not cascades:
        return "Not sent to agencies"
    received = sum(one.received_on is not None for one in cascades)
    reached, of = sum(one.reached or 0 for one in cascades), sum(one.of or 0 for one in cascades)
    staff = f", {reached} of {of} staff" if of else ""
    return f"{received} of {many(len(cascades), 'agency', 'agencies')}{staff}"


def _actions(cases: list[Any]):
    return Action.objects.all_for_job("the plans of published reviews").filter(plan__source_uuid__in=cases)


def _plans(day: date, level: str) -> list[dict[str, Any]]:
    """Recommendations of reviews that every reader of this pack may read: never those of a live case."""
    every = Recommendation.objects.all_for_job("the plans of reviews, for readers of the pack")
    found = every.filter(source="reviews", level__lte=min(level, "P3"), opened_on__lte=day).order_by("opened_on", "pk")
    actions: dict[int, list[Any]] = {}
    for one in with_proofs(Action.objects.all_for_job("their actions").filter(plan__in=found)):
        actions.setdefault(one.plan_id, []).append(one)
    return [_plan(one, actions.get(one.pk, []), day) for one in found]


def _plan(one: Recommendation, actions: list[Any], day: date) -> dict[str, Any]:
    states = [action.status(day).colour for action in actions]
    asked = [colour for colour in states if colour != WITHDRAWN]
    late = asked.count(RED)
    done = asked.count(BLUE)
    changed = sum(bool(action.practice) for action in actions)
    words = f"{done} of {many(len(asked), 'action')} carried out" if asked else "Nobody is asked yet"
    return {
        "changed": changed, "asked": len(asked),
        "reference": one.reference, "title": one.title, "strength": one.get_strength_display().partition(":")[0],
        "state": words, "late": late, "icon": "late" if late else "done" if asked and done == len(asked) else "wait",
        "worked": f"{changed} of {len(asked)} judged" if asked else "–",
    }  # fmt: skip


def _worked(plans: list[dict[str, Any]]) -> str:
    """Done is not worked: of all actions asked for, how many are judged to have changed practice."""
    changed, asked = (sum(row[name] for row in plans) for name in ("changed", "asked"))
    if not asked:
        return "No action is asked for, so none can have changed practice yet."
    are = "is" if changed < 2 else "are"
    return f"{changed or 'None'} of {many(asked, 'action')} {are} judged to have changed practice."


def gather_live(meeting: Any, as_at: Any) -> dict[str, Any]:
    """Facts of `reviews.live_cases`: each live case with its next duty. Part B alone: a pack that more people read gets
    a sentence in its place."""
    day = clock.day_of(as_at)
    title = "Live cases"
    if meeting.level < FIRST_OF_PART_B:
        lead = "Live cases are told in part B alone, to the readers named for it. Nothing of them stands here."
        return plain({"title": title, "as_at": day, "lead": lead, "rows": [], "part_b": False, "front": []})
    cases = list(CaseReview.objects.all_for_job("live cases, for named readers of part B").filter(
        stage__in=(*UNDECIDED, *LIVE), received_on__lte=day, sealed_on=None
    ).order_by("notified_on", "reference"))  # fmt: skip
    duties = nearest_duties(cases)
    rows = [_live(one, duties.get(one.pk), day) for one in cases]
    late = sum(row["icon"] == "late" for row in rows)
    lead = f"{many(len(rows), 'case')} {'is' if len(rows) == 1 else 'are'} live; {late or 'none'} past a date."
    asked = [["Note", "the live cases and when each is next due"]]
    if late:
        asked = [["Agree", "what is done about each date that has passed, and by whom"], *asked]
    return plain({
        "title": title, "as_at": day, "lead": lead, "rows": rows, "part_b": True, "front": [],
        "cover": {
            "asked_to": asked,
            "summary": [lead, "A last day is never moved; why a review stands still is on its page in the portal."],
            "children": "Each case is a child who was harmed. Who they are is told nowhere in this paper.",
            "voice": "What the child and the family said is read by the review.",
            "author": "Written by the portal from the Board’s reviews and their time limits",
            "sponsor": "Chair, Learning and Improvement",
        },
    })  # fmt: skip


def _live(case: CaseReview, duty: Any, day: date) -> dict[str, Any]:
    state = state_of(duty, day) if duty else None
    waits = {
        Stage.ON_HOLD: "A process outside must end first", Stage.DEFERRED: "Publication waits for a process",
    }.get(case.stage, "")  # fmt: skip
    return {
        "reference": case.reference, "child": case.pseudonym, "kind": kind_words(case),
        "stage": str(STAGES[case.stage]), "next": duty.title if duty else waits or "None",
        "due": in_words(duty.due_on) if duty else "–", "state": state.words if state else "No date is set",
        "icon": "late" if state and state.code == "late" else "due" if state and state.code == "soon" else "wait",
    }  # fmt: skip
