"""Store a list of territories: all of it or nothing, and as often as one likes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from qantara.core import audit
from qantara.network.models import Territory
from qantara.network.territories.file import Row, a_code, read, stop_at

#: Territories written in one statement.
BATCH = 2_000
_SAID = ("name", "codes", "longitude", "latitude", "valid_from", "valid_to")

Parents = Mapping[str, Territory | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """What a list changed: slugs of territories, in its order."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    same: int


@transaction.atomic
def load(path: Path, *, at: datetime) -> Loaded:
    """Bring the territories on record to what a list says of them; all others stay as they are.

    A row is the territory on record that has its slug or, without a slug, one of its codes; otherwise
    it is new. Names and codes are added to those there are, an empty cell changes nothing.
    Raises TerritoriesFileError, and then nothing is stored.
    """
    rows = read(path)
    known = _Known(Territory.objects.select_related("parent"))
    meant = [known.meant(row) for row in rows]
    stop_at(known.problems, path)
    new = [one for one in meant if one.pk is None]
    before = {one.pk: _state(one) for one in meant if one.pk is not None}
    for row, one in zip(rows, meant, strict=True):
        _say(row, one)
        known.add(one)
    parents = {one.slug: known.parent(row, one) for row, one in zip(rows, meant, strict=True)}
    for row, one in zip(rows, meant, strict=True):
        if _lies_in_itself(one, parents):
            known.problems.append(f"row {row.row}, column `parent`: {one.slug} would lie in itself")
    stop_at(known.problems, path)
    for generation in _generations(new, parents):
        _set_parents(generation, parents)
        Territory.objects.bulk_create(generation, batch_size=BATCH)
    _set_parents(meant, parents)
    changed = [one for one in meant if one.pk in before and _state(one) != before[one.pk]]
    Territory.objects.bulk_update(changed, (*_SAID, "parent"), batch_size=BATCH)
    if new or changed:
        counted = f"{path.name}: {len(new)} added, {len(changed)} changed"
        audit.record("territories.loaded", meant[0], by=None, at=at, reason=counted)
    return Loaded(
        added=tuple(one.slug for one in new),
        changed=tuple(one.slug for one in changed),
        same=len(before) - len(changed),
    )


class _Known:
    """Territories by slug and by code: those on record and, once added, those of the list."""

    def __init__(self, on_record: Iterable[Territory]) -> None:
        self.by_slug: dict[str, Territory] = {}
        self.by_code: dict[tuple[str, str], Territory] = {}
        self.problems: list[str] = []
        self._rows: dict[str, int] = {}
        for one in on_record:
            self.add(one)

    def add(self, one: Territory) -> None:
        self.by_slug[one.slug] = one
        self.by_code |= dict.fromkeys(one.codes.items(), one)

    def meant(self, row: Row) -> Territory:
        """The territory on record that a row is about, or a new one."""
        with_code = {
            one.slug: one
            for code in row.codes.items()
            if (one := self.by_code.get(code)) is not None
        }
        found = self.by_slug.get(row.slug)
        if not row.has_own_slug and with_code:
            found = next(iter(with_code.values()))
        others = [slug for slug in with_code if found is None or slug != found.slug]
        if others:
            self._wrong(row, "codes", f"they are those of {', '.join(others)} on record")
        if found is None:
            found = Territory(slug=row.slug, type=row.type, country=row.country, name={}, codes={})
        elif (found.type, found.country) != (row.type, row.country):
            self._wrong(row, "type", f"{found.slug} is a {found.type} in {found.country} on record")
        if (other := self._rows.setdefault(found.slug, row.row)) != row.row:
            self._wrong(row, "codes", f"row {other} is {found.slug} too")
        return found

    def parent(self, row: Row, one: Territory) -> Territory | None:
        """What ``one`` lies in: as its row says or, where that says nothing, as before."""
        if not row.parent:
            return one.parent
        code = a_code(row.parent)
        found = self.by_code.get(code) if code else self.by_slug.get(row.parent)
        if found is None:
            self._wrong(row, "parent", f"{row.parent} is no territory, here or on record")
        return found

    def _wrong(self, row: Row, column: str, told: str) -> None:
        self.problems.append(f"row {row.row}, column `{column}`: {told}")


def _say(row: Row, one: Territory) -> None:
    """Give a territory what its row says."""
    one.name = {**one.name, **row.name}
    one.codes = {**one.codes, **row.codes}
    for name in ("longitude", "latitude", "valid_from", "valid_to"):
        if (said := getattr(row, name)) is not None:
            setattr(one, name, said)


def _state(one: Territory) -> tuple[Any, ...]:
    return (*(getattr(one, name) for name in _SAID), one.parent_id)


def _lies_in_itself(one: Territory, parents: Parents) -> bool:
    above, passed = parents.get(one.slug, one.parent), set[str]()
    while above is not None and above.slug not in passed:
        if above.slug == one.slug:
            return True
        passed.add(above.slug)
        above = parents.get(above.slug, above.parent)
    return False


def _generations(new: Sequence[Territory], parents: Parents) -> Iterator[list[Territory]]:
    """New territories, none before what it lies in."""
    waiting = list(new)
    while waiting:
        slugs = {one.slug for one in waiting}
        ready = [one for one in waiting if getattr(parents[one.slug], "slug", "") not in slugs]
        yield ready
        waiting = [one for one in waiting if getattr(parents[one.slug], "slug", "") in slugs]


def _set_parents(every: Iterable[Territory], parents: Parents) -> None:
    for one in every:
        one.parent = parents[one.slug]
