"""The life of the plan, as data. No Django."""

from sscb.records.lifecycle import Move

PREPARE, PROPOSE, AGREE = "board.prepare_transition", "board.propose_transition", "board.agree_transition"

STAGES = {"draft": "Being prepared", "proposed": "With the Independent Chair", "agreed": "Agreed"}
MOVES = (
    Move("draft", "proposed", PROPOSE, needs=("nothing_wrong",), button="Put it to the Independent Chair"),
    Move("proposed", "agreed", AGREE, needs=("nothing_wrong", "by_another"), button="Agree to the plan"),
    Move("proposed", "draft", PREPARE, button="Change it again"),
    Move("agreed", "draft", PROPOSE, button="Change it again"),
)
