"""Every write about returns: asking for them, filling them in, handing in, checking, more time."""

from dataset.services.returns.asking import ask_provider
from dataset.services.returns.checking import check_return, reopen_return, send_back
from dataset.services.returns.extending import extend_return
from dataset.services.returns.filling import Row, fill_return, upload_template
from dataset.services.returns.opening import open_returns
from dataset.services.returns.submitting import submit_return

__all__ = [
    "Row", "ask_provider", "check_return", "extend_return", "fill_return", "open_returns", "reopen_return",
    "send_back", "submit_return", "upload_template",
]  # fmt: skip
