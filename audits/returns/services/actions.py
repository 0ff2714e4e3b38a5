"""What is planned for a gap becomes an action of the golden thread."""

from datetime import date

from audits.returns.models import AuditReturn, Improvement
from audits.returns.services.writing import write
from sscb.learning.services import open_action


def ask_for(planned: Improvement, one: AuditReturn, *, on: date) -> None:
    """In the caller's transaction. A day that passed while the return was signed becomes the day it is handed in."""
    action = open_action(
        title=planned.text[:200], text=f"{planned.text} ({planned.owner})", agency=one.owner,
        due_on=max(planned.due_on, on), group=one.group, by=None, on=on, source_words=one.title,
    )  # fmt: skip
    write(planned, action=action)
