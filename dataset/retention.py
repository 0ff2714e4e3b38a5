"""How figures are kept: as agencies sent them three years (RET-8), concerns and what was asked ten (RET-7)."""

from sscb.retention.sockets import Kept, kept

for _one in (
    Kept("dataset.concern", "dataset.Concern", "RET-7", "closed_on"),
    Kept("dataset.question", "dataset.Question", within="about"),
    Kept("dataset.return", "dataset.DataReturn", "RET-8", "period_end"),
):
    kept.plug(_one)
