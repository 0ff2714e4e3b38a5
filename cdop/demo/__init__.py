"""The demonstration's child deaths: all invented, made through the services, the clock stood at each day.

Some five years of completed reviews are carried over as a real board would; the cases since then are told one by one.
"""

from datetime import date
from typing import Any

from cdop.demo.telling import Teller
from sscb import clock
from sscb.learning.services import write_point

LEARNED_ON = date(2019, 10, 8)


def build(world: Any) -> None:
    """Everything that had happened by the world's date."""
    Teller(world).tell()
    if world.on >= LEARNED_ON:
        with clock.at(LEARNED_ON):
            write_point(
                title="Advice on safe sleep is given for the home, and not for nights elsewhere",
                text="The panel’s report: visits and leaflets speak of the cot at home. Families asked in "
                "the campaign say that it is the night with friends or at a feast that nobody plans for.",
                source="child-deaths", theme="infants", group=world.groups["cdop"], by=None, on=LEARNED_ON,
                source_words="Child Death Overview Panel, report of autumn 2019",
            )  # fmt: skip
