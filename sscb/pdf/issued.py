"""Writes to whom a PDF is given on each of its pages, so that a copy that is found can be traced (SEC-25).

An artifact like the other margins: a screen reader does not read it out on each page, a search of the text finds it.
"""

from io import BytesIO
from pathlib import Path

import pikepdf

from sscb.pdf import stampfont

SIZE, SMALLEST, FOOT, SIDE = 7.5, 4.5, 15.0, 40.0
GREY = "0.29 0.333 0.349"
FONT = "/IssuedTo"


def with_its_reader(content: bytes, words: str, *, fonts_folder: Path | None = None) -> bytes:
    """The same document with `words` at the foot of each page."""
    faces_file, faces = stampfont.open_faces(fonts_folder)
    face = faces["regular"]
    with pikepdf.open(BytesIO(content)) as pdf:
        font = pdf.copy_foreign(faces_file.Root.Faces)["/regular"]
        for page in pdf.pages:
            left, foot, right, _ = (float(one) for one in page.mediabox)
            room = right - left - 2 * SIDE
            size = max(SMALLEST, min(SIZE, SIZE * room / max(1.0, face.width(words, SIZE))))
            shown = face.fit(words, size, room)
            x = left + (right - left - face.width(shown, size)) / 2
            line = (
                "/Artifact << /Type /Pagination /Subtype /Footer >> BDC q\n"
                f"{GREY} rg BT {FONT} {size:.2f} Tf {x:.2f} {foot + FOOT:.2f} Td {face.show(shown)} Tj ET\nQ EMC\n"
            )
            page.add_resource(font, pikepdf.Name.Font, pikepdf.Name(FONT), replace_existing=True)
            page.contents_add(b"q\n", prepend=True)
            page.contents_add(b"\nQ\n" + line.encode())
        out = BytesIO()
        pdf.save(out, min_version="1.7", object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()
