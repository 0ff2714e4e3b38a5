"""Who is responsible for a child's death review on a given day, and what may be done with it (reviews handbook 3.9).

Pure: no Django, no clock, no database. A moment is turned into its day in London before anything is decided.
"""

from cdop.transition.dates import (
    StartRefused,
    check_start,
    days_left,
    keying_fault,
    last_day,
    must_begin_by,
    period,
    received_day,
    start_or_latest,
)
from cdop.transition.deciding import (
    decide,
    needs_handover,
    responsible,
    responsible_if_reopened,
)
from cdop.transition.scope import (
    NEW_FORMS,
    OLD_FORMS,
    death_fault,
    eighteenth_birthday,
    forms_on,
    goes_to_national_database,
    out_of_scope,
)
from cdop.transition.table import (
    ALLOWED,
    ARCHIVE_PASSES,
    GRACE_END,
    GUIDANCE,
    HANDOVER,
    NO_NEW,
    UNCHANGED,
    Act,
    Answer,
    Body,
    Case,
    Period,
    Ruling,
)

__all__ = [
    "ALLOWED", "ARCHIVE_PASSES", "GRACE_END", "GUIDANCE", "HANDOVER", "NEW_FORMS", "NO_NEW", "OLD_FORMS", "UNCHANGED",
    "Act", "Answer", "Body", "Case", "Period", "Ruling", "StartRefused", "check_start", "days_left", "death_fault",
    "decide", "eighteenth_birthday", "forms_on", "goes_to_national_database", "keying_fault", "last_day",
    "must_begin_by", "needs_handover", "out_of_scope", "period", "received_day", "responsible",
    "responsible_if_reopened", "start_or_latest",
]  # fmt: skip
