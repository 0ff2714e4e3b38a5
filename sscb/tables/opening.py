"""Open a file by what is in it. Its name is only repeated back to the reader."""

from itertools import islice
from pathlib import Path

from sscb.tables import archive, excel, opendocument, text
from sscb.tables.shapes import HEAD_ROWS, Refused, Source, Table

ODS_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"


def open_source(path: Path, *, name: str = "") -> Source:
    """Open a CSV, XLSX or ODS file. Raises Refused with a sentence; reads no more than the head of each table."""
    if not path.is_file():
        raise Refused(f"There is no file at {path}. Check the name and try again.")
    sha256, size = text.survey(path)
    with path.open("rb") as stream:
        start = stream.read(512)
    if start.startswith(b"PK"):
        kind = _kind_of_archive(path)
        reader = excel if kind == "xlsx" else opendocument
        names = reader.sheet_names(path)
        merged = excel.merged_cells(path) if kind == "xlsx" else {}
        tables = [
            _table(sheet, lambda sheet=sheet: reader.rows_of(path, sheet), merged.get(sheet, ())) for sheet in names
        ]
    else:
        text.refuse_other_kinds(start)
        kind = "csv"
        encoding = text.encoding_of(path)
        mark = text.delimiter_of(path, encoding)
        tables = [_table(None, lambda: text.rows_of(path, encoding, mark))]
    return Source(name=name or path.name, sha256=sha256, size=size, kind=kind, tables=tables)


def _table(sheet: str | None, rows, merged: tuple = ()) -> Table:
    stream = rows()
    head = list(islice(stream, HEAD_ROWS))
    stream.close()
    return Table(sheet=sheet, head=head, rows=rows, merged=tuple(merged))


def _kind_of_archive(path: Path) -> str:
    with archive.inspect(path) as members:
        names = set(members.namelist())
        if "xl/workbook.xml" in names:
            return "xlsx"
        if "content.xml" in names and ("mimetype" not in names or ODS_TYPE in members.read("mimetype")[:100]):
            return "ods"
        if "word/document.xml" in names:
            raise Refused("This is a Word document, not a table of figures. Choose a CSV, XLSX or ODS file.")
        if "ppt/presentation.xml" in names:
            raise Refused("This is a presentation, not a table of figures. Choose a CSV, XLSX or ODS file.")
    raise Refused("This is a zip archive, not a workbook. Unpack it and choose the CSV, XLSX or ODS file in it.")
