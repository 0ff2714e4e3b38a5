"""Cuts the faces of the margins down and writes them as PDF fonts. Used once, at set-up or on the first merge."""

import json
from collections.abc import Iterable, Mapping
from io import BytesIO
from pathlib import Path

import pikepdf
from fontTools import subset
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name, String


def cut_faces(files: Mapping[str, Path], letters: Iterable[int]) -> bytes:
    """A PDF without pages whose root holds `Faces` (fonts by name) and `Measures` (letters and widths, JSON)."""
    pdf = pikepdf.new()
    faces, measures = Dictionary(), {}
    for name, path in files.items():
        font, known, widths = _cut(path, letters)
        faces["/" + name] = _pdf_font(pdf, font, name, known, widths)
        measures[name] = ["".join(known), widths]
    pdf.Root.Faces = pdf.make_indirect(faces)
    pdf.Root.Measures = pdf.make_stream(json.dumps(measures).encode())
    out = BytesIO()
    pdf.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def _cut(path: Path, letters: Iterable[int]) -> tuple[TTFont, list[str], list[int]]:
    """The face with its glyphs numbered 1, 2, ... in the order of the letters it has, and their widths."""
    font = TTFont(path, recalcTimestamp=False)
    character_map = font.getBestCmap()
    known = [chr(code) for code in letters if code in character_map]
    options = subset.Options(
        notdef_outline=True, glyph_names=False, hinting=False, layout_features=[], name_IDs=[], recalc_timestamp=False,
        drop_tables=["GSUB", "GPOS", "GDEF", "DSIG", "BASE", "STAT", "meta"],
    )  # fmt: skip
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=[ord(letter) for letter in known])
    subsetter.subset(font)
    return font, known, [_thousandths(font, character_map[ord(letter)]) for letter in known]


def _thousandths(font: TTFont, glyph: str) -> int:
    return round(font["hmtx"][glyph][0] * 1000 / font["head"].unitsPerEm)


def _pdf_font(pdf: pikepdf.Pdf, font: TTFont, name: str, known: list[str], widths: list[int]) -> pikepdf.Object:
    numbers = [font.getGlyphID(font.getBestCmap()[ord(letter)]) for letter in known]
    data = BytesIO()
    font.save(data, reorderTables=False)
    base = Name(f"/SSCBAA+SourceSans3-{name.capitalize()}")
    scale = 1000 / font["head"].unitsPerEm
    head, lines = font["head"], font["hhea"]
    descriptor = pdf.make_indirect(
        Dictionary(
            Type=Name.FontDescriptor, FontName=base, Flags=4, ItalicAngle=0, StemV=80,
            FontBBox=Array([round(edge * scale) for edge in (head.xMin, head.yMin, head.xMax, head.yMax)]),
            Ascent=round(lines.ascent * scale), Descent=round(lines.descent * scale), CapHeight=660,
            FontFile2=pdf.make_stream(data.getvalue()),
        )
    )  # fmt: skip
    cid_to_glyph = bytearray(2 * (len(known) + 1))
    for cid, number in enumerate(numbers, 1):
        cid_to_glyph[2 * cid : 2 * cid + 2] = number.to_bytes(2, "big")
    descendant = pdf.make_indirect(
        Dictionary(
            Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=base, FontDescriptor=descriptor,
            CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0),
            CIDToGIDMap=pdf.make_stream(bytes(cid_to_glyph)), DW=500, W=Array([1, Array(widths)]),
        )
    )  # fmt: skip
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font, Subtype=Name.Type0, BaseFont=base, Encoding=Name("/Identity-H"),
            DescendantFonts=Array([descendant]), ToUnicode=pdf.make_stream(_unicode_map(known)),
        )
    )  # fmt: skip


def _unicode_map(known: list[str]) -> bytes:
    lines = [f"<{cid:04x}> <{ord(letter):04x}>" for cid, letter in enumerate(known, 1)]
    blocks = [lines[at : at + 100] for at in range(0, len(lines), 100)]
    body = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        f"1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n{body}\n"
        "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    ).encode()
