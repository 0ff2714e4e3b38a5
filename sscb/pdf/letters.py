"""Which characters the pack's typeface can print. A missing one prints as an empty box without any warning."""

from functools import lru_cache
from pathlib import Path

from fontTools.ttLib import TTFont

from sscb.pdf import fonts

# Characters that are laid out but never drawn.
INVISIBLE = frozenset("\n\r\t\u00ad\u200b\u200c\u200d\u2060\ufeff")


@lru_cache(maxsize=8)
def _repertoire(path: Path) -> frozenset[str]:
    with TTFont(path, lazy=True) as font:
        return frozenset(map(chr, font.getBestCmap()))


def missing_characters(text: str, where: Path | None = None) -> list[str]:
    """The characters of `text` that at least one of the four faces lacks, each once, in order of appearance."""
    where = where or fonts.folder()
    known = frozenset.intersection(*(_repertoire(where / name) for name in fonts.FACES.values()))
    return [character for character in dict.fromkeys(text) if character not in known and character not in INVISIBLE]


def missing_sentence(text: str, where: Path | None = None) -> str:
    """What to tell the person who typed `text`, or ""."""
    missing = missing_characters(text, where)
    if not missing:
        return ""
    shown = ", ".join(f"“{character}” (U+{ord(character):04X})" for character in missing[:5])
    more = f" and {len(missing) - 5} more" if len(missing) > 5 else ""
    return f"The pack cannot print {shown}{more}. Write it another way; nothing has been changed."
