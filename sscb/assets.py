"""Copies the design system's styles and the pack's fonts out of node_modules into folders that git ignores.

Plain Python, no Django: `python sscb/assets.py`, after `npm ci --ignore-scripts`. Run again, it gives the same files.
The design system may be used by a service that is not on GOV.UK, without its brand: so the crown, the crest, the
typeface GDS Transport and the favicons stay behind, and the script stops if any of them is left.
"""

import re
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODULES = ROOT / "node_modules"
VENDOR = ROOT / "static" / "vendor"

STYLES = Path("govuk-frontend/dist/govuk/govuk-frontend.min.css")
SCRIPT = Path("govuk-frontend/dist/govuk/govuk-frontend.min.js")
FONTS = Path("source-sans/TTF")
FONT_LICENCE = Path("source-sans/LICENSE.md")
FACES = ("SourceSans3-Regular.ttf", "SourceSans3-It.ttf", "SourceSans3-Semibold.ttf", "SourceSans3-Bold.ttf")

BRAND = re.compile(r"GDS|Transport|@font-face|crest|crown|copyright-logo|logotype|logo-dot|url\(", re.IGNORECASE)
# What the licence of the design system asks for: the notice stays with every copy.
NOTICE = "/* govuk-frontend {version}, MIT Licence, Copyright (c) 2017 Crown Copyright (Government Digital Service). "\
         "Brand removed. */\n"


class AssetsMissing(Exception):
    """A file to be copied is not there, or something of the brand would have been copied."""


def without_brand(css: str) -> str:
    """The stylesheet without font faces, the typeface's name, crest, crown and logotype; raises when one is left."""
    css = re.sub(r"@font-face\{[^}]*\}", "", css)
    css = re.sub(r'"?GDS Transport"?,', "", css)
    css = re.sub(r"[^{}]*(?:copyright-logo|__crown|logotype|logo-dot)[^{}]*\{[^{}]*\}", "", css)
    css = re.sub(r"@media[^{}]*\{\}|@supports[^{}]*\{\}", "", css)
    # A pointer to a source map that is not copied stops Django's collectstatic.
    css = re.sub(r"/\*# sourceMappingURL=[^*]*\*/", "", css)
    left = BRAND.search(css)
    if left:
        raise AssetsMissing(f"The brand is still in the stylesheet ({left.group(0)!r}). Nothing was copied.")
    if css.count("{") != css.count("}"):
        raise AssetsMissing("Taking the brand out has damaged the stylesheet. Nothing was copied.")
    return css


def without_source_map(script: str) -> str:
    return re.sub(r"//# sourceMappingURL=\S*\s*$", "", script)


def found(path: Path) -> Path:
    """The file below node_modules; raises with a sentence when it is not there."""
    if not (MODULES / path).is_file():
        raise AssetsMissing(f"{path} is not in node_modules. Run: npm ci --ignore-scripts")
    return MODULES / path


def copy_assets(target: Path = VENDOR) -> list[Path]:
    """Write styles, script, four faces and the font's licence below target; returns what was written."""
    css = without_brand(found(STYLES).read_text(encoding="utf-8"))
    script = without_source_map(found(SCRIPT).read_text(encoding="utf-8"))
    version = re.search(r'--govuk-frontend-version:"([^"]+)"', css)
    notice = NOTICE.format(version=version.group(1) if version else "")
    charset = '@charset "UTF-8";'
    texts = {
        target / STYLES.name: charset + notice + css.removeprefix(charset),
        target / SCRIPT.name: notice + script,
    }
    files = {target / "fonts" / face: found(FONTS / face) for face in FACES}
    files[target / "fonts" / "LICENCE.md"] = found(FONT_LICENCE)
    (target / "fonts").mkdir(parents=True, exist_ok=True)
    for path, text in texts.items():
        path.write_text(text, encoding="utf-8")
    for path, source in files.items():
        shutil.copyfile(source, path)
    return [*texts, *files]


if __name__ == "__main__":
    try:
        written = copy_assets()
    except AssetsMissing as problem:
        sys.exit(str(problem))
    print(f"{len(written)} files copied to {VENDOR.relative_to(ROOT)}, brand removed.")
