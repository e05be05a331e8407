"""How the codes of a dimension divide people: sexes, age bands, lists of countries.

An axis is a dimension, or several that cut the same way: AGE and AGEG are both years of age. What
a published list leaves out can be named ("everybody but the ten citizenships listed"), so it is a
cell like the others: the rest.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from itertools import combinations, pairwise
from types import MappingProxyType

from qantara.knowledge.disclosure import countries
from qantara.knowledge.disclosure.division import OTHER, UNKNOWN, Division, Part, divided

#: Dimensions that cut along the axis of another.
AXES = {"AGEG": "AGE", "CITG": "NAT"}
#: Codes that cut along another axis than their dimension: citizenship is not birth.
AXES_OF_CODES = {("CITG", "NBO"): "COB", ("CITG", "FBO"): "COB"}
#: The dimension of regions cuts along the axis of the countries its measure is divided by.
REGIONS = "NATG"

#: Codes that together leave nobody out. Ages do when their bands meet.
COMPLETE: dict[str, set[str]] = {"SEX": {"F", "M"}, "EDU": {"L", "M", "H"}}

#: Axes whose missing code is somebody: no men listed means no men.
CLOSED = {"SEX", "EDU"}

OLDEST = 999
BAND = re.compile(
    r"Y(?:(?P<low>\d+)(?:T(?P<high>\d+))?"
    r"|_GE(?P<from>\d+)|_GT(?P<over>\d+)|_LT(?P<under>\d+)|_LE(?P<upto>\d+))"
)


def part(dimension: str, code: str, regions: str = REGIONS) -> Part:
    """The axis a code cuts along, and its code there.

    regions  the axis of NATG: by citizenship (NAT), by birth (COB), or one of its own
    """
    axis = AXES_OF_CODES.get((dimension, code)) or AXES.get(dimension, dimension)
    if dimension == REGIONS:
        axis = regions
    is_remainder = code in (OTHER, UNKNOWN) or code.startswith(f"{OTHER}~")
    if is_remainder and axis in countries.AXES and axis != dimension:
        head, tilde, named = code.partition("~")
        return axis, f"{head}.{dimension}{tilde}{named}"
    return axis, code


def divisions(
    axis: str,
    codes: Iterable[str],
    within: Mapping[Part, str],
    *,
    is_partition: bool,
    contains: Mapping[str, frozenset[str]] = MappingProxyType({}),
    is_nested: bool = True,
) -> tuple[Division, ...]:
    """The sums that hold along an axis when ``codes`` of it are published.

    within        the code that contains a code of the same list
    is_partition  False: codes may overlap (grounds of a complaint), so each only has its own rest
    contains      region -> its countries
    is_nested     False: lists of countries and of regions each by themselves
    """
    codes = sorted(set(codes))
    if axis in countries.AXES:
        parents = {code: above for (of, code), above in within.items() if of in countries.AXES}
        return countries.divisions(axis, codes, contains, parents, is_nested=is_nested)
    if not is_partition:
        return tuple(divided(axis, None, [code], is_complete=False) for code in codes)
    if axis == "AGE" and _cross(codes):
        return _refined(codes)
    holds = _contains_age if axis == "AGE" else _containing(axis, within)
    parts_of: dict[str | None, list[str]] = defaultdict(list)
    for code in codes:
        containers = [other for other in codes if other != code and holds(other, code)]
        # Containers of a code lie within one another: the smallest has the most around it.
        smallest = max(
            containers, key=lambda one: sum(holds(other, one) for other in codes), default=None
        )
        parts_of[smallest].append(code)
    return tuple(
        divided(
            axis,
            whole,
            parts,
            is_complete=_is_complete(axis, whole, parts),
            is_list=_is_list(axis, parts),
        )
        for whole, parts in parts_of.items()
    )


@lru_cache(maxsize=4_096)
def band(code: str) -> tuple[int, int] | None:
    """Ages of an SDMX age code, from (included) and to (excluded); None for what is no band."""
    found = BAND.fullmatch(code)
    if not found:
        return None
    number = {name: int(text) for name, text in found.groupdict().items() if text is not None}
    if "from" in number:
        return number["from"], OLDEST
    if "over" in number:
        return number["over"] + 1, OLDEST
    if "under" in number:
        return 0, number["under"]
    if "upto" in number:
        return 0, number["upto"] + 1
    return number["low"], number.get("high", number["low"]) + 1


def _is_list(axis: str, codes: list[str]) -> bool:
    """Open lists, and bands of age without a gap: what lies outside may be no part of the measure."""
    if axis == "AGE":
        bands = sorted(ages for code in codes if (ages := band(code)))
        return len(bands) > 1 and all(one[1] == next_[0] for one, next_ in pairwise(bands))
    return len(codes) > 1 and axis not in CLOSED


def _is_complete(axis: str, whole: str | None, codes: list[str]) -> bool:
    if axis == "AGE":
        return _meet(whole, codes)
    return whole is None and COMPLETE.get(axis, {""}) <= set(codes)


def _meet(whole: str | None, codes: list[str]) -> bool:
    """Whether the bands cover ``whole``, or all ages, without a gap."""
    start, end = (band(whole) or (0, OLDEST)) if whole else (0, OLDEST)
    bands = sorted(ages for code in codes if (ages := band(code)))
    if not bands or bands[0][0] != start or bands[-1][1] != end:
        return False
    return all(earlier[1] == later[0] for earlier, later in pairwise(bands))


def _contains_age(outer: str, inner: str) -> bool:
    a, b = band(outer), band(inner)
    if a is None or b is None:
        return False
    return a != b and a[0] <= b[0] and b[1] <= a[1]


def _containing(axis: str, within: Mapping[Part, str]) -> Callable[[str, str], bool]:
    def contains(outer: str, inner: str) -> bool:
        above = within.get((axis, inner), "")
        while above:
            if above == outer:
                return True
            above = within.get((axis, above), "")
        return False

    return contains


def covers(outer: str, inner: str) -> bool:
    """Whether an age band is all of another, or more."""
    return outer == inner or _contains_age(outer, inner)


def _cross(codes: list[str]) -> bool:
    """Whether two bands overlap without one lying in the other (0-17 and 15-24)."""
    bands = sorted(ages for code in codes if (ages := band(code)))
    return any(a[0] < b[0] < a[1] < b[1] for a, b in combinations(bands, 2))


def _refined(codes: list[str]) -> tuple[Division, ...]:
    """Crossing bands meet in their common refinement; each list that leaves nobody out holds by itself.

    The latter follows from the former, but only by several sums at once: said here, counts that are
    known from one list are found without solving anything.
    """
    bands = {code: ages for code in codes if (ages := band(code))}
    limits = sorted({0, OLDEST, *(limit for ages in bands.values() for limit in ages)})
    given = {ages: code for code, ages in bands.items()}
    atoms = {ages: given.get(ages) or _band_code(*ages) for ages in pairwise(limits)}
    others = [("AGE", code) for code in codes if code not in bands]
    sums = [Division(None, (*(("AGE", code) for code in atoms.values()), *others), None)]
    for code, (start, end) in bands.items():
        parts = tuple(("AGE", atom) for (a, b), atom in atoms.items() if start <= a and b <= end)
        if parts != (("AGE", code),):
            sums.append(Division(("AGE", code), parts, None))
    for names in _lists(bands):
        sums.append(Division(None, (*(("AGE", code) for code in names), *others), None))
    return tuple(dict.fromkeys(sums))


def _lists(bands: Mapping[str, tuple[int, int]]) -> list[list[str]]:
    """For each band, the fewest bands around it that cover all ages without a gap, where any do."""
    before = _chains(bands)
    after = _chains({code: (OLDEST - end, OLDEST - start) for code, (start, end) in bands.items()})
    return [
        [*before[start], code, *reversed(after[OLDEST - end])]
        for code, (start, end) in sorted(bands.items())
        if start in before and OLDEST - end in after
    ]


def _chains(bands: Mapping[str, tuple[int, int]]) -> dict[int, list[str]]:
    """The fewest bands, end to end, from birth to each age they reach."""
    found: dict[int, list[str]] = {0: []}
    for code, (start, end) in sorted(bands.items(), key=lambda one: (*reversed(one[1]), one[0])):
        if start in found and (end not in found or len(found[start]) + 1 < len(found[end])):
            found[end] = [*found[start], code]
    return found


def _band_code(start: int, end: int) -> str:
    if end == OLDEST:
        return f"Y_GE{start}"
    return f"Y{start}" if end == start + 1 else f"Y{start}T{end - 1}"
