"""The dataset's types of record."""

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
