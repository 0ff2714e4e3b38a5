"""Workbooks are zip archives from strangers: look before opening (SEC-36).

Limits: 10 MB packed, 100 MB unpacked (as declared, and as found while reading), 200 members, ratio 100,
nothing nested, no document type declarations, no macros, no links to other workbooks, no passwords.
"""

import zipfile
from pathlib import Path

from sscb.tables.shapes import Refused

PACKED = 10 * 1024 * 1024
UNPACKED = 100 * 1024 * 1024
MEMBERS = 200
RATIO = 100
RATIO_FROM = 1024 * 1024
"""Small members of blank XML pack very well and do no harm; the ratio counts from this unpacked size on."""
CELLS = 3_000_000
STRINGS = 400_000
CHUNK = 1 << 18

NESTED = (".zip", ".xlsx", ".xlsm", ".xls", ".ods", ".gz", ".7z", ".rar", ".bz2", ".xz", ".jar")
ARCHIVE_STARTS = (b"PK\x03\x04", b"\x1f\x8b\x08", b"7z\xbc\xaf", b"Rar!", b"BZh", b"\xfd7zXZ")

_TOO_BIG = "This workbook unpacks to more than 100 MB, so it was not opened. Save only the sheet of figures, as CSV."
_BOMB = "This workbook unpacks to far more than its size, as harmful files do, so it was not opened. Save it as CSV."


def inspect(path: Path) -> zipfile.ZipFile:
    """Open the archive after proving every limit. Raises Refused; the caller closes what it gets."""
    if path.stat().st_size > PACKED:
        raise Refused("This workbook is larger than 10 MB. Save only the sheet of figures, as CSV, and choose that.")
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise Refused("This workbook is damaged and cannot be opened. Download or save it again.") from None
    try:
        _directory(archive)
        _members(archive)
    except Refused:
        archive.close()
        raise
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError, RuntimeError):
        archive.close()
        raise Refused("This workbook is damaged and cannot be opened. Download or save it again.") from None
    except Exception as problem:  # zlib.error and its like carry no common base
        archive.close()
        if type(problem).__module__ not in {"zlib", "lzma", "_lzma", "bz2"}:
            raise
        raise Refused("This workbook is damaged and cannot be opened. Download or save it again.") from None
    return archive


def _directory(archive: zipfile.ZipFile) -> None:
    members = archive.infolist()
    if len(members) > MEMBERS:
        raise Refused(f"This workbook has {len(members):,} parts inside, more than {MEMBERS}: far too many sheets. "
                      "Save only the sheet of figures, as CSV, and choose that.")
    if sum(one.file_size for one in members) > UNPACKED:
        raise Refused(_TOO_BIG)
    names = [one.filename for one in members]
    if len(set(names)) != len(names):
        raise Refused("This workbook has two parts of one name inside, so it is damaged. Save it again.")
    for one in members:
        lower = one.filename.lower()
        if one.flag_bits & 0x1:
            raise Refused("This workbook has a password. Save it without one and choose it again.")
        if lower.endswith(NESTED):
            raise Refused("This workbook has another archive inside, so it was not opened. Save it as CSV.")
        if lower.endswith("vbaproject.bin"):
            raise Refused("This workbook has macros. Save it as an ordinary workbook (.xlsx) or as CSV.")
        if "externallinks/" in lower:
            raise Refused("This workbook takes figures from other workbooks by links. "
                          "Copy the figures as values, or save the sheet as CSV, and choose that.")
        if one.file_size > RATIO_FROM and one.file_size > RATIO * max(one.compress_size, 1):
            raise Refused(_BOMB)


def _members(archive: zipfile.ZipFile) -> None:
    """Read every part once, counting what comes out: the directory may lie."""
    total = cells = strings = 0
    for one in archive.infolist():
        found, tail = 0, b""
        with archive.open(one) as stream:
            while chunk := stream.read(CHUNK):
                if not found and chunk.startswith(ARCHIVE_STARTS):
                    raise Refused("This workbook has another archive inside, so it was not opened. Save it as CSV.")
                found += len(chunk)
                total += len(chunk)
                if total > UNPACKED:
                    raise Refused(_TOO_BIG)
                if found > RATIO_FROM and found > RATIO * max(one.compress_size, 1):
                    raise Refused(_BOMB)
                if one.filename.lower().endswith((".xml", ".rels")):
                    seen = tail + chunk
                    if b"<!DOCTYPE" in seen or b"<!ENTITY" in seen:
                        raise Refused("This workbook has XML declarations inside that harmful files use, so it was "
                                      "not opened. Save it as CSV and choose that.")
                    cells += chunk.count(b"<c ") + chunk.count(b"<c>") + chunk.count(b"<table:table-cell")
                    strings += chunk.count(b"<si>") + chunk.count(b"<si ")
                    tail = chunk[-16:]
                if cells > CELLS or strings > STRINGS:
                    raise Refused("This workbook has too many cells to read. Save only the sheet of figures, as CSV.")
