"""The Board's own business, as lists and pages show it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Count, F, Q
from django.urls import reverse

from sscb.board.business.models import BoardLink, BoardRisk, BudgetLine, FrameworkReview, Letter, PlanAction, Priority
from sscb.board.business.standing import TO_THE_BOARD, Standing, action_standing, risk_standing, score
from sscb.board.queries.shown import number_words
from sscb.learning.engagement.queries import Above
from sscb.learning.queries.wording import many
from sscb.learning.themes import theme_words
from sscb.people import naming
from sscb.records.sockets import types
from sscb.records.stepping import Fact, Link, Mark, Part, Row, Shown, Under


def _day(day: date | None) -> str:
    return f"{day:%-d %B %Y}" if day else ""


def _short(day: date | None) -> str:
    return f"{day:%-d %b %Y}" if day else ""


def _url(one: Any) -> str:
    return reverse("board:kept", args=[one.uuid])


def _mark(standing: Standing) -> Mark:
    words = f"{standing.colour}: {standing.words}" if standing.colour else standing.words
    return Mark(standing.code, words)


def pounds(amount: Any) -> str:
    return "" if amount is None else f"£{amount:,.0f}"


def year_words(year: int) -> str:
    return f"April {year} to March {year + 1}"


def business_year(on: date) -> int:
    """The year, from April, that a day lies in."""
    return on.year if on.month >= 4 else on.year - 1


# --- the framework's reviews ------------------------------------------------------------------------------------------


def reviews_for(person: Any):
    found = FrameworkReview.objects.visible_to(person).select_related("in_plan")
    return found.order_by(F("agreed_on").desc(nulls_first=True), "-due_on")


def review_mark(one: FrameworkReview, as_at: date) -> Mark:
    if one.stage in ("agreed", "planned"):
        return Mark("done", "Agreed") if one.in_plan_id else Mark("soon", "Agreed, not in the plan yet")
    left = (one.due_on - as_at).days
    if left < 0:
        return Mark("late", f"Late {-left} days")
    return Mark("soon" if left <= 42 else "waiting", f"Due {_day(one.due_on)}")


def review_row(one: FrameworkReview, as_at: date) -> Row:
    cells = (("Version", one.version_name), ("Agreed", _short(one.agreed_on)))
    return Row(one.title, _url(one), one.reference, cells, review_mark(one, as_at))


def reviews_heading(rows: Sequence[Any], as_at: date) -> str:
    due = next((one for one in rows if one.agreed_on is None), None)
    if due is None:
        return "No review of the framework is set"
    left = (due.due_on - as_at).days
    return f"The framework’s yearly review is {-left} days late" if left < 0 else (
        f"The framework is to be agreed again by {_day(due.due_on)}")  # fmt: skip


def review_shown(one: FrameworkReview, person: Any, as_at: date) -> Shown:
    facts = [Fact("Due", _day(one.due_on))]
    if one.version_name:
        facts.append(Fact("Version", one.version_name))
    if one.agreed_on:
        facts.append(Fact("Agreed", f"{_day(one.agreed_on)}, {one.agreed_where}"))
    if one.in_plan_id:
        facts.append(Fact("In the plan", "", Link(one.in_plan.title, _url(one.in_plan))))
    return Shown(
        review_mark(one, as_at),
        facts=facts,
        parts=[Part("What changes", one.changes), Part("The framework in this version", one.text)],
    )


# --- the plan ---------------------------------------------------------------------------------------------------------


def priorities_for(person: Any):
    seen = PlanAction.objects.visible_to(person)
    found = Priority.objects.visible_to(person).select_related("group").annotate(
        of=Count("plan_actions", filter=~Q(plan_actions__stage="dropped")),
        finished=Count("plan_actions", filter=Q(plan_actions__stage="done")),
    )  # fmt: skip
    found = found.order_by(F("closed_on").asc(nulls_first=True), "pk")
    found.seen_actions = seen
    return found


def standing_of(one: PlanAction, as_at: date) -> Standing:
    return action_standing(
        closed=one.stage != "open", evidence=one.stage == "done", starts_on=one.starts_on, due_on=one.due_on,
        slipped=one.slipped, as_at=as_at,
    )  # fmt: skip


def priority_mark(one: Priority) -> Mark:
    return Mark("done", "Ended") if one.closed_on else Mark("waiting", "Current")


def priority_row(one: Any, as_at: date) -> Row:
    cells = (("Led by", one.group.name if one.group else ""), ("Actions done", f"{one.finished} of {one.of}"))
    note = f"{one.reference}, {year_words(one.from_year)}" if one.from_year == one.to_year else (
        f"{one.reference}, April {one.from_year} to March {one.to_year + 1}")  # fmt: skip
    return Row(one.title, _url(one), note, cells, priority_mark(one))


def plan_heading(rows: Sequence[Any], as_at: date) -> str:
    current = [one for one in rows if not one.closed_on]
    if not current:
        return "The business plan has no priority yet"
    done, of = sum(one.finished for one in current), sum(one.of for one in current)
    return f"{many(len(current), 'priority', 'priorities')}, {done} of {of} actions done"


def plan_above(person: Any, rows: Sequence[Any], as_at: date) -> Above | None:
    """Actions that need somebody: late, near, or moved."""
    open_now = PlanAction.objects.visible_to(person).filter(stage="open").order_by("due_on", "pk")
    found = [(one, standing_of(one, as_at)) for one in open_now]
    shown = [plan_row(one, as_at) for one, how in found if how.colour in ("Red", "Amber")]
    if not shown:
        return None
    late = sum(how.colour == "Red" for _, how in found)
    return Above(f"{number_words(late)} late, {number_words(len(shown) - late).lower()} to watch", "",
                 ("Action", "Led by", "Moved"), shown)  # fmt: skip


def plan_row(one: PlanAction, as_at: date) -> Row:
    moved = "" if not one.slipped else "Once" if one.slipped == 1 else f"{one.slipped} times"
    return Row(one.title, _url(one), one.reference, (("Led by", one.lead), ("Moved", moved)),
               _mark(standing_of(one, as_at)))  # fmt: skip


def priority_shown(one: Priority, person: Any, as_at: date) -> Shown:
    actions = PlanAction.objects.visible_to(person).filter(priority_of=one).order_by("due_on", "pk")
    return Shown(
        priority_mark(one),
        facts=[Fact("Led by", one.group.name if one.group else ""),
               Fact("Years", f"April {one.from_year} to March {one.to_year + 1}")],
        parts=[Part("Why it was chosen", one.why), Part("What should be different for children", one.outcome),
               Part("What would show it", one.measures), Part("What came of it", one.came_of_it)],
        under=Under("Actions", ("Action", "Led by", "Moved"), [plan_row(action, as_at) for action in actions],
                    "No action yet: without one the priority is a wish."),
    )  # fmt: skip


def plan_action_shown(one: PlanAction, person: Any, as_at: date) -> Shown:
    facts = [
        Fact("Priority", "", Link(one.priority_of.title, _url(one.priority_of))), Fact("Led by", one.lead),
        Fact("Done by", _day(one.due_on)),
    ]  # fmt: skip
    if one.slipped:
        facts.append(Fact("First promised for", _day(one.first_due_on)))
    return Shown(
        _mark(standing_of(one, as_at)), facts=facts,
        parts=[Part("What is done", one.text), Part("How it stands", one.progress, _day(one.progress_on)),
               Part("What shows that it was done", one.evidence), Part("What it changed for children", one.impact)],
    )  # fmt: skip


# --- risks ------------------------------------------------------------------------------------------------------------


def risks_for(person: Any):
    return BoardRisk.objects.visible_to(person).annotate(now=F("left_likelihood") * F("left_impact")).order_by(
        F("closed_on").asc(nulls_first=True), "-now", "pk")  # fmt: skip


def now_of(one: BoardRisk) -> int:
    return score(one.left_likelihood, one.left_impact)


def risk_mark(one: BoardRisk, as_at: date) -> Mark:
    return _mark(risk_standing(closed=bool(one.closed_on), now=now_of(one), review_on=one.review_on, as_at=as_at))


def risk_row(one: BoardRisk, as_at: date) -> Row:
    cells = (("At first", str(score(one.likelihood, one.impact))), ("Now", str(now_of(one))), ("Whose", one.held_by))
    return Row(one.title, _url(one), one.reference, cells, risk_mark(one, as_at))


def risks_heading(rows: Sequence[Any], as_at: date) -> str:
    opened = [one for one in rows if not one.closed_on]
    if not opened:
        return "No risk stands in the register"
    high = sum(now_of(one) >= TO_THE_BOARD for one in opened)
    said = f"{many(len(opened), 'risk')} in the register"
    return f"{said}, {number_words(high).lower()} of them the Board’s" if high else f"{said}, none of them the Board’s"


def risk_shown(one: BoardRisk, person: Any, as_at: date) -> Shown:
    return Shown(
        risk_mark(one, as_at),
        facts=[
            Fact("With nothing done", f"{one.likelihood} × {one.impact} = {score(one.likelihood, one.impact)}"),
            Fact("Now", f"{one.left_likelihood} × {one.left_impact} = {now_of(one)}"),
            Fact("The Board’s from", str(TO_THE_BOARD)), Fact("Whose", one.held_by),
            Fact("Looked at again", _day(one.review_on)),
        ],
        parts=[Part("Because of", one.cause), Part("What that would mean for children", one.effect),
               Part("What is done about it", one.controls), Part("Looked at since", one.notes)],
    )  # fmt: skip


# --- money ------------------------------------------------------------------------------------------------------------


def lines_for(person: Any):
    return BudgetLine.objects.visible_to(person).select_related("owner").order_by("-year", "side", "pk")


def line_row(one: BudgetLine, as_at: date) -> Row:
    cells = (("Year", year_words(one.year)), ("Planned", pounds(one.planned)), ("Came to", pounds(one.actual)))
    note = f"{one.reference}, {one.get_side_display().lower()}" + (f", {one.owner.name}" if one.owner else "")
    return Row(one.title, _url(one), note, cells, line_mark(one, as_at))


def line_mark(one: BudgetLine, as_at: date) -> Mark:
    if one.actual is None:
        return Mark("late", "Not settled") if business_year(as_at) > one.year else Mark("waiting", "Open")
    more = one.actual > one.planned
    return Mark("soon", "More than planned") if more and one.side == "out" else Mark("done", "Settled")


def totals(rows: Sequence[Any], year: int) -> tuple[Any, Any]:
    """Planned in, planned out of one year."""
    of = [one for one in rows if one.year == year]
    return (sum(one.planned for one in of if one.side == "in"), sum(one.planned for one in of if one.side == "out"))


def budget_heading(rows: Sequence[Any], as_at: date) -> str:
    if not rows:
        return "No budget is written down yet"
    year = business_year(as_at)
    came, goes = totals(rows, year)
    left = came - goes
    said = f"{pounds(came)} comes in and {pounds(goes)} goes out this year"
    return f"{said}: {pounds(-left)} is missing" if left < 0 else said


def line_shown(one: BudgetLine, person: Any, as_at: date) -> Shown:
    facts = [Fact("Year", year_words(one.year)), Fact("It", one.get_side_display().lower()),
             Fact("Planned", pounds(one.planned)), Fact("Came to", pounds(one.actual) or "Not settled")]  # fmt: skip
    if one.owner:
        facts.append(Fact("From", one.owner.name))
    return Shown(line_mark(one, as_at), facts=facts, parts=[Part("Notes", one.notes)])


# --- letters and other boards -----------------------------------------------------------------------------------------


def letters_for(person: Any):
    return Letter.objects.visible_to(person).order_by(F("sent_on").desc(nulls_first=True), "-pk")


LETTER_MARKS = {"draft": Mark("soon", "Draft"), "sent": Mark("waiting", "Sent, no answer yet"),
                "answered": Mark("done", "Answered")}  # fmt: skip


def letter_row(one: Letter, as_at: date) -> Row:
    cells = (("To", one.to), ("Sent", _short(one.sent_on)))
    return Row(one.title, _url(one), one.reference, cells, LETTER_MARKS[one.stage])


def letters_heading(rows: Sequence[Any], as_at: date) -> str:
    waits = sum(one.stage == "sent" for one in rows)
    if not rows:
        return "No letter of the Chair is written down"
    return f"{many(waits, 'letter')} of the Chair {'waits' if waits == 1 else 'wait'} for an answer"


def letter_shown(one: Letter, person: Any, as_at: date) -> Shown:
    return Shown(
        LETTER_MARKS[one.stage], facts=[
            Fact("From", f"The Independent Chair, {naming.board(one.sent_on or as_at).name}"), Fact("To", one.to),
            Fact("Sent", _day(one.sent_on) or "Not yet"),
        ],
        parts=[Part("The letter", one.body, _day(one.sent_on)), Part("The answer", one.reply, _day(one.replied_on))],
    )  # fmt: skip


def links_for(person: Any):
    return BoardLink.objects.visible_to(person).order_by("-happened_on", "-pk")


LINK_MARKS = {"open": Mark("soon", "Nothing came of it yet"), "answered": Mark("done", "Answered")}


def link_row(one: BoardLink, as_at: date) -> Row:
    cells = (("With", one.get_other_display()), ("What", one.get_way_display()), ("When", _short(one.happened_on)))
    return Row(one.title, _url(one), one.reference, cells, LINK_MARKS[one.stage])


def links_heading(rows: Sequence[Any], as_at: date) -> str:
    if not rows:
        return "Nothing is shared with another board yet"
    boards = len({one.other for one in rows})
    return f"{many(len(rows), 'paper or theme', 'papers and themes')} shared with {many(boards, 'other board').lower()}"


def link_shown(one: BoardLink, person: Any, as_at: date) -> Shown:
    facts = [Fact("With", one.get_other_display()), Fact("What", one.get_way_display()),
             Fact("When", _day(one.happened_on))]  # fmt: skip
    if one.theme:
        facts.append(Fact("Theme", theme_words(one.theme)))
    return Shown(LINK_MARKS[one.stage], facts=facts,
                 parts=[Part("What it says or asks", one.text), Part("What came of it", one.result)])  # fmt: skip


def stage_words(one: Any) -> str:
    return types[one.type].stages[one.stage]
