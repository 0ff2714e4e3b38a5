"""Which figures are hidden: the small ones, what would give them away, and whatever the attacker still finds."""

from collections.abc import Iterable, Mapping, Sequence

from sscb.charts import numbers
from sscb.disclosure.attacking import Sum, clusters, faults, sums
from sscb.disclosure.cells import FEWEST, SMALLEST_GROUP, Audience, Disclosed, Equation, Key, Share, Shown, small

SMALL, PROTECT = "small", "protect"


class CannotProtect(Exception):
    """A hidden figure could be worked out from others that are printed elsewhere already. Names no figure's number."""

    def __init__(self, keys: Sequence[Key]):
        self.keys = tuple(keys)
        super().__init__("A small number could be worked out from figures that are printed elsewhere already.")


def disclose(
    cells: Mapping[Key, int | None],
    equations: Iterable[Equation] = (),
    *,
    audience: Audience | str,
    secret_zeros: Iterable[Key] = (),
    shares: Iterable[Share] = (),
    earlier: Disclosed | None = None,
    printed: Iterable[Key] = (),
) -> Disclosed:
    """What may be printed of all these counts together.

    `cells`: whole counts of people, None where nothing was sent. `equations`: every sum a reader could do between
    them. `secret_zeros`: where nought tells as much as a small number. `shares`: percentages and rates of the counts.
    `earlier`: what was decided before for the same figures; what it hid stays hidden, so that a correction gives
    nothing away (SEC-31). `printed`: figures that stand elsewhere already, so that hiding them here would hide nothing.
    The same figures always get the same answer.

    Each round hides one figure more or veils a cluster, which is never attacked again: so it ends.
    Raises ValueError for a negative or broken count, or an equation over a figure that is not there; CannotProtect
    where what is `printed` gives a hidden figure away.
    """
    audience, shares = Audience(audience), list(shares)
    secret = frozenset(key for key in secret_zeros if key in cells)
    equations = _checked(cells, equations, shares)
    if audience == Audience.QP:
        hidden: dict[Key, str] = {}
    else:
        before = {key for key in cells if earlier and key in earlier and earlier[key].hidden and cells[key] is not None}
        hidden = _hidden(cells, sums(cells, equations), secret, before, frozenset(printed))
    shown = {
        key: Shown(None, hidden[key]) if key in hidden else Shown(value) for key, value in cells.items()
    }  # fmt: skip
    for share in shares:
        closed = audience != Audience.QP and (
            share.numerator in hidden or share.denominator in hidden
            or bool(earlier and share.key in earlier and earlier[share.key].hidden)
        )  # fmt: skip
        shown[share.key] = _share(cells[share.numerator], cells[share.denominator], audience, share, closed)
    return Disclosed(audience, shown, secret)


def disclose_share(
    numerator: float | None,
    denominator: float | None,
    audience: Audience | str,
    *,
    multiplier: int = 100,
    decimals: int = 1,
    unit: str = numbers.PER_CENT,
    of_people: bool = True,
) -> Shown:
    """A share that stands alone: hidden where it counts 1 to 4, leaves 1 to 4 over, or is a share of fewer than 10.

    `of_people`: False where those left over are things nobody could name, such as posts or papers.

    `unit`: "%" or words such as "per 10,000". A share without both of its parts has no figure.
    """
    share = Share(None, None, None, multiplier, decimals, unit, of_people)
    return _share(numerator, denominator, Audience(audience), share)


def _share(numerator, denominator, audience, share: Share, closed: bool = False) -> Shown:
    if numerator is None or not denominator:
        return Shown(None, "", share.unit, share.decimals)
    left = denominator - numerator if share.of_people and share.unit == numbers.PER_CENT else None
    few = small(numerator) or small(left) or denominator < SMALLEST_GROUP
    if closed or (audience != Audience.QP and few):
        return Shown(None, PROTECT, share.unit, share.decimals)
    exact = share.multiplier * numerator / denominator
    return Shown(float(numbers.rounded(exact, share.decimals)), "", share.unit, share.decimals)


class Release:
    """Everything that goes out together, gathered table by table and decided once.

    The same key in two tables is the same figure; a different number under it is a mistake and is refused.
    """

    def __init__(self):
        self._cells: dict[Key, int | None] = {}
        self._equations: list[Equation] = []
        self._shares: list[Share] = []
        self._secret: set[Key] = set()

    def add(
        self,
        cells: Mapping[Key, int | None],
        equations: Iterable[Equation] = (),
        *,
        secret_zeros: Iterable[Key] = (),
        shares: Iterable[Share] = (),
    ) -> None:
        """One table more."""
        for key, value in cells.items():
            if key in self._cells and self._cells[key] != value:
                raise ValueError(f"Two tables of one release give different figures for {key}.")
        self._cells.update(cells)
        self._equations += equations
        self._shares += shares
        self._secret.update(secret_zeros)

    @property
    def cells(self) -> Mapping[Key, int | None]:
        return self._cells

    @property
    def shares(self) -> tuple[Share, ...]:
        return tuple(dict.fromkeys(self._shares))

    @property
    def secret_zeros(self) -> frozenset[Key]:
        return frozenset(self._secret)

    @property
    def equations(self) -> tuple[Equation, ...]:
        """Every sum of the release, once."""
        return tuple(dict.fromkeys(self._equations))

    def decide(self, audience: Audience | str, earlier: Disclosed | None = None) -> Disclosed:
        """What may be printed in all of the tables."""
        return disclose(
            self._cells, self.equations, audience=audience, secret_zeros=self._secret,
            shares=dict.fromkeys(self._shares), earlier=earlier,
        )  # fmt: skip


