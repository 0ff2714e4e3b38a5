"""The layouts of published figures that the portal reads, one module each. No Django.

`recognise(source, latest_year=...)` finds the layout by the headings; `Reading.items()` streams what is in the file.
"""

from dataset.layouts.recognising import LAYOUTS, recognise
from dataset.layouts.shapes import Cell, Definition, Item, Layout, Neighbour, Reading, Record, Rejected, Started

__all__ = ["LAYOUTS", "Cell", "Definition", "Item", "Layout", "Neighbour", "Reading", "Record", "Rejected", "Started",
           "recognise"]
