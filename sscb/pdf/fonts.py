"""The pack's typeface: Source Sans 3, four faces, from one folder and no other.

The set-up copies the faces out of node_modules; no font is kept in the repository. A pack in another font has other
page breaks, so without the four faces nothing is printed and a sentence says why.
"""

import os
import shutil
import sys
from html import escape
from pathlib import Path

FACES = {
    "regular": "SourceSans3-Regular.ttf",
    "italic": "SourceSans3-It.ttf",
    "semibold": "SourceSans3-Semibold.ttf",
    "bold": "SourceSans3-Bold.ttf",
}
LICENCE = "LICENCE.md"
MODULES = Path(__file__).resolve().parent.parent.parent / "node_modules" / "source-sans"
INSTALLED = Path(__file__).resolve().parent.parent.parent / "static" / "vendor" / "fonts"


def folder() -> Path:
    """Where the faces are: SSCB_FONTS, else the folder the set-up fills."""
    return Path(os.environ.get("SSCB_FONTS") or INSTALLED)


def fonts_ready(where: Path | None = None) -> str:
    """One sentence saying what is missing, or "" when all four faces are there."""
    where = where or folder()
    missing = [name for name in FACES.values() if not (where / name).is_file()]
    if not missing:
        return ""
    return (
        f"The pack's typeface is not complete, so no pack can be made: {', '.join(missing)} "
        f"{'is' if len(missing) == 1 else 'are'} not in {where}. Run ./run setup; nothing has been changed."
    )


def fontconfig(fonts: Path, cache: Path) -> str:
    """Text of a fonts.conf that knows one folder, so that no machine's own fonts can change a line break."""
    return (
        '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n'
        f"<fontconfig><dir>{escape(str(fonts))}</dir><cachedir>{escape(str(cache))}</cachedir></fontconfig>\n"
    )


def install(target: Path, source: Path = MODULES) -> list[Path]:
    """Copy the four faces and their licence from the npm package; write fonts.conf. Returns what was written.

    Raises FileNotFoundError with a sentence when the package is not there.
    """
    files = {target / name: source / "TTF" / name for name in FACES.values()}
    files[target / LICENCE] = source / "LICENSE.md"
    absent = [path.name for path in files.values() if not path.is_file()]
    if absent:
        raise FileNotFoundError(f"Not found in {source}: {', '.join(absent)}. Run: npm ci --ignore-scripts")
    target.mkdir(parents=True, exist_ok=True)
    for path, original in files.items():
        shutil.copyfile(original, path)
    conf = target / "fonts.conf"
    conf.write_text(fontconfig(target.resolve(), target.resolve() / "cache"), encoding="utf-8")
    return [*files, conf]


if __name__ == "__main__":
    try:
        written = install(Path(sys.argv[1]) if len(sys.argv) > 1 else INSTALLED)
    except FileNotFoundError as problem:
        sys.exit(str(problem))
    print(f"{len(written)} files written to {written[0].parent}.")
