"""Statistical process control: XmR charts as NHS England's "Making Data Count" draws them.

Figures in, numbers and flags out. No database, no clock, no wording: `dataset.readings` writes the words
and `sscb.charts` draws the picture. The rules are written out in `dataset/spc/rules.py`.
"""

from dataset.spc.analysis import Analysis, Points, Segment, Summary, analyse
from dataset.spc.oracle import read_case, to_oracle
from dataset.spc.questions import Options, Refusal

__all__ = ["Analysis", "Options", "Points", "Refusal", "Segment", "Summary", "analyse", "read_case", "to_oracle"]
