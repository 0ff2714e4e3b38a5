"""Delimited text: encoding and delimiter found from the bytes, rows streamed with the line where each begins."""

import codecs
import csv
import hashlib
import io
import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from sscb.tables.shapes import MAX_COLUMNS, Refused, Row

CHUNK = 1 << 20
LINE_LIMIT = CHUNK
FIELD_LIMIT = 100_000
DELIMITERS = ",;\t|"

MAGIC = (
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"\x1f\x8b", "a compressed file (gzip)"),
    (b"7z\xbc\xaf", "a compressed file (7z)"),
    (b"Rar!", "a compressed file (RAR)"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"{\\rtf", "a word-processor document (RTF)"),
)
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def survey(path: Path) -> tuple[str, int]:
    """SHA-256 (hex) and size in bytes."""
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as stream:
        while chunk := stream.read(CHUNK):
            digest.update(chunk)
            size += len(chunk)
    return digest.hexdigest(), size


def refuse_other_kinds(start: bytes) -> None:
    """Say what a file is when its first bytes show that it is no table."""
    if start.startswith(OLD_OFFICE):
        raise Refused(
            "This is an old Excel workbook (.xls) or one with a password. "
            "Save it as an ordinary Excel workbook (.xlsx) or as CSV and choose it again."
        )
    for magic, what in MAGIC:
        if start.startswith(magic):
            raise Refused(f"This is {what}, not a table of figures. Choose a CSV, XLSX or ODS file.")
    opening = start.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if opening.startswith((b"<!doctype", b"<html", b"<head", b"<body", b"<?xml", b"<svg", b"<!--")):
        raise Refused(
            "This is a web page or XML, not a table of figures; a download that failed often looks like this. "
            "Download the file again, or choose a CSV, XLSX or ODS file."
        )
    if opening.startswith((b"{", b"[{")):
        raise Refused("This is JSON, not a table of figures. Choose a CSV, XLSX or ODS file.")


def encoding_of(path: Path) -> str:
    """Read the whole file once, in pieces, and name its encoding; refuse what no reader should be given."""
    with path.open("rb") as stream:
        start = stream.read(4)
        if not start:
            raise Refused("This file is empty. Choose the file again, or download it again.")
        stream.seek(0)
        if start.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
            raise Refused("This text is UTF-32, which is not read here. Save it as CSV UTF-8 and choose it again.")
        if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            _prove(stream, "utf-16")
            return "utf-16"
        return _eight_bit(stream)


def _prove(stream: io.BufferedReader, encoding: str) -> None:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        while chunk := stream.read(CHUNK):
            text = decoder.decode(chunk)
            if "\0" in text:
                raise Refused(_NULS)
            if len(text) >= CHUNK // 2 and "\n" not in text and "\r" not in text:
                raise Refused(_LONG_LINE)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        raise Refused(_DAMAGED) from None


_NULS = "This file has NUL characters in it, so it is not a table of text. Save it as CSV UTF-8 and choose it again."
_LONG_LINE = "This file has a line of more than a million characters, so it is not a table of figures."
_DAMAGED = "This file's characters cannot be read: it may be damaged. Save it as CSV UTF-8 and choose it again."


def _eight_bit(stream: io.BufferedReader) -> str:
    utf8 = codecs.getincrementaldecoder("utf-8")()
    is_utf8 = is_1252 = True
    while chunk := stream.read(CHUNK):
        if b"\0" in chunk:
            raise Refused(_NULS)
        if len(chunk) == CHUNK and b"\n" not in chunk and b"\r" not in chunk:
            raise Refused(_LONG_LINE)
        if is_utf8:
            try:
                utf8.decode(chunk)
            except UnicodeDecodeError:
                is_utf8 = False
        if is_1252 and _UNUSED_IN_1252.search(chunk):
            is_1252 = False
    if is_utf8:
        try:
            utf8.decode(b"", final=True)
            return "utf-8-sig"
        except UnicodeDecodeError:
            pass
    if is_1252:
        return "cp1252"
    raise Refused(_DAMAGED)


_UNUSED_IN_1252 = re.compile(rb"[\x01-\x08\x0e-\x1f\x81\x8d\x8f\x90\x9d]")


def delimiter_of(path: Path, encoding: str) -> str:
    """The delimiter that cuts the first lines into most cells; a comma when nothing does."""
    with path.open("r", encoding=encoding, newline="") as stream:
        opening = stream.read(20_000)
    best, most = ",", 1
    for mark in DELIMITERS:
        try:
            rows = csv.reader(io.StringIO(opening), delimiter=mark)
            cells = max((len(row) for row in islice(rows, 10)), default=0)
        except csv.Error:
            continue
        if cells > most:
            best, most = mark, cells
    return best


def rows_of(path: Path, encoding: str, delimiter: str) -> Iterator[Row]:
    """Stream rows with the number of the line where each begins (a quoted cell may hold line breaks)."""
    csv.field_size_limit(FIELD_LIMIT)
    with path.open("r", encoding=encoding, newline="") as stream:
        reader = csv.reader(stream, delimiter=delimiter, strict=True)
        begins = 1
        try:
            for cells in reader:
                if len(cells) > MAX_COLUMNS:
                    raise Refused(f"Line {begins} has more than {MAX_COLUMNS} columns. "
                                  "Take out the columns that are not needed and choose the file again.")
                if cells:
                    yield begins, cells
                begins = reader.line_num + 1
        except csv.Error as problem:
            raise Refused(_csv_sentence(str(problem), begins)) from None
        except UnicodeDecodeError:
            raise Refused(_DAMAGED) from None


def _csv_sentence(problem: str, line: int) -> str:
    if "field limit" in problem:
        return (f"The row that begins on line {line} has a cell of more than {FIELD_LIMIT:,} characters, which is no "
                "figure. A quotation mark may be missing. Correct the row and choose the file again.")
    return (f"The row that begins on line {line} cannot be cut into cells: a quotation mark is missing or out of "
            "place. Correct the row and choose the file again.")
