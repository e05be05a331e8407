"""Which statements speak of the same people: sources that add up, measures and places that are tied."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import compress

from qantara.knowledge.disclosure.assembly import Assembly, assemble
from qantara.knowledge.disclosure.cells import Block, Stated
from qantara.knowledge.disclosure.declaration import Declaration
from qantara.knowledge.disclosure.errors import ContradictoryFigures
from qantara.knowledge.disclosure.grid import Grid
from qantara.knowledge.disclosure.sums import Sum
from qantara.knowledge.disclosure.ties import is_between_places, ties


@dataclass(frozen=True, slots=True)
class Ties:
    """What is taken to hold between measures, places and lists.

    is_nested  False: lists of countries and of regions each by themselves
    """

    sums: tuple[Sum, ...]
    is_nested: bool = True

    def looser(self) -> Iterator[Ties]:
        """Less and less of it, for sources whose places, lists or measures differ in definition."""
        at_one_place = tuple(one for one in self.sums if not is_between_places(one))
        if len(at_one_place) < len(self.sums):
            yield Ties(at_one_place)
        yield Ties(at_one_place, is_nested=False)
        if at_one_place:
            yield Ties((), is_nested=True)
            yield Ties((), is_nested=False)


@dataclass(frozen=True, slots=True)
class Group:
    """Statements that add up under ``ties``, and what they say together."""

    stated: tuple[Stated, ...]
    assembly: Assembly
    ties: Ties

    def joined_by(self, more: Iterable[Stated], declaration: Declaration) -> Group:
        """Raises ContradictoryFigures where they do not add up."""
        return _group((*self.stated, *more), self.ties, declaration)


def bodies(grid: Grid, declaration: Declaration) -> Iterator[tuple[list[Stated], Ties]]:
    """Statements whose measures or places are tied, with those ties."""
    found = list(dict.fromkeys(ties(grid, declaration)))
    leader: dict[Block, Block] = {}

    def find(block: Block) -> Block:
        while leader.setdefault(block, block) != block:
            block = leader[block]
        return block

    for one in found:
        for part in one.parts:
            first, second = sorted((find(one.whole.block), find(part.block)))
            leader[second] = first
    stated: dict[Block, list[Stated]] = defaultdict(list)
    sums: dict[Block, list[Sum]] = defaultdict(list)
    for statement in grid.stated:
        stated[find(statement.cell.block)].append(statement)
    for one in found:
        sums[find(one.whole.block)].append(one)
    for block in sorted(stated):
        yield stated[block], Ties(tuple(sums[block]))


def origins(body: list[Stated], ties: Ties, declaration: Declaration) -> list[Group]:
    """Groups of sources that add up, each source in the first it agrees with.

    What was released before comes last: of it, whatever still fits is known, and the rest, revised
    since, is a body of its own.
    """
    sources: dict[tuple[bool, bool, int], list[Stated]] = defaultdict(list)
    for one in body:
        sources[one.is_before, one.is_rough, one.source].append(one)
    groups: list[Group] = []
    for (is_before, is_rough, _), stated in sorted(sources.items()):
        if is_before:
            _remember(stated, ties, declaration, groups)
        elif not _joins(stated, declaration, groups):
            groups += _alone(stated, ties, declaration, is_rough=is_rough)
    return groups


def _group(stated: Iterable[Stated], ties: Ties, declaration: Declaration) -> Group:
    stated = tuple(stated)
    assembly = assemble(stated, ties.sums, declaration, is_nested=ties.is_nested)
    return Group(stated, assembly, ties)


def _joins(stated: list[Stated], declaration: Declaration, groups: list[Group]) -> bool:
    """Put ``stated`` into the first of ``groups`` that it adds up with."""
    for index, group in enumerate(groups):
        try:
            groups[index] = group.joined_by(stated, declaration)
        except ContradictoryFigures:
            continue
        return True
    return False


def _remember(
    stated: list[Stated], ties: Ties, declaration: Declaration, groups: list[Group]
) -> None:
    """Add to ``groups`` what was shown before: first what they say themselves, word for word.

    What they say otherwise has been revised, and cannot fit.
    """
    for index, group in enumerate(groups):
        printed = group.assembly.printed
        is_repeated = [printed.get(one.cell) == (one.low, one.high) for one in stated]
        groups[index] = Group(
            (*group.stated, *compress(stated, is_repeated)), group.assembly, group.ties
        )
        stated = [one for one, is_there in zip(stated, is_repeated, strict=True) if not is_there]
    first = groups[0].assembly.printed if groups else {}
    revised = [one for one in stated if one.cell in first]
    if left := [one for one in stated if one.cell not in first]:
        _fit(left, ties, declaration, groups)
    if revised:
        others = groups[1:]
        _fit(revised, ties, declaration, others)
        groups[1:] = others


def _fit(stated: list[Stated], ties: Ties, declaration: Declaration, groups: list[Group]) -> None:
    """Add ``stated`` to ``groups`` in as few pieces as it takes."""
    if _joins(stated, declaration, groups):
        return
    if len(stated) == 1:
        groups.append(_group(stated, Ties(()), declaration))
        return
    middle = len(stated) // 2
    for half in (stated[:middle], stated[middle:]):
        _fit(half, ties, declaration, groups)


def _alone(
    stated: list[Stated], ties: Ties, declaration: Declaration, *, is_rough: bool
) -> list[Group]:
    """A source that agrees with no other. What it says of two measures may differ in definition."""
    first: ContradictoryFigures | None = None
    for tried in (ties, *ties.looser()):
        try:
            return [_group(stated, tried, declaration)]
        except ContradictoryFigures as error:
            first = first or error
    if not is_rough and first is not None:
        raise first
    return [_group([one], Ties(()), declaration) for one in stated]
