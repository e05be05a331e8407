"""Which territories are linked: what is told of one may tell of another.

A metropolis and its cities, a district that is a territory of its own, a region and what lies in it,
an area and the one that stands in for it, and the places one member stands for. Countries link
nothing: every city lies in one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from qantara.knowledge.disclosure.declaration import Area
from qantara.network.models import Standing, Territory

#: Territory -> the city that has it as a district; territory -> those within it.
Nesting = tuple[dict[str, str], dict[str, Area]]

Links = Mapping[str, Collection[str]]


def linked(slugs: Iterable[str]) -> frozenset[str]:
    """The given territories and all that are linked to them, however far."""
    return reached(slugs, links())


def components(slugs: Iterable[str]) -> list[str]:
    """One name for each set of linked territories among those given: the first of its slugs."""
    known = links()
    return sorted({min(reached([slug], known)) for slug in slugs})


def reached(slugs: Iterable[str], known: Links) -> frozenset[str]:
    """Whatever ``known`` leads to from the given slugs, themselves included."""
    found = set(slugs)
    front = list(found)
    while front:
        for neighbour in known.get(front.pop(), ()):
            if neighbour not in found:
                found.add(neighbour)
                front.append(neighbour)
    return frozenset(found)


def links() -> Links:
    """Neighbours of every territory that has some."""
    found: defaultdict[str, set[str]] = defaultdict(set)

    def tie(one: str, other: str) -> None:
        found[one].add(other)
        found[other].add(one)

    rows = Territory.objects.exclude(parent=None, stands_in_for=None).values_list(
        "slug", "parent__slug", "parent__type", "stands_in_for__slug"
    )
    for slug, parent, kind, stands_in_for in rows:
        if parent and kind != Territory.Type.COUNTRY:
            tie(slug, parent)
        if stands_in_for:
            tie(slug, stands_in_for)
    first: dict[object, str] = {}
    for member, slug in Standing.objects.values_list("member_id", "territory__slug"):
        tie(first.setdefault(member, slug), slug)
    return found


def nesting(slugs: Collection[str]) -> Nesting:
    """Which of the given territories lie in which, for the sums between them; countries apart.

    That those on record leave nobody out is not known: the rest of an area is always somebody.
    """
    districts: dict[str, str] = {}
    within: defaultdict[str, list[str]] = defaultdict(list)
    rows = Territory.objects.filter(slug__in=slugs, parent__slug__in=slugs)
    for slug, kind, parent, around in rows.values_list(
        "slug", "type", "parent__slug", "parent__type"
    ):
        if around == Territory.Type.COUNTRY:
            continue
        if kind == Territory.Type.DISTRICT:
            districts[slug] = parent
        else:
            within[parent].append(slug)
    return districts, {area: Area(parts=tuple(sorted(parts))) for area, parts in within.items()}
