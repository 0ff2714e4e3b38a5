"""Tables in and out: strangers' files opened safely (delimited text, XLSX, ODS), and the one writer. No Django.

opening    open_source: a file by what is in it; archive, excel, opendocument and text read each kind; shapes
writing    as_csv, as_xlsx, book_bytes: text that a spreadsheet would run is made text again (SEC-37)
"""

from sscb.tables.opening import open_source
from sscb.tables.shapes import Refused, Source, Table

__all__ = ["Refused", "Source", "Table", "open_source"]
