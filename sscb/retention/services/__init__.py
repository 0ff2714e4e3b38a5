"""Every write of the retention room: one function for each thing a person does."""

from sscb.retention.services.approving import approve, extend
from sscb.retention.services.holding import ask_release, extend_holds, hold_person, place_hold, release_hold
from sscb.retention.services.offering import offer_to_archive
from sscb.retention.services.proposing import propose
from sscb.retention.services.scheduling import change_period, sign_off
from sscb.retention.services.stopping import ask_lift, lift, stop_disposal

__all__ = [
    "approve", "ask_lift", "ask_release", "change_period", "extend", "extend_holds", "hold_person", "lift",
    "offer_to_archive", "place_hold", "propose", "release_hold", "sign_off", "stop_disposal",
]  # fmt: skip
