"""An attacker who reads what is printed and tries every answer, with none of the product's code.

It knows which sums hold, that "<5" is 1 to 4, and that a hidden figure printed "[c]" is 5 or more, unless it is told
that noughts or small figures may hide there too.
"""

from collections.abc import Mapping, Sequence


def possible(
    printed: Mapping, sums: Sequence[tuple], *, most: int, least: int = 5, secret=(), patience: int = 8_000
) -> dict | None:
    """For each hidden figure, the values it can have. None: too many answers to try them all.

    `printed`: text by key. `sums`: (total, parts). `most`: the largest value tried for "[c]".
    """
    domains = {}
    for key, text in printed.items():
        if text == "<5":
            domains[key] = range(0 if key in secret else 1, 5)
        elif text == "[c]":
            domains[key] = range(least, most + 1)
        elif text != "\N{EN DASH}":
            domains[key] = (int(text.replace(",", "")),)
    hidden = [key for key in printed if printed[key] in ("<5", "[c]")]
    totals = {total for total, _ in sums}
    order = sorted((key for key in domains if key not in totals), key=lambda key: len(domains[key]))
    order += [key for key in domains if key in totals]
    steps, found = 0, {key: set() for key in hidden}
    values: dict = {}

    def fits(key) -> bool:
        for total, parts in sums:
            if key != total and key not in parts:
                continue
            low = sum(values[part] if part in values else min(domains[part]) for part in parts)
            high = sum(values[part] if part in values else max(domains[part]) for part in parts)
            goal = (values[total],) if total in values else (min(domains[total]), max(domains[total]))
            if low > goal[-1] or high < goal[0]:
                return False
        return True

    def settle(place: int) -> bool:
        nonlocal steps
        if place == len(order):
            for key in hidden:
                found[key].add(values[key])
            return True
        key = order[place]
        ready = next((parts for total, parts in sums if total == key and all(part in values for part in parts)), None)
        choices = domains[key]
        if ready is not None:
            made = sum(values[part] for part in ready)
            choices = (made,) if made in choices else ()
        for value in choices:
            steps += 1
            if steps > patience:
                return False
            values[key] = value
            if fits(key) and not settle(place + 1):
                return False
            del values[key]
        return True

    return found if settle(0) else None
