"""Opening strangers' files safely: delimited text, XLSX, ODS. No Django."""

from dataset.sources.opening import open_source
from dataset.sources.shapes import Refused, Source, Table

__all__ = ["Refused", "Source", "Table", "open_source"]
