"""Asks for the work of what two people have approved; again, where a job ended without doing it."""

from sscb.jobs.services import ring
from sscb.retention.models import Proposal

DISPOSE = "retention.dispose"
TO_DO = (Proposal.State.APPROVED, Proposal.State.ROWS_GONE)


def ask(proposal: Proposal, by) -> None:
    ring(DISPOSE, by=by, args={"proposal": str(proposal.uuid)}, key=f"{DISPOSE}:{proposal.uuid}", about=proposal)


def ring_again() -> int:
    """What is approved and not done: held in between, stopped, or its worker died for good."""
    count = 0
    for one in Proposal.objects.filter(state__in=TO_DO):
        ask(one, None)
        count += 1
    return count
