"""Every write that asks for work: a job to be run, a letter to be sent, a period to be claimed."""

from sscb.jobs.services.asking import UnknownKind, ring, ring_again, try_again
from sscb.jobs.services.delivering import deliver_waiting_mail
from sscb.jobs.services.letters import MailRefused, send_mail
from sscb.jobs.services.periods import forget_old_ticks, note_beat, tick

__all__ = [
    "MailRefused",
    "UnknownKind",
    "deliver_waiting_mail",
    "forget_old_ticks",
    "note_beat",
    "ring",
    "ring_again",
    "send_mail",
    "tick",
    "try_again",
]