def _hidden(cells, every: Sequence[Sum], secret: frozenset[Key], before: set[Key], printed: frozenset[Key]):
    """What each hidden figure is printed as. Figures that no sum joins are decided apart."""
    found = {
        key: SMALL if small(value) or (key in secret and value == 0) else PROTECT
        for key, value in cells.items()
        if small(value) or key in before or (key in secret and value == 0)
    }
    order = {key: place for place, key in enumerate(cells)}
    whole = dict.fromkeys((key for one in every for key in one.members), PROTECT)
    for keys, near in clusters(every, whole):
        start = {key: found[key] for key in keys if key in found}
        if start:
            found.update(_Hiding(cells, near, secret, start, order, printed).hidden)
    return found


def _checked(cells, equations, shares) -> list[Equation]:
    for key, value in cells.items():
        if value is not None and (value < 0 or value != int(value)):
            raise ValueError(f"{key} is not a whole count: only counts of people can be made safe.")
    equations = list(equations)
    named = [key for one in equations for key in one.members]
    named += [key for share in shares for key in (share.numerator, share.denominator)]
    missing = [key for key in named if key not in cells]
    if missing:
        raise ValueError(f"A sum or share names {missing[0]}, which is not among the figures.")
    return equations


class _Hiding:
    """One decision over figures that sums join: `hidden` holds what each hidden one is printed as."""

    def __init__(self, cells, every: Sequence[Sum], secret: frozenset[Key], start: dict[Key, str], order, printed):
        self.cells, self.every, self.secret, self.hidden, self.order = cells, every, secret, start, order
        self.printed = printed
        self.sums_of: dict[Key, list[Sum]] = {}
        for one in every:
            for key in dict.fromkeys(one.members):
                self.sums_of.setdefault(key, []).append(one)
        kept = set(self.hidden)
        self._pair(every)
        while found := faults(cells, every, self.hidden, secret):
            if not self._hide_for(found[0]):
                raise CannotProtect(found)
        self._show_again(kept)

    def _pair(self, waiting: Iterable[Sum]) -> None:
        """No sum is left with exactly one hidden member."""
        waiting = list(waiting)
        while waiting:
            one = waiting.pop(0)
            if self._lonely(one):
                partner = self._cheapest(key for key in one.members if key not in self.hidden)
                if partner is not None:
                    self.hidden[partner] = PROTECT
                    waiting += self.sums_of[partner]

    def _lonely(self, one: Sum) -> bool:
        return sum(key in self.hidden for key in dict.fromkeys(one.members)) == 1

    def _cheapest(self, keys: Iterable[Key], noughts: bool = False) -> Key | None:
        """The figure whose loss costs least: fewest sums left open by it, then the smallest, then the first."""
        def cost(key):
            opened = sum(1 if self._untouched(one) else -1 if self._lonely(one) else 0 for one in self.sums_of[key])
            return opened, self.cells[key], self.order[key]

        free = (key for key in keys if key not in self.printed and (noughts or self.cells[key]))
        return min(free, key=cost, default=None)

    def _untouched(self, one: Sum) -> bool:
        return not any(key in self.hidden for key in one.members)

    def _hide_for(self, key: Key) -> bool:
        """One step towards hiding `key`: a figure near it; a nought; or, with nothing left to hide, no "<5" either.

        False where there was none.
        """
        keys, near = next(group for group in clusters(self.every, self.hidden) if key in group[0])
        open_near = [other for one in near for other in one.members if other not in self.hidden]
        more = self._cheapest(open_near)
        if more is None and any(not self.cells[one] for one in keys):
            more = self._cheapest(open_near, noughts=True)
        if more is None:
            veiled = all(self.hidden[one] == PROTECT for one in keys)
            self.hidden.update(dict.fromkeys(keys, PROTECT))
            return not veiled
        self.hidden[more] = PROTECT
        self._pair(self.sums_of[more])
        return True

    def _show_again(self, kept: set[Key]) -> None:
        """Figures hidden on the way that turned out not to be needed, the largest first."""
        veils = {key for key, how in self.hidden.items() if how == PROTECT and self.cells[key] < FEWEST}
        spare = [
            key for key in self.hidden
            if key not in kept and not any(veils & set(one.members) for one in self.sums_of[key])
        ]  # fmt: skip
        for key in sorted(spare, key=lambda one: (-self.cells[one], self.order[one])):
            without = {other: how for other, how in self.hidden.items() if other != key}
            if not faults(self.cells, self.every, without, self.secret):
                self.hidden = without


__all__ = ["CannotProtect", "Release", "disclose", "disclose_share"]
