"""Areas of concern of the demonstration, each told by what happened until the demonstration's date.

One is open and an answer is late, one waits for its answer, one is raised, one is watched, one was closed with the
difference it made. Every step is taken by whoever takes it, on its day, through the portal's own services.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from dataset.models import Concern, Indicator, Question
from dataset.services import concerns as services
from sscb import clock
from sscb.learning.models import LearningPoint
from sscb.learning.services import write_point


@dataclass
class Story:
    """One concern as it goes. Steps after the world's date have not happened."""

    world: object
    codes: tuple[str, ...]
    concern: Concern | None = None
    questions: dict[str, Question] = field(default_factory=dict)

    def step(self, on: date, act: Callable, **told) -> None:
        if on > self.world.on:
            return
        if self.concern:
            self.concern = Concern._base_manager.select_related("group").get(pk=self.concern.pk)
        with clock.at(on):
            act(on, **told)

    def who(self, key: str):
        return self.world.people[key]

    # --- what happens -------------------------------------------------------------------------------------------------

    def raised(self, on: date, *, by: str = "office", themes: tuple[str, ...] = (), **said) -> None:
        self.concern = services.raise_concern(
            indicators=list(Indicator.objects.filter(code__in=self.codes)), by=self.who(by), on=on,
            points=list(LearningPoint._base_manager.filter(theme__in=themes)), **said,
        )  # fmt: skip

    def accepted(self, on: date, *, minute: str) -> None:
        services.accept_concern(concern=self.concern, minute=minute, by=self.who("qp-chair"), on=on)

    def passed(self, on: date, *, to: tuple[str, ...], **said) -> None:
        agencies = [self.world.organisations[code] for code in to]
        made = services.pass_concern(
            concern=self.concern, agencies=agencies, title=self.concern.title, by=self.who("office"), on=on, **said
        )
        self.questions |= {one.owner.code: one for one in made}

    def promised(self, on: date, *, by: str, agency: str, lead: str, due_on: date, title: str) -> None:
        services.promise_action(
            question=self.fresh(agency), title=title, due_on=due_on, lead=self.who(lead), by=self.who(by), on=on
        )

    def answered(self, on: date, *, by: str, agency: str, **said) -> None:
        question = self.fresh(agency)
        services.send_answer(question=question, version=question.version, by=self.who(by), on=on, **said)

    def chased(self, on: date, *, agency: str) -> None:
        services.chase_question(question=self.fresh(agency), by=self.who("office"), on=on)

    def monitored(self, on: date, *, from_on: date, minute: str, periods: int = 3, why: str = "") -> None:
        services.monitor_concern(
            concern=self.concern, periods=periods, from_on=from_on, minute=minute, why=why, by=self.who("qp-chair"),
            on=on,
        )  # fmt: skip

    def resolved(self, on: date, *, how: str, minute: str, why: str = "") -> None:
        services.resolve_concern(concern=self.concern, how=how, minute=minute, why=why, by=self.who("chair"), on=on)

    def closed(self, on: date, *, impact: str, board_told: str) -> None:
        services.close_concern(concern=self.concern, impact=impact, board_told=board_told, by=self.who("bm"), on=on)

    def fresh(self, agency: str) -> Question:
        found = Question._base_manager.select_related("owner", "group", "about", "about__group")
        return found.get(pk=self.questions[agency].pk)


def build(world) -> None:
    """Every story, the oldest first."""
    for tell in (decided_in_a_day, visits, return_interviews, health_assessments, assessments):
        tell(world)


def decided_in_a_day(world) -> None:
    """Closed, with the difference it made."""
    story = Story(world, ("FD06",))
    story.step(
        date(2019, 1, 16), story.raised, title="Referrals wait too long for a decision",
        asks="Why is one referral in eleven not decided within one working day?",
        evidence="For two years the share has run near 91%, below its target of 95%, with no month standing out.",
        harm="A child who is referred on a Friday may wait over the weekend before anybody decides.",
    )  # fmt: skip
    story.step(date(2019, 1, 22), story.accepted, minute="Q&P 2019/04")
    story.step(
        date(2019, 1, 23), story.passed, to=("council-csc",),
        text="Why is one referral in eleven not decided within one working day, and what will change that?",
        because="The process runs near 91% and will not reach 95% as it runs now.",
    )  # fmt: skip
    story.step(
        date(2019, 1, 31), story.promised, by="dcs", agency="council-csc", lead="dcs", due_on=date(2019, 2, 28),
        title="Put a second decision maker at the front door from 3pm",
    )  # fmt: skip
    story.step(
        date(2019, 2, 5), story.answered, by="dcs", agency="council-csc",
        explanation="Referrals that came after 3pm were left for the next morning. One manager decided all of them.",
        data="Of 31 late decisions in December, 26 had come after 3pm.",
        does="A second decision maker works from 3pm to 7pm from February.",
    )  # fmt: skip
    story.step(
        date(2019, 2, 12), story.monitored, from_on=date(2019, 2, 1), minute="Q&P 2019/09",
        why="The share should stand above its old level from February.",
    )  # fmt: skip
    story.step(
        date(2019, 6, 11), story.resolved, how="explained", minute="Q&P 2019/22",
        why="Since February the share has run near 95.5%: the process has changed; chance decides single months.",
    )  # fmt: skip
    story.step(
        date(2019, 7, 2), story.closed, board_told="Board meeting 2019/2, item 9",
        impact="About one referral in twenty-two now waits longer than a day, where it was one in eleven.",
    )  # fmt: skip
    story.step(
        date(2019, 7, 2), lambda on: write_point(
            title="A referral after three in the afternoon waited for the one person who decides",
            text="The share looked steady and met no target for two years; the hour of the day explained it.",
            source="dataset", theme="thresholds", group=world.groups["qp"], by=None, on=on,
            source_uuid=story.concern.uuid, source_words="Dataset: decisions within one working day",
        ),
    )  # fmt: skip


