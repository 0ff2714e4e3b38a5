"""The two things done to every object of a part's file before it is written."""


def number_of(reference: bytes) -> int:
    """Position of the object that `12 0 R` names."""
    return int(reference[:-4])


def discard(item) -> None:
    """Take an object out of the file. Its place in the list stays, because numbers are positions in it."""
    item.clear()
    item.free, item.generation, item.number = "f", 1, 0
