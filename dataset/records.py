"""The dataset's types of record: the return of an agency, the area of concern, the question put to one agency."""

from dataset.lifecycle import ASKING_MOVES, ASKING_STAGES, MOVES, STAGES
from dataset.queries.concerns import guards
from sscb.records.lifecycle import Move
from sscb.records.sockets import RecordType, types

RETURN = types.plug(
    RecordType(
        code="dataset.return", title="Return of figures", url_name="dataset:return", highest_level="P2", prefix="RET",
        stages={
            "due": "Due", "filling": "Being filled in", "submitted": "Handed in, to be checked",
            "sent_back": "Sent back", "checked": "Checked",
        },
        moves=(
            Move("due", "filling", "dataset.fill_return", button="Fill in"),
            Move("filling", "submitted", "dataset.submit_return", button="Hand in"),
            Move("sent_back", "submitted", "dataset.submit_return", button="Hand in again"),
            Move("submitted", "checked", "dataset.check_return", button="Confirm the figures"),
            Move("submitted", "sent_back", "dataset.check_return", button="Send back"),
            Move("checked", "sent_back", "dataset.reopen_return", button="Open again"),
        ),
    )
)  # fmt: skip

CONCERN = types.plug(
    RecordType(
        code="dataset.concern", title="Area of concern", url_name="dataset:concern", highest_level="P3", prefix="AOC",
        stages={str(stage): words for stage, words in STAGES.items()}, moves=MOVES,
        guards={
            "rests_on_something": (guards.rests_on_something, "it rests on no indicator and nothing that was learned"),
            "asks_something": (guards.asks_something, "it does not say what is to be answered and what it may mean"),
            "minuted": (guards.minuted, "the decision names no minute"),
            "says_why": (guards.says_why, "it does not say why"),
            "question_put": (guards.question_put, "no agency has been asked"),
            "action_promised": (guards.action_promised, "no agency has promised an action"),
            "all_answered": (guards.all_answered, "an agency that was asked has not answered"),
            "may_be_escalated": (
                guards.may_be_escalated,
                "no answer is late: the Independent Chair writes when an answer is late, or is not enough",
            ),
            "condition_met": (
                guards.condition_met,
                "the signal has not been gone for the periods that were set, and no explanation was agreed with why",
            ),
            "board_told": (guards.board_told, "it does not say where the Board was told"),
            "impact_noted": (guards.impact_noted, "it does not say what difference was made"),
        },
    )
)  # fmt: skip

QUESTION = types.plug(
    RecordType(
        code="dataset.question", title="Question to an agency", url_name="dataset:question", highest_level="P2",
        prefix="ASK", stages={str(stage): words for stage, words in ASKING_STAGES.items()}, moves=ASKING_MOVES,
        guards={
            "explained": (guards.explained, "it explains nothing yet"),
            "says_why": (guards.says_why, "it does not say why"),
        },
    )
)  # fmt: skip
