"""From the numbers of an analysis to honest words: icons, labels, the sentence under the chart, headings.

Every word comes from the rule that fired, never from two points; and nothing here changes a computed number.
Where the numbers would mislead (a missing last value, limits without width), the words say so instead.
"""

from dataset.readings.headings import indicator_heading, pack_line, scorecard_heading
from dataset.readings.pictures import chart, moving_range, spark
from dataset.readings.reading import Answer, Facts, Reading, read

__all__ = [
    "Answer",
    "Facts",
    "Reading",
    "chart",
    "indicator_heading",
    "moving_range",
    "pack_line",
    "read",
    "scorecard_heading",
    "spark",
]
