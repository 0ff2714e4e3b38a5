"""What the learning and development audit tells the golden thread: how many people there are to train."""

from audits.gaps.headcount import count
from sscb.learning.headcounts import HeadcountSource, headcount_sources

headcount_sources.plug(HeadcountSource("audits.learning", count))
