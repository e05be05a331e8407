"""Breakdowns: which part of a whole a figure counts, as one canonical SDMX string.

``AGE=Y15T24;SEX=F``: dimensions in the order of their codes, totals (``_T``) left out, so that the
whole is the empty string and one part has one spelling.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

#: SDMX's code for a total: saying it is the same as leaving the dimension out.
TOTAL = "_T"

DIMENSION = re.compile(r"[A-Z][A-Z0-9_]*")
CODE = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.+-]*")


class BreakdownError(ValueError):
    """The text is no breakdown: ``AGE=Y15T24;SEX=F``."""


def canonical(parts: Mapping[str, str]) -> str:
    """``{"SEX": "F", "AGE": "_T"}`` as ``SEX=F``. Raises BreakdownError for what is no code."""
    for dimension, code in parts.items():
        if not DIMENSION.fullmatch(dimension) or not CODE.fullmatch(code):
            raise BreakdownError(f"{dimension}={code}")
    return ";".join(f"{dim}={code}" for dim, code in sorted(parts.items()) if code != TOTAL)


def parse(text: str) -> dict[str, str]:
    """``SEX=F`` as ``{"SEX": "F"}``; the empty string, the whole, as an empty dictionary.

    Takes dimensions in any order. Raises BreakdownError for anything else, and for a dimension
    named twice.
    """
    return dict(_parsed(text))


@lru_cache(maxsize=16_384)
def _parsed(text: str) -> Mapping[str, str]:
    """``parse``, once a text: thousands of figures share a few hundred breakdowns."""
    parts: dict[str, str] = {}
    for piece in text.split(";") if text else ():
        dimension, equals, code = piece.partition("=")
        if not equals or dimension in parts:
            raise BreakdownError(text)
        parts[dimension] = code
    canonical(parts)
    return {dim: code for dim, code in sorted(parts.items()) if code != TOTAL}


def with_part(breakdown: str, dimension: str, code: str) -> str:
    """``breakdown`` with ``dimension`` set to ``code``; ``_T`` takes the dimension out."""
    return canonical({**parse(breakdown), dimension: code})


def without(breakdown: str, dimensions: Iterable[str]) -> str:
    """``breakdown`` summed over ``dimensions``: the part of the whole it belongs to."""
    left_out = set(dimensions)
    return canonical({dim: code for dim, code in parse(breakdown).items() if dim not in left_out})


def dimensions(breakdown: str) -> tuple[str, ...]:
    """The dimensions a breakdown splits by, in order."""
    return tuple(parse(breakdown))
