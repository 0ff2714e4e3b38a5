"""What the dataset stores: indicators and their definitions, areas, figures and where they came from."""

from dataset.models.agreed import Aim, ChartNote, EventDay, ReadingRule, Redrawing
from dataset.models.areas import Area, AreaCode, Neighbour
from dataset.models.figures import Import, ImportLock, OutOf, Restatement, Value
from dataset.models.indicators import Claim, Indicator, IndicatorVersion, SourceMeasure
from dataset.models.masks import Mask
from dataset.models.readings import Reading

__all__ = ["Aim", "Area", "AreaCode", "ChartNote", "Claim", "EventDay", "Import", "ImportLock", "Indicator",
           "IndicatorVersion", "Mask", "Neighbour", "OutOf", "Reading", "ReadingRule", "Redrawing",
           "Restatement", "SourceMeasure", "Value"]  # fmt: skip
