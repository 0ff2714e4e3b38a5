"""The two queues bells travel through, each kombu's own with one fault put right (found by the tests of this room)."""

from kombu.transport import TRANSPORT_ALIASES


def use_ours() -> None:
    """From now on broker addresses of filesystem:// and redis:// mean these transports."""
    TRANSPORT_ALIASES["filesystem"] = "sscb.jobs.brokers.folder:Transport"
    TRANSPORT_ALIASES["redis"] = TRANSPORT_ALIASES["rediss"] = "sscb.jobs.brokers.redis:Transport"
