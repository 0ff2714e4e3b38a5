"""The audits' types of record: a cycle, and one agency's return in it."""

import audits.cases.records  # noqa: F401 - it plugs in what case audits declare
from audits.grading import gaps
from audits.kinds import plug_every_kind
from audits.returns.lifecycle import CYCLE_MOVES, CYCLE_STAGES, MOVES, STAGES, UNDECIDED
from audits.returns.models import Answer, AuditReturn, Extension
from audits.returns.reading import kind_of, questions_of
from sscb.records.sockets import RecordType, types

plug_every_kind()


def _answers(one) -> dict[str, Answer]:
    return {answer.key: answer for answer in Answer.objects.filter(of=one).prefetch_related("improvements")}


def everything_answered(one, on) -> bool:
    answers = _answers(one)
    asked = questions_of(one.cycle).asked_of(one.agency_kind)
    return all(answers[question.key].is_given for _, question in asked if not question.optional)


def gaps_have_actions(one, on) -> bool:
    answers = _answers(one)
    grades = {key: answer.grade for key, answer in answers.items()}
    found = gaps(questions_of(one.cycle), grades, kind_of(one.cycle).scale)
    return all(
        answers[question.key].gap_reason.strip()
        or any(planned.dropped_on is None for planned in answers[question.key].improvements.all())
        for question in found
    )


def nothing_unconfirmed(one, on) -> bool:
    return all(answer.confirmed for answer in _answers(one).values() if answer.is_given)


def every_answer_moderated(one, on) -> bool:
    answers = _answers(one)
    asked = questions_of(one.cycle).asked_of(one.agency_kind)
    return all(answers[question.key].moderated_on for _, question in asked if question.answer == "grade")


def all_have_signed(one, on) -> bool:
    signed = set(one.signatures.filter(withdrawn_on=None).values_list("office", flat=True))
    return signed >= set(kind_of(one.cycle).signed_by)


def nobody_waits(cycle, on) -> bool:
    returns = AuditReturn.objects.all_for_job("a cycle's own returns").filter(cycle=cycle)
    return not returns.filter(stage__in=UNDECIDED).exists()


CYCLE = types.plug(
    RecordType(
        code="audits.cycle",
        title="Audit cycle",
        url_name="audits:cycle",
        highest_level="P3",
        prefix="AUC",
        stages={str(stage): words for stage, words in CYCLE_STAGES.items()},
        moves=CYCLE_MOVES,
        guards={
            "has_a_window": (lambda cycle, on: cycle.opens_on <= on, "its window has not come"),
            "somebody_has_longer": (
                lambda cycle, on: Extension.objects.filter(of__cycle=cycle).exists(), "no agency has been given longer"
            ),
            "window_has_closed": (lambda cycle, on: on > cycle.closes_on, "its window has not closed"),
            "nobody_waits": (nobody_waits, "some returns are neither moderated nor written off"),
            "board_received": (
                lambda cycle, on: cycle.received_on is not None, "the Board has not received its report"
            ),
        },
    )
)  # fmt: skip

RETURN = types.plug(
    RecordType(
        code="audits.return",
        title="Audit return",
        url_name="audits:return",
        highest_level="P2",
        prefix="AUR",
        stages={str(stage): words for stage, words in STAGES.items()},
        moves=MOVES,
        guards={
            "says_why": (lambda one, on: bool(one.why_now.strip()), "it does not say why"),
            "approved_by_the_chair": (
                lambda one, on: one.exempt_approved_on is not None, "the Independent Chair has not approved it"
            ),
            "its_day_has_ended": (lambda one, on: on > one.due_on, "its last day has not ended"),
            "everything_answered": (everything_answered, "some questions have no answer"),
            "gaps_have_actions": (gaps_have_actions, "a gap has neither an action nor a reason"),
            "nothing_unconfirmed": (nothing_unconfirmed, "an answer carried forward has not been confirmed"),
            "all_have_signed": (all_have_signed, "somebody who must sign has not signed"),
            "every_answer_moderated": (every_answer_moderated, "some answers have not been moderated"),
            "not_appealed_before": (lambda one, on: one.appealed_on is None, "it was appealed once already"),
        },
    )
)  # fmt: skip
