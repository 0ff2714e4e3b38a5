"""What the dataset stores: indicators and their definitions, areas, figures and where they came from."""

from dataset.models.agreed import Aim, ChartNote, EventDay, ReadingRule, Redrawing
from dataset.models.areas import Area, AreaCode, Neighbour
from dataset.models.concerns import Concern, ConcernIndicator, ConcernStep, Question
from dataset.models.figures import Import, ImportLock, OutOf, Restatement, Value
from dataset.models.indicators import Claim, Indicator, IndicatorVersion, SourceMeasure
from dataset.models.masks import Mask
from dataset.models.readings import Reading
from dataset.models.returns import DataReturn, Provider, ReturnRow, Submission

__all__ = ["Aim", "Area", "AreaCode", "ChartNote", "Claim", "Concern", "ConcernIndicator", "ConcernStep", "DataReturn",
           "EventDay", "Import", "ImportLock", "Indicator", "IndicatorVersion", "Mask", "Neighbour", "OutOf",
           "Provider", "Question", "Reading", "ReadingRule", "Redrawing", "Restatement", "ReturnRow", "SourceMeasure",
           "Submission", "Value"]  # fmt: skip
