"""Whether this machine can lay out a PDF at all. Asked at start, so that the answer is a sentence."""

from ctypes import CDLL
from ctypes.util import find_library
from functools import lru_cache

# Name the loader knows, file name on Debian, Debian package that brings it.
NEEDED = (
    ("gobject-2.0", "libgobject-2.0.so.0", "libglib2.0-0"),
    ("pango-1.0", "libpango-1.0.so.0", "libpango-1.0-0"),
    ("pangoft2-1.0", "libpangoft2-1.0.so.0", "libpangoft2-1.0-0"),
    ("harfbuzz", "libharfbuzz.so.0", "libharfbuzz0b"),
    ("harfbuzz-subset", "libharfbuzz-subset.so.0", "libharfbuzz-subset0"),
    ("fontconfig", "libfontconfig.so.1", "libfontconfig1"),
)


@lru_cache(maxsize=1)
def missing_libraries() -> str:
    """One sentence naming the Debian packages that are not installed, or "" when PDFs can be made."""
    packages = [package for name, file, package in NEEDED if not _loads(file) and not find_library(name)]
    if not packages:
        return ""
    return (
        "PDFs cannot be made on this machine until these Debian packages are installed: "
        f"{', '.join(packages)}. Everything else works."
    )


def _loads(file: str) -> bool:
    """Loading is quicker than find_library, which starts other programs to look."""
    try:
        CDLL(file)
    except OSError:
        return False
    return True
