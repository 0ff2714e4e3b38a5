"""What the pages of cycles and returns show."""

from audits.returns.queries.reading import (
    DONE,
    QuestionRow,
    Row,
    Shown,
    StandardRow,
    return_page,
    returns_of,
    row_of,
)

__all__ = [
    "DONE", "QuestionRow", "Row", "Shown", "StandardRow", "return_page", "returns_of", "row_of",
]  # fmt: skip