def visits(world) -> None:
    """Watched: the signal is gone, but not yet for as long as was set."""
    story = Story(world, ("CP10",))
    story.step(
        date(2019, 7, 17), story.raised, title="Visits to children on a plan were missed in June",
        asks="Which children were not visited in June, and do they have a worker now?",
        evidence="June fell below the usual range for the first time in three years.",
        harm="A child on a protection plan is not seen.",
    )  # fmt: skip
    story.step(date(2019, 7, 18), story.accepted, minute="Q&P 2019/26")
    story.step(
        date(2019, 7, 18), story.passed, to=("council-csc",),
        text="Why were visits missed in June, and does every child concerned have a worker now?",
    )  # fmt: skip
    story.step(
        date(2019, 7, 31), story.answered, by="dcs", agency="council-csc",
        explanation="One team lost three workers in the same fortnight and its cases were not handed on at once.",
        data="All but a handful of the missed visits were of that team. Each child was seen by 12 July.",
        does="Cases of a worker who leaves are now handed on before the last day.",
    )  # fmt: skip
    story.step(
        date(2019, 8, 28), story.monitored, from_on=date(2019, 8, 1), minute="Q&P 2019/29",
        why="The share should be back within its usual range from August.",
    )  # fmt: skip


def return_interviews(world) -> None:
    """The story of the pictures: two agencies asked, one has answered, the other is late."""
    story = Story(world, ("MI02",))
    story.step(
        date(2019, 10, 15), story.raised, title="Missing children wait too long for a return interview",
        themes=("exploitation",),
        asks="Why did interviews slow down in August, and are children being missed at weekends?",
        evidence="August and September fell below the usual range; a year ago the share was above 80%.",
        harm="Children tell their story late or not at all, and risks of exploitation go unseen.",
    )  # fmt: skip
    story.step(date(2019, 10, 16), story.accepted, minute="Q&P 2019/31")
    story.step(
        date(2019, 10, 16), story.passed, to=("council-csc", "police"),
        text="Why did interviews slow down in August, and are children being missed at weekends?",
        because="The share held within 72 hours fell below its usual range in August and again in September.",
    )  # fmt: skip
    story.step(
        date(2019, 10, 23), story.promised, by="dcs", agency="council-csc", lead="dcs", due_on=date(2019, 11, 18),
        title="Take notices of missing children by email at weekends, until the police pass them on",
    )  # fmt: skip
    story.step(
        date(2019, 10, 24), story.answered, by="dcs", agency="council-csc",
        explanation="Interviewers were in post throughout. Most late interviews began with a notice that came after a "
        "weekend.",
        data="29 of 38 late interviews in September followed a notice that came on Monday or later.",
        does="Notices by email at weekends, as an interim, from 18 November.",
    )  # fmt: skip
    story.step(date(2019, 11, 6), story.chased, agency="police")


def health_assessments(world) -> None:
    """Passed, and the answer is not due yet."""
    story = Story(world, ("LA05",))
    story.step(
        date(2019, 10, 30), story.raised, title="Health assessments on entering care are late every month",
        asks="What would have to change so that nine in ten are done within 20 working days?",
        evidence="About two in three are in time, every month: as it runs, the process will not reach 90%.",
        harm="Children come into care with needs that nobody has looked at.",
    )  # fmt: skip
    story.step(date(2019, 11, 5), story.accepted, minute="Q&P 2019/36")
    story.step(
        date(2019, 11, 6), story.passed, to=("ccg",),
        text="What would have to change so that nine in ten health assessments are done in time, and by when?",
        because="About two in three are done within 20 working days, every month.",
    )  # fmt: skip


def assessments(world) -> None:
    """Raised, and Quality and Performance has still to decide."""
    story = Story(world, ("AS01",))
    story.step(
        date(2019, 11, 8), story.raised, title="One assessment in four takes longer than 45 days",
        asks="Which assessments are late, and do children wait for help meanwhile?",
        evidence="The share has run near 75% for three years against a target of 85%.",
        harm="Help begins when the assessment ends: for one child in four that is late.",
    )  # fmt: skip
