"""Whether this machine can lay out a PDF at all. Asked at start, so that the answer is a sentence."""

from ctypes.util import find_library

# Name the loader knows -> Debian package that brings it.
NEEDED = {
    "gobject-2.0": "libglib2.0-0",
    "pango-1.0": "libpango-1.0-0",
    "pangoft2-1.0": "libpangoft2-1.0-0",
    "harfbuzz": "libharfbuzz0b",
    "harfbuzz-subset": "libharfbuzz-subset0",
    "fontconfig": "libfontconfig1",
}


def missing_libraries() -> str:
    """One sentence naming the Debian packages that are not installed, or "" when PDFs can be made."""
    packages = [package for library, package in NEEDED.items() if not find_library(library)]
    if not packages:
        return ""
    return (
        "PDFs cannot be made on this machine until these Debian packages are installed: "
        f"{', '.join(packages)}. Everything else works."
    )
