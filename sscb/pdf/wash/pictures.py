"""Photographs in a PDF without what the camera wrote beside them: place, day, owner, thumbnail (SEC-32). No library.

The picture itself is not touched: only the parts of its file that tell about it are left out.
"""

END, SCAN = 0xD9, 0xDA
ALONE = {0x01, *range(0xD0, 0xD8)}
TELLING = {0xE0, *range(0xE1, 0xF0), 0xFE}
"""Application segments and comments. Of these only what the colours need is kept."""


def bare_jpeg(data: bytes) -> bytes:
    """Up to the end of the picture; what follows it, and every segment that only tells, is dropped.

    Raises ValueError where it is no whole picture: nothing of one is lost in silence.
    """
    if data[:2] != b"\xff\xd8":
        raise ValueError("does not begin as a photograph")
    kept, at, scans = [data[:2]], 2, 0
    while at + 4 <= len(data):
        if data[at] != 0xFF:
            raise ValueError("a segment does not begin where the one before ends")
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if marker == END:
            break
        if marker in ALONE:
            kept.append(data[at : at + 2])
            at += 2
            continue
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4])
        kept.append(_segment(marker, data[at:end]))
        at = end
        if marker == SCAN:
            scans += 1
            end = _end_of_scan(data, at)
            kept.append(data[at:end])
            at = end
    if not scans:
        raise ValueError("holds no picture")
    return b"".join([*kept, b"\xff\xd9"])


def _segment(marker: int, segment: bytes) -> bytes:
    if marker not in TELLING:
        return segment
    told = segment[4:]
    if marker == 0xE0 and told.startswith(b"JFIF\0"):
        return b"\xff\xe0\x00\x10" + told[:12] + b"\0\0"  # without its thumbnail
    if (marker == 0xE2 and told.startswith(b"ICC_PROFILE\0")) or (marker == 0xEE and told.startswith(b"Adobe")):
        return segment
    return b""


def _end_of_scan(data: bytes, at: int) -> int:
    """Where the next marker begins that is no part of the picture's own data."""
    while (at := data.find(b"\xff", at)) >= 0 and at + 1 < len(data):
        if data[at + 1] == 0 or data[at + 1] in ALONE or data[at + 1] == 0xFF:
            at += 1 if data[at + 1] == 0xFF else 2
            continue
        return at
    return len(data)
