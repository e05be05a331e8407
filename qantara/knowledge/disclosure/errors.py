"""What can keep figures from being released. Each names the cells; the desk puts it into words."""

from __future__ import annotations

from collections.abc import Iterable

from qantara.core.errors import DomainError


class DisclosureError(DomainError):
    """``cells``: the names of the cells concerned, such as ``residents@vienna;SEX=F;2022``.

    They are for those who may see the figures: never for the public side, its logs or mails.
    """

    def __init__(self, cells: Iterable[str]) -> None:
        self.cells = tuple(sorted(set(cells)))
        super().__init__(f"{type(self).__name__}: {', '.join(self.cells)}")


class ContradictoryFigures(DisclosureError):
    """Figures of one source do not add up, and no part is declared unknown."""


class AlreadyExact(DisclosureError):
    """Figures to be rounded that a release has shown exactly."""


class CannotProtect(DisclosureError):
    """No other world hides these cells: publish fewer breakdowns, or coarser ones.

    rungs    codes of the steps that would coarsen the figures (``steps.coarser``)
    is_late  the search took longer than the rules allow
    held_back  keys of the figures that would have to be left out before all others
    """

    def __init__(
        self, cells: Iterable[str], *, rungs: Iterable[str] = (), is_late: bool = False
    ) -> None:
        super().__init__(cells)
        self.rungs = tuple(rungs)
        self.is_late = is_late
        self.held_back: frozenset[str] = frozenset()


class NotProven(DisclosureError):
    """The decision does not protect these cells; nothing may leave the house."""
