"""The bundle encrypted for the road: a zip with AES-256 that any receiver can open with the passphrase. Pure."""

import io
import re
import secrets
import zlib

import pyzipper

SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"
"""What cannot be mistaken when it is read out on the telephone: no i, l, o, 0, 1."""
GROUPS, EACH = 5, 5
"""31 signs, 25 of them: 123 bits."""
LOOKS_RIGHT = re.compile(rf"[{SIGNS}]{{{EACH}}}(-[{SIGNS}]{{{EACH}}}){{{GROUPS - 1}}}")


def new_passphrase() -> str:
    """Such as k7mqx-3vbnd-....: shown once and never kept."""
    return "-".join("".join(secrets.choice(SIGNS) for _ in range(EACH)) for _ in range(GROUPS))


def is_passphrase(text: str) -> bool:
    """It has the form of one that `new_passphrase` makes; a shorter one of somebody's own is not taken."""
    return bool(LOOKS_RIGHT.fullmatch(text))


def encrypt(bundle: bytes, passphrase: str) -> bytes:
    """Every file of the bundle, encrypted with AES-256. Raises ValueError for a passphrase of another form."""
    if not is_passphrase(passphrase):
        raise ValueError("A passphrase is one that was made here.")
    out = io.BytesIO()
    with (
        pyzipper.ZipFile(io.BytesIO(bundle)) as plain,
        pyzipper.AESZipFile(out, "w", compression=pyzipper.ZIP_DEFLATED, encryption=pyzipper.WZ_AES) as archive,
    ):
        archive.setpassword(passphrase.encode())
        archive.setencryption(pyzipper.WZ_AES, nbits=256)
        for one in plain.infolist():
            archive.writestr(one.filename, plain.read(one))
    return out.getvalue()


def opens(archive: bytes, passphrase: str) -> bool:
    """Does this passphrase open the archive? By reading its smallest file."""
    with pyzipper.AESZipFile(io.BytesIO(archive)) as known:
        known.setpassword(passphrase.encode())
        smallest = min(known.infolist(), key=lambda one: one.file_size)
        try:
            known.read(smallest)
        except (RuntimeError, pyzipper.BadZipFile, zlib.error):
            return False
    return True
