"""One way in which an axis divides people, and how what a list leaves out is called."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

#: (axis, code)
Part = tuple[str, str]

#: The code of all others than those a list names; in cells, the list follows it.
OTHER = "W0_OTH"
#: The code of no answer.
UNKNOWN = "_U"


@dataclass(frozen=True, slots=True)
class Division:
    """``whole`` (None: everybody) is ``parts`` and, where they are not all, ``rest``."""

    whole: Part | None
    parts: tuple[Part, ...]
    rest: Part | None

    @property
    def all_parts(self) -> tuple[Part, ...]:
        return (*self.parts, self.rest) if self.rest else self.parts


def divided(
    axis: str, whole: str | None, codes: Iterable[str], *, is_complete: bool, is_list: bool = False
) -> Division:
    """``is_list``: nobody in the rest only means that an open list names everybody."""
    codes = sorted(codes)
    rest = None if is_complete else (axis, rest_code(whole, codes, is_list=is_list))
    return Division((axis, whole) if whole else None, tuple((axis, code) for code in codes), rest)


def rest_code(whole: str | None, codes: Iterable[str], *, is_list: bool) -> str:
    """A rest is known by what it leaves out."""
    return f"{whole or ''}{'~' if is_list else '-'}{'+'.join(sorted(codes))}"


def is_rest(code: str) -> bool:
    """Whether the code is made here, for what a list leaves out."""
    return code.startswith(("-", "~"))


def is_rest_of_list(code: str) -> bool:
    """Whether nobody in this rest only means that an open list names them all."""
    return "~" in code and not is_other(code)


def is_other(code: str) -> bool:
    """Whether the code is a published remainder of a list: "all other countries"."""
    return code.startswith(OTHER)


def others(code: str, named: Iterable[str]) -> str:
    """The code of all others, with the list they are others than."""
    return f"{code}~{'+'.join(sorted(named))}"


def named_beside(code: str) -> frozenset[str]:
    """The codes of the list whose remainder ``code`` is."""
    return frozenset(code.partition("~")[2].split("+")) - {""}
