"""Reads the file of one domain: the domain, its indicators with their variants, its measures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import cast, get_args

from qantara.knowledge.frameworks.fields import Fields
from qantara.knowledge.frameworks.schema import (
    Audience,
    CodeList,
    Counts,
    Dimension,
    Direction,
    Domain,
    Indicator,
    Measure,
    Protection,
    StructuralZero,
    Tier,
    Unit,
    Variant,
)

_MEASURE = r"[a-z0-9][a-z0-9-]*"


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """The codes that a domain file may use."""

    dimensions: Mapping[str, Dimension]
    units: Mapping[str, Unit]
    codes: Mapping[str, CodeList]
    sections: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DomainFile:
    """``measures``: those that no indicator counts as a whole, such as denominators."""

    domain: Domain
    indicators: tuple[Indicator, ...]
    measures: tuple[Measure, ...]


def read_domain(fields: Fields, code: str, vocabulary: Vocabulary) -> DomainFile:
    head = fields.table("domain")
    domain = Domain(
        code=head.choice("code", (code,)),
        section=head.choice("section", vocabulary.sections or ("",)),
        name=head.name("name"),
        about=head.name("about"),
    )
    head.close()
    measures = tuple(
        _measure(entry, code, vocabulary) for entry in fields.tables("measure", key="id")
    )
    indicators = tuple(
        _indicator(entry, domain, vocabulary) for entry in fields.tables("indicator", key="code")
    )
    fields.close()
    return DomainFile(domain=domain, indicators=indicators, measures=measures)


def _measure(fields: Fields, domain: str, vocabulary: Vocabulary) -> Measure:
    measure = Measure(
        id=fields.matching("id", _MEASURE, "words-with-hyphens"),
        domain=domain,
        name=fields.name("name"),
        protection=_protection(fields),
        part_of=fields.text("part_of", default="") or None,
        partitions=_dimensions(fields, "partitions", vocabulary),
    )
    fields.close()
    return measure


def _indicator(fields: Fields, domain: Domain, vocabulary: Vocabulary) -> Indicator:
    code = fields.matching("code", rf"{domain.code}-\d\d", f"{domain.code}-01")
    fields.code, fields.path = code, ""
    indicator = Indicator(
        code=code,
        domain=domain.code,
        tier=cast(Tier, fields.choice("tier", get_args(Tier))),
        unit=fields.choice("unit", vocabulary.units or ("",)),
        also_units=fields.several("also_units", vocabulary.units, file="units.toml"),
        direction=cast(Direction, fields.choice("direction", get_args(Direction))),
        breakdowns=_dimensions(fields, "breakdowns", vocabulary),
        sdg=_sdg(fields),
        rights=_rights(fields, vocabulary),
        inspired_by=_inspirations(fields, vocabulary),
        audience=cast(Audience, fields.choice("audience", get_args(Audience), default="public")),
        name=fields.name("name"),
        definition=fields.name("definition"),
        usual_source=fields.name("usual_source"),
        counts=_counts(fields.table("counts"), vocabulary) if "counts" in fields else None,
    )
    variants = fields.tables("variant", key="id")
    fields.close()
    return replace(
        indicator,
        variants=tuple(_variant(entry, indicator, vocabulary) for entry in variants),
    )


def _variant(fields: Fields, indicator: Indicator, vocabulary: Vocabulary) -> Variant:
    """What a variant does not say is as its indicator has it, but for the measure: its own."""
    variant_id = fields.matching("id", r"[a-z][a-z0-9-]*", "a-short-slug")
    counts = indicator.counts
    if "counts" in fields:
        counts = _counts(fields.table("counts"), vocabulary)
    elif counts and not counts.where:
        counts = replace(counts, measure=f"{counts.measure}/{variant_id}")
    variant = Variant(
        id=variant_id,
        country=fields.matching("country", r"[A-Z]{2}|", "ISO 3166-1 alpha-2", default=""),
        unit=fields.choice("unit", vocabulary.units or ("",), default=indicator.unit),
        breakdowns=(
            _dimensions(fields, "breakdowns", vocabulary)
            if "breakdowns" in fields
            else indicator.breakdowns
        ),
        name=fields.name("name"),
        definition=fields.name("definition"),
        usual_source=(
            fields.name("usual_source") if "usual_source" in fields else indicator.usual_source
        ),
        counts=counts,
    )
    fields.close()
    return variant


def _counts(fields: Fields, vocabulary: Vocabulary) -> Counts:
    difference = fields.texts("difference", default=())
    if difference and len(difference) != 2:
        fields.note("difference", "Two measures are expected.", 'Write ["more", "less"].')
    counts = Counts(
        measure=fields.matching("measure", _MEASURE, "words-with-hyphens"),
        protection=_protection(fields),
        where=_where(fields, vocabulary),
        share_of=fields.text("share_of", default="") or None,
        part_of=fields.text("part_of", default="") or None,
        difference=(difference[0], difference[1]) if len(difference) == 2 else None,
        partitions=_dimensions(fields, "partitions", vocabulary),
        ladders=_ladders(fields, vocabulary),
        structural_zeros=tuple(
            _structural_zero(entry, vocabulary) for entry in fields.tables("structural_zeros")
        ),
    )
    fields.close()
    return counts


def _structural_zero(fields: Fields, vocabulary: Vocabulary) -> StructuralZero:
    zero = StructuralZero(where=_where(fields, vocabulary), reason=fields.name("reason"))
    if not zero.where:
        fields.note("where", "It is missing.", 'Name the cell: where = { CITG = "NAT" }.')
    fields.close()
    return zero


def _where(fields: Fields, vocabulary: Vocabulary) -> Mapping[str, str]:
    if "where" not in fields:
        return {}
    cell = fields.table("where")
    found = {}
    for dimension in vocabulary.dimensions.values():
        if dimension.code in cell:
            value = cell.text(dimension.code)
            if value not in dimension:
                cell.note(dimension.code, f"“{value}” is no code of it.", "See dimensions.toml.")
            found[dimension.code] = value
    cell.close()
    return found


def _ladders(fields: Fields, vocabulary: Vocabulary) -> tuple[tuple[str, ...], ...]:
    ladders = fields.chains("ladders")
    for rung in (rung for ladder in ladders for rung in ladder):
        if rung not in vocabulary.dimensions:
            fields.note("ladders", f"“{rung}” is no dimension.", "See dimensions.toml.")
    return ladders


def _dimensions(fields: Fields, field: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    return fields.several(field, vocabulary.dimensions, file="dimensions.toml")


def _protection(fields: Fields) -> Protection:
    return cast(Protection, fields.choice("protection", get_args(Protection)))


def _sdg(fields: Fields) -> tuple[str, ...]:
    targets = fields.texts("sdg", default=())
    for target in targets:
        goal, _, number = target.partition(".")
        if not (goal.isdigit() and 1 <= int(goal) <= 17 and number.isalnum()):
            fields.note("sdg", f"“{target}” is no SDG target.", "Write goal.target, as in 10.7.")
    return targets


def _rights(fields: Fields, vocabulary: Vocabulary) -> tuple[str, ...]:
    """``ICESCR 11``: a code of the list of instruments, then the article, if one is meant."""
    cited = fields.texts("rights", default=())
    for citation in cited:
        _known(fields, "rights", citation.partition(" ")[0], vocabulary.codes["instrument"])
    return cited


def _inspirations(fields: Fields, vocabulary: Vocabulary) -> tuple[str, ...]:
    """``CMP Tangier``: a code of the list of inspirations, then a place, if it comes from one."""
    cited = fields.texts("inspired_by", default=())
    for citation in cited:
        code, _space, place = citation.partition(" ")
        _known(fields, "inspired_by", code, vocabulary.codes["inspiration"])
        if place:
            _known(fields, "inspired_by", place, vocabulary.codes["place"])
    return cited


def _known(fields: Fields, field: str, code: str, known: CodeList) -> None:
    if code not in known:
        fields.note(
            field,
            f"“{code}” does not stand in the list “{known.id}”.",
            "Use a code of codes.toml, or add it there.",
        )
