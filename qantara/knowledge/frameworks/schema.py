"""What a framework is made of. Values only; how they are written down is told in the README."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

#: A text in every language: ``{"ar": ..., "en": ..., "es": ..., "fr": ...}``.
Name = Mapping[str, str]

Tier = Literal["core", "extended"]
Direction = Literal["up", "down", "neutral", "care"]
Audience = Literal["public", "city"]
Protection = Literal["people", "sensitive", "none"]
UnitKind = Literal["count", "share", "difference", "rate", "index", "level", "amount", "duration"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """An entry of a code list.

    parent  the code of the same list that contains it
    about   what has to be said with it; empty for most
    """

    code: str
    name: Name
    parent: str = ""
    about: Name = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeList:
    """A closed list. ``standard`` names the list it follows, such as ``SDMX CL_OBS_STATUS 2.2``."""

    id: str
    standard: str
    name: Name
    codes: tuple[Code, ...]

    def __contains__(self, code: object) -> bool:
        return any(entry.code == code for entry in self.codes)

    def __getitem__(self, code: str) -> Code:
        return next(entry for entry in self.codes if entry.code == code)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dimension:
    """A way of dividing people or things.

    pattern             an open list takes codes of this form besides its own (``[A-Z]{2}``)
    partitions          sets of codes that each divide a whole completely; none for an open list
    is_whole_territory  never crossed with DIST: citizenship, birth and origin are not published
                        below the whole territory (FRAMEWORK 7)
    """

    code: str
    standard: str
    name: Name
    codes: tuple[Code, ...]
    pattern: str = ""
    partitions: tuple[tuple[str, ...], ...] = ()
    is_whole_territory: bool = False

    def __contains__(self, code: object) -> bool:
        if any(entry.code == code for entry in self.codes):
            return True
        return (
            bool(self.pattern) and isinstance(code, str) and bool(re.fullmatch(self.pattern, code))
        )

    def __getitem__(self, code: str) -> Code:
        """The listed code; codes taken by ``pattern`` have their names elsewhere (KeyError)."""
        for entry in self.codes:
            if entry.code == code:
                return entry
        raise KeyError(code)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """``factor``: what numerator over denominator is multiplied by; 0 where there is no such ratio.

    ``decimals``: with how many places a figure is printed that does not say so itself.
    """

    code: str
    kind: UnitKind
    factor: int
    decimals: int
    symbol: str
    name: Name


@dataclass(frozen=True, slots=True, kw_only=True)
class StructuralZero:
    """A cell that is zero by definition, hence shown: it says nothing about anybody."""

    where: Mapping[str, str]
    reason: Name


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Which people or things an indicator counts (DISCLOSURE 3 and 4).

    measure      the set counted; indicators naming the same measure speak of the same cells
    where        the part of the measure that is meant: ``{"SEX": "F"}``
    share_of     the measure of the denominator, for a share or a rate
    partitions   dimensions whose codes divide the measure completely, so that parts sum to the whole
    part_of      the measure that contains this one: never larger
    difference   (plus, minus): the measure is the one less the other, and may be negative
    ladders      coarser and coarser dimensions to fall back on: ``(("NAT", "NATG", "CITG"),)``
    """

    measure: str
    protection: Protection
    where: Mapping[str, str]
    share_of: str | None = None
    part_of: str | None = None
    difference: tuple[str, str] | None = None
    partitions: tuple[str, ...] = ()
    ladders: tuple[tuple[str, ...], ...] = ()
    structural_zeros: tuple[StructuralZero, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A set of people or things under one definition, gathered from all that mention it.

    ``name`` is how readers know it: its own, or that of the first indicator or variant that counts
    the whole of it.
    """

    id: str
    domain: str
    name: Name
    protection: Protection
    part_of: str | None = None
    difference: tuple[str, str] | None = None
    partitions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """A definition of a country or office that is kept apart: another series, other cells.

    Its full id is that of its indicator and its own: ``POP-03/wien-herkunft``.
    """

    id: str
    country: str  # ISO 3166-1 alpha-2, or empty where several countries use it
    unit: str
    breakdowns: tuple[str, ...]
    name: Name
    definition: Name
    usual_source: Name
    counts: Counts | None

    def dimensions(self) -> tuple[str, ...]:
        """The dimensions its figures may be broken down by: its breakdowns and their coarser rungs."""
        return _dimensions(self.breakdowns, self.counts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """``unit`` is the one observations are stored in; ``also_units`` are computed from it or added."""

    code: str
    domain: str
    tier: Tier
    unit: str
    also_units: tuple[str, ...]
    direction: Direction
    breakdowns: tuple[str, ...]
    sdg: tuple[str, ...]
    rights: tuple[str, ...]
    inspired_by: tuple[str, ...]
    audience: Audience
    name: Name
    definition: Name
    usual_source: Name
    counts: Counts | None
    variants: tuple[Variant, ...] = ()

    @property
    def is_core(self) -> bool:
        return self.tier == "core"

    def dimensions(self) -> tuple[str, ...]:
        """The dimensions its figures may be broken down by: its breakdowns and their coarser rungs."""
        return _dimensions(self.breakdowns, self.counts)


def _dimensions(breakdowns: tuple[str, ...], counts: Counts | None) -> tuple[str, ...]:
    rungs = [rung for ladder in counts.ladders for rung in ladder] if counts else []
    return tuple(dict.fromkeys((*breakdowns, *rungs)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Domain:
    """``section``: the section of a profile that its indicators fill (FRAMEWORK 10)."""

    code: str
    section: str
    name: Name
    about: Name


@dataclass(frozen=True, slots=True, kw_only=True)
class Framework:
    """A whole framework. ``content_hash``: sha256 of what it says, see ``fingerprint``."""

    id: str
    version: str
    name: Name
    about: Name
    domains: tuple[Domain, ...]
    indicators: tuple[Indicator, ...]
    dimensions: Mapping[str, Dimension]
    units: Mapping[str, Unit]
    codes: Mapping[str, CodeList]
    measures: Mapping[str, Measure]
    content_hash: str = ""

    def __getitem__(self, code: str) -> Indicator:
        for indicator in self.indicators:
            if indicator.code == code:
                return indicator
        raise KeyError(code)

    def __contains__(self, code: object) -> bool:
        return any(indicator.code == code for indicator in self.indicators)

    def of(self, domain: str) -> tuple[Indicator, ...]:
        """The indicators of a domain, in their order."""
        return tuple(one for one in self.indicators if one.domain == domain)

    def definitions(self) -> Iterator[str]:
        """Every definition id: indicators and, after each, its variants."""
        for indicator in self.indicators:
            yield indicator.code
            for variant in indicator.variants:
                yield f"{indicator.code}/{variant.id}"

    def definition(self, definition_id: str) -> Indicator | Variant:
        """What ``POP-01`` or ``POP-03/wien-herkunft`` stands for. Raises KeyError."""
        code, _, variant_id = definition_id.partition("/")
        indicator = self[code]
        if not variant_id:
            return indicator
        for variant in indicator.variants:
            if variant.id == variant_id:
                return variant
        raise KeyError(definition_id)
