"""How many indicators stood under each reading when the Board last met, beside how many do now."""

from collections import Counter
from datetime import date

from dataset.models import Reading
from dataset.queries.standing import judged
from sscb.board.models import PackVersion
from sscb.charts import numbers

KEY = "dataset:count:reading:"


def counts_at_last_board(met_on: date | None) -> tuple[dict[str, str], str]:
    """By group as printed, and the sentence that says where it comes from. Empty before the first meeting.

    What the Board's pack of that day printed, where one was issued; else worked out from the figures there are now
    for periods that had ended by then.
    """
    if met_on is None:
        return {}, ""
    day = numbers.day(met_on)
    issued = (
        PackVersion.objects.filter(
            meeting__group__code="board", meeting__meets_on=met_on, state=PackVersion.State.ISSUED
        ).order_by("-number").values_list("manifest", flat=True).first()
    )  # fmt: skip
    printed = {
        one["key"].removeprefix(KEY): one["shown"] for one in (issued or {}).get("figures", [])
        if one["key"].startswith(KEY)
    }  # fmt: skip
    if printed:
        return printed, f"Last Board: {day}, as its pack printed them."
    found = Counter(one.judged.group for one in judged(audience=Reading.Audience.WIDER.value, as_at=met_on))
    return {group: numbers.plain(count) for group, count in found.items()}, f"Last Board: {day}, worked out since."
