"""Countries, their regions, and groups such as nationals and foreigners: one axis of several lists.

Each list divides people by itself. Beside each other they divide them further: a country lies in its
region, a region among the foreigners, and "all others" is whoever its own list does not name.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from qantara.knowledge.disclosure.division import (
    OTHER,
    UNKNOWN,
    Division,
    divided,
    is_other,
    named_beside,
)

Extent = frozenset[str]

#: Axes whose codes are countries and groups of them: by citizenship, by birth, by another origin.
AXES = ("NAT", "COB", "NATG")

#: Codes of citizenship and birth groups, whatever the axis.
NATIONALS, FOREIGNERS = ("NAT", "NBO"), ("FOR", "FBO")
FREE_MOVEMENT, OTHER_FOREIGNERS, STATELESS = "EU", "NEU", "STLS"
GROUPS = frozenset({*NATIONALS, *FOREIGNERS, FREE_MOVEMENT, OTHER_FOREIGNERS, STATELESS})
EU_EFTA = "EU_EFTA"
#: The ISO code of no citizenship.
NOBODYS = "XXA"

#: Elements of an extent beside countries: the city's own country, and whatever no list knows.
HOME, ELSEWHERE = "own country", "elsewhere"
COUNTRY = re.compile(r"[A-Z]{2}|XXA")


def is_country(code: str) -> bool:
    """Whether the code names a country, or those without one: no group, remainder or "unknown"."""
    return bool(COUNTRY.fullmatch(code)) and code not in GROUPS


def divisions(
    axis: str,
    codes: Iterable[str],
    contains: Mapping[str, Extent],
    parents: Mapping[str, str],
    *,
    is_nested: bool = True,
) -> tuple[Division, ...]:
    """The sums that hold along an axis of countries when ``codes`` of it are published.

    contains   region -> its countries
    parents    code -> the code of its list that contains it, for groups without known countries
    is_nested  False: each list by itself, where a source has its own mind of what lies in what
    """
    space = _Space(axis, frozenset(codes), contains, parents)
    found = [one for each in space.lists() for one in space.tree(each)]
    if is_nested and len(space.lists()) > 1:
        found += space.across()
    return tuple(dict.fromkeys(found))


class _Space:
    """The codes of one axis, each with the countries it stands for where that is known."""

    def __init__(
        self,
        axis: str,
        codes: Extent,
        contains: Mapping[str, Extent],
        parents: Mapping[str, str],
    ) -> None:
        self.axis, self.codes, self.contains, self.parents = axis, codes, contains, parents
        self.placed = frozenset[str]().union(*contains.values())
        given = {code for code in codes if is_country(code)}
        named = frozenset[str]().union(*map(named_beside, codes))
        self.all = self.placed | given | named | {HOME, ELSEWHERE, NOBODYS, STATELESS}
        if axis != "COB" or UNKNOWN in codes:
            self.all |= {UNKNOWN}
        self.foreign = self.all - {HOME, UNKNOWN}
        self.extents = {
            code: extent for code in sorted(codes | named) if (extent := self._extent(code))
        }
        self.met: dict[str, Extent] = {}  # what lists that cross have in common
        self.names = {self.extents[code]: code for code in sorted(codes & self.extents.keys())}

    def _extent(self, code: str) -> Extent | None:
        """The countries a code stands for; None where nobody has said."""
        free = self.contains.get(EU_EFTA, frozenset())
        if is_other(code):
            return self.all - self._union(named_beside(code))
        if is_country(code):
            return frozenset({code})
        if code.startswith(UNKNOWN):
            return frozenset({UNKNOWN})
        known = {
            **dict.fromkeys(NATIONALS, frozenset({HOME})),
            **dict.fromkeys(FOREIGNERS, self.foreign),
            FREE_MOVEMENT: free,
            STATELESS: frozenset({NOBODYS, STATELESS}),
            OTHER_FOREIGNERS: self.foreign - free - {NOBODYS, STATELESS},
        }
        return known.get(code) or self.contains.get(code)

    def _union(self, codes: Iterable[str]) -> Extent:
        """Of codes that stand for countries nobody has named, each is its own."""
        known = getattr(self, "extents", {})
        return frozenset[str]().union(
            *(known.get(code) or self._extent(code) or {code} for code in codes)
        )

    def lists(self) -> list[list[str]]:
        """The published codes, list by list: countries, regions, other groups, citizenship."""
        found: dict[str, list[str]] = defaultdict(list)
        for code in sorted(self.codes):
            found[_list_of(code)].append(code)
        return [found[name] for name in sorted(found)]

    def tree(self, codes: Iterable[str]) -> Iterator[Division]:
        """Everybody by the codes that none contains, and each code by those within it."""
        codes = list(codes)
        plain = [code for code in codes if not is_other(code)]
        inside: dict[str | None, list[str]] = defaultdict(list)
        for code in plain:
            around = [one for one in plain if self._is_inside(code, one)]
            smallest = max(
                around, key=lambda one: sum(self._is_inside(one, other) for other in around),
                default=None,
            )  # fmt: skip
            inside[smallest].append(code)
        for whole, parts in inside.items():
            yield self._divided(whole, parts)
        for code in codes:
            if is_other(code):
                named = named_beside(code)
                tops = [
                    one for one in named if not any(self._is_inside(one, other) for other in named)
                ]
                yield divided(self.axis, None, [*tops, code], is_complete=True)

    def _is_inside(self, code: str, other: str) -> bool:
        a, b = self.extents.get(code), self.extents.get(other)
        if code == other:
            return False
        if a is None or b is None:
            return self._is_declared_inside(code, other)
        return a < b or (a == b and code < other)

    def _is_declared_inside(self, code: str, other: str) -> bool:
        above = self.parents.get(code, "")
        while above and above != other:
            above = self.parents.get(above, "")
        return bool(above)

    def _divided(self, whole: str | None, parts: list[str]) -> Division:
        """``parts`` of ``whole``; what they leave out is a code of its own where one stands for it."""
        around = self.extents.get(whole) if whole else self.all
        is_known = around is not None and all(part in self.extents for part in parts)
        left = (around or frozenset()) - self._union(parts)
        if is_known and not left:
            return divided(self.axis, whole, parts, is_complete=True)
        if is_known and left in self.names and self.names[left] != whole:
            return divided(self.axis, whole, [*parts, self.names[left]], is_complete=True)
        is_list = len(parts) > 1 or parts[0] in GROUPS - {"FBO", "NBO", "NAT"}
        return divided(self.axis, whole, parts, is_complete=False, is_list=is_list)

    def across(self) -> Iterator[Division]:
        """What holds between the lists, as far as it is known where each country lies."""
        among = [
            code
            for code in sorted(self.codes & self.extents.keys())
            if not is_other(code)
            and not code.startswith(UNKNOWN)
            and not (is_country(code) and code not in self.placed and code != NOBODYS)
        ]
        pairs = combinations((self.extents[code] for code in among), 2)
        if all(not (a & b) or a <= b or b <= a for a, b in pairs):
            nested = list(self.tree(among))
        else:
            nested = list(self._refined(among))
        yield from nested
        yield from self._remainders(frozenset(among), nested)
        countries = [code for code in self.codes if is_country(code)]
        for code in FOREIGNERS:
            if code in self.codes and countries:
                yield self._divided(code, sorted(countries))
        unknown = sorted(code for code in self.codes if code.startswith(UNKNOWN))
        for code in unknown[1:]:
            yield divided(self.axis, unknown[0], [code], is_complete=True)

    def _refined(self, codes: list[str]) -> Iterator[Division]:
        """Lists that cross meet in what they have in common: free movement within Europe."""
        members: dict[Extent, set[str]] = defaultdict(set)
        for country in self.all:
            inside = frozenset(code for code in codes if country in self.extents[code])
            if inside:
                members[inside].add(country)
        atoms = {
            inside: self._atom(inside, frozenset(countries))
            for inside, countries in members.items()
        }
        self.met = {atom: frozenset(members[inside]) for inside, atom in atoms.items()}
        for code in codes:
            parts = [atom for inside, atom in atoms.items() if code in inside]
            if parts != [code]:
                yield divided(self.axis, code, parts, is_complete=True)
        yield divided(self.axis, None, atoms.values(), is_complete=False, is_list=True)

    def _remainders(self, among: Extent, nested: list[Division]) -> Iterator[Division]:
        """What a list leaves out, by what other lists name of it: the stateless beside continents.

        It follows from the other sums, but only by several at once: said here, who lies in whom is
        known without solving anything.
        """
        within = {one.whole[1] if one.whole else None: one for one in nested}
        for codes in self.lists():
            top = next(one for one in self.tree(codes) if one.whole is None)
            named = {code for _, code in top.parts if not is_other(code)}
            rest = top.rest or next((part for part in top.parts if is_other(part[1])), None)
            if rest is None or not named <= among:
                continue
            parts = list(self._outside(self._union(named), None, self.all, within))
            if None not in parts and parts != [rest[1]]:
                yield divided(
                    self.axis, rest[1], [part for part in parts if part], is_complete=True
                )

    def _outside(
        self,
        named: Extent,
        whole: str | None,
        around: Extent,
        within: Mapping[str | None, Division],
    ) -> Iterator[str | None]:
        """The largest codes that share nobody with ``named``; None for one that is in and out."""
        division = within.get(whole)
        if division is None:
            yield None
            return
        found = [(code, self.met.get(code) or self.extents[code]) for _, code in division.parts]
        if division.rest:
            left = around - frozenset[str]().union(*(extent for _, extent in found))
            found.append((division.rest[1], left))
        for code, extent in found:
            if not extent & named:
                yield code
            elif not extent <= named:
                yield from self._outside(named, code, extent, within)

    def _atom(self, inside: Extent, countries: Extent) -> str:
        name = self.names.get(countries)
        return name if name in inside else f"^{'+'.join(sorted(inside))}"


def _list_of(code: str) -> str:
    if code in GROUPS or code.endswith(".CITG"):
        return "citizenship" if code not in ("NBO", "FBO") else "birth"
    if code.partition("~")[0].endswith(".NATG"):
        return "regions"
    if is_country(code) or code == UNKNOWN or code.startswith(OTHER):
        return "countries"
    return "regions" if code.isdigit() else "groups"
