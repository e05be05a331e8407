"""All that is printed of one place and period as linear statements about unknown whole counts.

Unknown are the atoms of each measure: people alike in every respect that any table tells apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import product

import numpy as np
from scipy import sparse

from tests.outside.meaning import (
    AXES,
    BORN,
    COUNTRIES,
    OLDEST,
    OWN,
    STATELESS,
    UNKNOWN,
    Catalogue,
    ages,
    inside,
)
from tests.outside.reading import Said

MOST_ATOMS = 60_000
Parts = tuple[tuple[str, str], ...]


#: Which countries have free movement nobody says: a respect of its own, apart from the country.
_GROUPS: dict[str, dict[str, frozenset]] = {
    "NAT": {"citizenship": frozenset({OWN})},
    "FOR": {"citizenship": COUNTRIES | {STATELESS, UNKNOWN}},
    "EU": {"citizenship": COUNTRIES, "freedom": frozenset({"free"})},
    "NEU": {"citizenship": COUNTRIES, "freedom": frozenset({"rest"})},
    "STLS": {"citizenship": frozenset({STATELESS, UNKNOWN})},
    "NBO": {"birth": frozenset({OWN})},
    "FBO": {"birth": COUNTRIES},
}  # fmt: skip


_SPECIAL = {"XXA": STATELESS, "_U": UNKNOWN}


def axis_of(dimension: str, code: str) -> str:
    if dimension == "CITG":
        return "birth" if code in BORN else "citizenship"
    return AXES.get(dimension, dimension)


@dataclass
class Space:
    """The atoms of one measure: a grid over its axes."""

    measure: str
    axes: dict[str, list[frozenset]]  # axis -> its atoms, as sets of what they hold
    start: int = 0

    @property
    def size(self) -> int:
        return int(np.prod([len(atoms) for atoms in self.axes.values()], dtype=int))

    def members(self, wanted: dict[str, frozenset]) -> np.ndarray:
        """Columns of the atoms within ``wanted``, axis by axis."""
        chosen = [
            [
                place
                for place, atom in enumerate(atoms)
                if axis not in wanted or atom <= wanted[axis]
            ]
            for axis, atoms in self.axes.items()
        ]
        shape = [len(atoms) for atoms in self.axes.values()]
        if not shape:
            return np.array([self.start])
        return self.start + np.array(
            [np.ravel_multi_index(each, shape) for each in product(*chosen)], dtype=int
        )


@dataclass
class Statements:
    """``low <= row @ atoms <= high`` for each row.

    floor  of each atom: 0, or none where a measure is a difference
    said   the figure a row comes of; None for what holds whatever is printed
    """

    floor: np.ndarray
    rows: list[tuple[np.ndarray, np.ndarray]] = field(default_factory=list)
    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)
    said: list[Said | None] = field(default_factory=list)

    @property
    def width(self) -> int:
        return len(self.floor)

    def add(
        self, columns: np.ndarray, weights: np.ndarray, low: float, high: float,
        said: Said | None = None,
    ) -> None:  # fmt: skip
        self.rows.append((columns, weights))
        self.low.append(low)
        self.high.append(high)
        self.said.append(said)

    def without(self, dropped: np.ndarray) -> Statements:
        kept = [row for row in range(len(self.rows)) if not dropped[row]]
        return Statements(
            self.floor,
            *(
                [column[row] for row in kept]
                for column in (self.rows, self.low, self.high, self.said)
            ),
        )

    def matrix(self) -> sparse.csr_array:
        if not self.rows:
            return sparse.csr_array((0, self.width))
        where = np.concatenate([np.full(len(c), i) for i, (c, _w) in enumerate(self.rows)])
        columns = np.concatenate([c for c, _w in self.rows])
        weights = np.concatenate([w for _c, w in self.rows])
        return sparse.csr_array((weights, (where, columns)), shape=(len(self.rows), self.width))


class Attack:
    """One place and period, over all releases."""

    def __init__(self, said: Iterable[Said], catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.said = [one for one in said if self._is_of_people(one)]
        self.listed = self._listed()
        self.spaces: dict[str, Space] = {}
        for measure in sorted(self._measures()):
            space = Space(measure, self._axes(measure))
            assert space.size <= MOST_ATOMS, (measure, space.size)
            self.spaces[measure] = space
        start = 0
        for space in self.spaces.values():
            space.start = start
            start += space.size
        self.width = start

    def _is_of_people(self, one: Said) -> bool:
        meaning = self.catalogue.meanings[one.definition]
        if meaning is None or one.method == "sample_survey":
            return False
        if self.catalogue.kinds[one.unit] not in ("count", "share", "rate"):
            return False
        return self.catalogue.measures[meaning.measure].protection != "none"

    def _measures(self) -> set[str]:
        found = set()
        for one in self.said:
            meaning = self.catalogue.meanings[one.definition]
            found.add(meaning.measure)
            if meaning.share_of and self.catalogue.kinds[one.unit] != "count":
                found.add(meaning.share_of)
        return found

    def parts(self, one: Said) -> Parts:
        meaning = self.catalogue.meanings[one.definition]
        return tuple(sorted({*one.parts, *meaning.where.items()}))

    def _listed(self) -> dict[tuple, frozenset[str]]:
        """Countries that a table lists, by which "all others" is known."""
        found: dict[tuple, set[str]] = defaultdict(set)
        for one in self.said:
            for dimension, code in one.parts:
                if dimension in ("NAT", "COB") and code != "W0_OTH":
                    found[self._table(one, dimension)].add(_SPECIAL.get(code, code))
        return {table: frozenset(codes) for table, codes in found.items()}

    def _table(self, one: Said, dimension: str) -> tuple:
        others = tuple(part for part in one.parts if part[0] != dimension)
        return (one.release, one.definition, one.unit, dimension, others, one.source)

    def sets_of(self, one: Said, dimension: str, code: str) -> dict[str, frozenset]:
        """What a code says, axis by axis."""
        if code == "_U":
            return {axis_of(dimension, code): frozenset({UNKNOWN})}
        if dimension == "CITG":
            return _GROUPS[code]
        axis = axis_of(dimension, code)
        if axis == "age":
            return {axis: ages(code)}
        if axis in ("citizenship", "birth"):
            return {axis: self._nations(one, dimension, code)}
        return {axis: frozenset({code})}

    def _nations(self, one: Said, dimension: str, code: str) -> frozenset:
        if dimension == "NATG":
            return inside(code)
        if code == "W0_OTH":
            everybody = COUNTRIES | {STATELESS, UNKNOWN}
            return everybody - self.listed.get(self._table(one, dimension), frozenset())
        return frozenset({_SPECIAL.get(code, code)})

    def _axes(self, measure: str) -> dict[str, list[frozenset]]:
        sets: dict[str, set[frozenset]] = defaultdict(set)
        for one in self.said:
            meaning = self.catalogue.meanings[one.definition]
            is_share = self.catalogue.kinds[one.unit] != "count"
            if measure not in (meaning.measure, meaning.share_of if is_share else None):
                continue
            for dimension, code in self.parts(one):
                for axis, found in self.sets_of(one, dimension, code).items():
                    sets[axis].add(found)
        return {axis: _atoms(axis, found) for axis, found in sorted(sets.items())}

    def cell(self, one: Said, measure: str, parts: Parts) -> np.ndarray:
        wanted: dict[str, frozenset] = {}
        for dimension, code in parts:
            for axis, found in self.sets_of(one, dimension, code).items():
                wanted[axis] = wanted[axis] & found if axis in wanted else found
        known = self.spaces[measure].axes
        return self.spaces[measure].members({a: s for a, s in wanted.items() if a in known})

    def statements(self) -> Statements:
        floor = np.zeros(self.width)
        for name, space in self.spaces.items():
            if self.catalogue.measures[name].difference:
                floor[space.start : space.start + space.size] = -np.inf
        made = Statements(floor)
        for one in self.said:
            if one.state == "shown" and one.status not in ("E", "I"):
                self._state(made, one)
        self._parts_of(made)
        self._differences(made)
        return made

    def _state(self, made: Statements, one: Said) -> None:
        meaning = self.catalogue.meanings[one.definition]
        cell = self.cell(one, meaning.measure, self.parts(one))
        ones = np.ones(len(cell))
        if self.catalogue.kinds[one.unit] == "count":
            if one.value is not None:
                made.add(cell, ones, one.value, one.value, one)
            return
        if one.numerator is not None:
            made.add(cell, ones, one.numerator, one.numerator, one)
        if meaning.share_of is None or one.value is None:
            return
        whole = self.cell(one, meaning.share_of, self._whole(one, meaning))
        if one.denominator is not None:
            made.add(whole, np.ones(len(whole)), one.denominator, one.denominator, one)
        factor = self.catalogue.factors[one.unit]
        half = 0.5 * 10.0**-one.decimals
        for bound, low, high in (
            ((one.value - half) / factor, 0, np.inf),
            ((one.value + half) / factor, -np.inf, 0),
        ):
            made.add(
                np.concatenate([cell, whole]),
                np.concatenate([ones, np.full(len(whole), -bound)]), low, high, one,
            )  # fmt: skip

    def _whole(self, one: Said, meaning) -> Parts:
        """The denominator is broken down as the share is, but for what the share is made of."""
        own = {name for name, _code in self.parts(one)}
        if meaning.share_of == meaning.measure:
            divided = set(meaning.where) or {
                name for name in ("NAT", "NATG", "CITG") if name in own
            }
            return tuple(part for part in one.parts if part[0] not in divided)
        return one.parts

    def _parts_of(self, made: Statements) -> None:
        """No part is larger than its whole, in any respect that both are told apart by."""
        for name in self.spaces:
            above = self.catalogue.measures[name].part_of
            if above in self.spaces:
                for inner, outer in self._alike(name, above):
                    made.add(
                        np.concatenate([inner, outer]),
                        np.concatenate([np.ones(len(inner)), -np.ones(len(outer))]), -np.inf, 0,
                    )  # fmt: skip

    def _differences(self, made: Statements) -> None:
        for name in self.spaces:
            pair = self.catalogue.measures[name].difference
            if not pair or not set(pair) <= set(self.spaces):
                continue
            for net, plus in self._alike(name, pair[0]):
                for other, minus in self._alike(name, pair[1]):
                    if np.array_equal(net, other):
                        made.add(
                            np.concatenate([net, plus, minus]),
                            np.concatenate(
                                [np.ones(len(net)), -np.ones(len(plus)), np.ones(len(minus))]
                            ),
                            0, 0,
                        )  # fmt: skip

    def _alike(self, one: str, other: str) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        """Columns of two measures that hold the same people, as finely as both tell."""
        inner, outer = self.spaces[one], self.spaces[other]
        common = [axis for axis in inner.axes if axis in outer.axes]
        pieces = [_common(inner.axes[axis], outer.axes[axis]) for axis in common]
        for chosen in product(*pieces):
            wanted = dict(zip(common, chosen, strict=True))
            yield inner.members(wanted), outer.members(wanted)


def _atoms(axis: str, sets: set[frozenset]) -> list[frozenset]:
    """The coarsest division in which every set is a union of parts."""
    everything = frozenset().union(*sets)
    if axis == "age":
        everything |= frozenset(range(OLDEST + 1))
    if axis in ("citizenship", "birth"):
        everything |= COUNTRIES | {STATELESS, UNKNOWN}
    if axis == "freedom":
        everything |= {"free", "rest"}
    if axis == "SEX":
        everything |= {"F", "M"}
    groups: dict[tuple[bool, ...], set] = defaultdict(set)
    ordered = sorted(sets, key=lambda one: sorted(map(str, one)))
    for element in everything:
        groups[tuple(element in one for one in ordered)].add(element)
    return sorted(
        (frozenset(one) for one in groups.values()), key=lambda one: sorted(map(str, one))
    )


def _common(one: list[frozenset], other: list[frozenset]) -> list[frozenset]:
    """The finest division that both can tell: atoms of one joined until they are atoms of the other's joined."""
    left = [set(atom) for atom in one]
    for atom in other:
        touching = [each for each in left if each & atom]
        rest = [each for each in left if not each & atom]
        if touching:
            left = [*rest, set().union(*touching, atom)]
    return [frozenset(each) for each in left]
