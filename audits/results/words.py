"""Sentences about a cycle's grades, made from the counts. No Django."""

from collections.abc import Sequence


def counted(number: int, thing: str) -> str:
    return f"{number} {thing}" + ("" if number == 1 else "s")


def heading(below: Sequence[tuple[str, int]], moderated: int, enough: str, returned: int, asked: int) -> str:
    """`below`: title of each standard and how many agencies stand below `enough`, in the order of the standards."""
    if not moderated:
        are = "is" if returned == 1 else "are"
        return f"No return has been moderated yet: {returned} of {counted(asked, 'return')} {are} in"
    worst = max((count for _, count in below), default=0)
    if not worst:
        return f"No standard is below “{enough.lower()}” in any of {counted(moderated, 'moderated return')}"
    weakest = [title for title, count in below if count == worst]
    of = f"{worst} of {counted(moderated, 'agency').replace('agencys', 'agencies')} {'is' if worst == 1 else 'are'}"
    if len(weakest) > 2:
        return f"{len(weakest)} standards are equally weak: {of} below “{enough.lower()}” in each"
    if len(weakest) == 1:
        return f"{weakest[0]} is the weakest standard: {of} below “{enough.lower()}”"
    one, other = weakest[0], f"{weakest[1][:1].lower()}{weakest[1][1:]}"
    return f"{one}, and {other}, are the weakest standards: {of} below “{enough.lower()}” in each"


def lead(lowered: int, raised: int, of: int, two_steps: Sequence[str], returned: int, asked: int) -> str:
    """`two_steps`: "Agency on standard" for each grade that moderators lowered by two steps or more."""
    said = []
    if of:
        told = f"Moderators lowered {lowered} of {counted(of, 'grade')}"
        if raised:
            told += f" and raised {raised}"
        if two_steps:
            told += f", {len(two_steps)} of them by two steps or more: {'; '.join(two_steps)}"
        said.append(f"{told}.")
    said.append(f"{returned} of {asked} agencies have returned.")
    return " ".join(said)


def moved_words(moved: str, since: str, reason: str) -> str:
    """What a sign in a cell means, for everybody who does not see it."""
    return {
        "up": f"up since {since}", "down": f"down since {since}", "same": f"as in {since}",
        "not comparable": f"not comparable{f' with {since}' if since else ''}: {reason[:1].lower()}{reason[1:]}",
    }.get(moved, "").rstrip(".")  # fmt: skip


SIGNS = {"up": "▲", "down": "▼", "same": "", "not comparable": "≠"}
