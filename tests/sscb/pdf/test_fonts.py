"""Only the pack's typeface prints, and it is said which characters it lacks."""

import pytest

from sscb.pdf import fonts, stampfont
from sscb.pdf.letters import missing_characters, missing_sentence
from sscb.pdf.printing import pack_stylesheet
from sscb.pdf.structure import structure_report
from tests.sscb.pdf.papers import page


def test_every_sign_of_the_pack_can_be_printed(fonts_folder):
    assert missing_characters("Łódź Ŵyn ŷ ≤ ≥ → ▲ ● ◆ ■ ✓ − – “quoted” £ ½\n\u00ad", fonts_folder) == []


def test_what_cannot_be_printed_is_said(fonts_folder):
    assert missing_characters("安a安🙂", fonts_folder) == ["安", "🙂"]
    assert "U+5B89" in missing_sentence("安", fonts_folder)
    assert missing_sentence("plain", fonts_folder) == ""


def test_missing_faces_are_named(tmp_path):
    (tmp_path / fonts.FACES["regular"]).write_bytes(b"x")
    sentence = fonts.fonts_ready(tmp_path)
    assert "SourceSans3-Bold.ttf" in sentence and "Regular" not in sentence


def test_install_copies_four_faces_the_licence_and_names_one_folder(tmp_path):
    source = tmp_path / "source-sans"
    (source / "TTF").mkdir(parents=True)
    for name in fonts.FACES.values():
        (source / "TTF" / name).write_bytes(name.encode())
    (source / "LICENSE.md").write_text("OFL")
    fonts.install(tmp_path / "out", source)
    written = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert written == sorted([*fonts.FACES.values(), fonts.LICENCE, "fonts.conf"])
    assert (tmp_path / "out/fonts.conf").read_text().count("<dir>") == 1
    assert fonts.fonts_ready(tmp_path / "out") == ""


def test_install_without_the_package_says_what_to_run(tmp_path):
    with pytest.raises(FileNotFoundError, match="npm ci"):
        fonts.install(tmp_path / "out", tmp_path)


@pytest.mark.pdf
def test_another_family_named_in_the_page_prints_in_ours(printer):
    printed = printer.print_one(page('<p style="font-family: DejaVu Sans, Arial">Words, <b>bold</b>, <i>slanted</i>'),
                                pack_stylesheet())  # fmt: skip
    assert all(name.startswith("Source-Sans-3") for name in structure_report(printed.pdf).fonts)


def test_margin_faces_know_their_widths(fonts_folder):
    _, faces = stampfont.open_faces(fonts_folder)
    assert {faces["regular"].widths[digit] for digit in "0123456789"} == {497}
    assert faces["regular"].show("Aŵ").startswith("<") and len(faces["regular"].show("Aŵ")) == 10
    assert faces["bold"].fit("A long title that does not fit", 9, 60).endswith("…")
    assert faces["bold"].width(faces["bold"].fit("A long title that does not fit", 9, 60), 9) <= 60


def test_margin_faces_are_cut_the_same_each_time(fonts_folder, tmp_path):
    for name in fonts.FACES.values():
        (tmp_path / name).write_bytes((fonts_folder / name).read_bytes())
    first = stampfont.prepare(tmp_path)
    assert stampfont.prepare(tmp_path) == first
    assert (tmp_path / stampfont.FILE).read_bytes() == first
