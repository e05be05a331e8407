"""What a framework says about people counted, in the form the guard works with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from qantara.knowledge.disclosure.axes import part
from qantara.knowledge.disclosure.division import Part
from qantara.knowledge.frameworks import regions
from qantara.knowledge.frameworks.schema import Counts, Framework, Indicator, Measure, Unit

#: The indicator whose measure is everybody who lives in a place.
RESIDENTS = "CTX-01"

#: Indicators whose measure is a part of the residents under a name of its own.
VIEWS = {"POP-01": ("NAT", "FOR"), "POP-02": ("COB", "FBO")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What one definition counts.

    parts    the part of the measure that is meant
    divides  axes that a share's denominator is summed over, where a measure is shared out among its
             own parts: each citizenship as a share of all foreign citizens. A denominator is broken
             down by all others as the share is
    ladders  coarser and coarser dimensions to fall back on
    """

    measure: str
    parts: tuple[Part, ...] = ()
    share_of: str | None = None
    divides: frozenset[str] = frozenset()
    is_core: bool = False
    is_city_only: bool = False
    ladders: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A territory made of others, or around them.

    parts        slugs of the territories within it that have figures of their own, none within another
    is_complete  whether they leave nobody out: the cities of a metropolis
    """

    parts: tuple[str, ...]
    is_complete: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """
    definitions  definition id -> what it counts; None: nobody. A definition that is missing is
                 refused (KeyError), since it might count anybody
    measures     measure id -> class of protection, whole, difference, partitions
    within       code -> the code of the same list that contains it
    units        unit -> whether it counts, is a share or a rate, and of how many
    structural   (measure, parts): zero by definition
    residents    the measure of everybody who lives in a place, or an empty string
    origins      dimensions never published below the whole territory
    views        measure -> the part of the residents that it is
    contains     region -> its countries
    districts    territory that is a district -> the city that has it as a code of DIST
    areas        territory -> those within it
    rounded      measures whose counts the network prints rounded to base 5
    """

    definitions: Mapping[str, Counted | None]
    measures: Mapping[str, Measure]
    units: Mapping[str, Unit]
    within: Mapping[Part, str] = field(default_factory=dict)
    structural: frozenset[tuple[str, tuple[Part, ...]]] = frozenset()
    residents: str = ""
    origins: frozenset[str] = frozenset({"CITG", "COB", "NAT", "NATG", "ORG"})
    views: Mapping[str, Part] = field(default_factory=dict)
    contains: Mapping[str, frozenset[str]] = field(default_factory=regions.contains)
    districts: Mapping[str, str] = field(default_factory=dict)
    areas: Mapping[str, Area] = field(default_factory=dict)
    rounded: frozenset[str] = frozenset()

    def partitions(self, measure: str) -> frozenset[str]:
        """The axes along which the parts of a measure sum to the whole."""
        return frozenset(
            self.part(measure, dimension, "")[0] for dimension in self.measures[measure].partitions
        )

    def part(self, measure: str, dimension: str, code: str) -> Part:
        """The axis a code of a dimension cuts along in figures on this measure."""
        return part(dimension, code, self.axis_of_regions(measure))

    def axis_of_regions(self, measure: str) -> str:
        """Regions are of citizenship where the measure, or what it is part of, counts citizenships.

        Likewise of birth; of an origin of their own where neither is counted.
        """
        above: str | None = measure
        while above:
            divided_by = self.measures[above].partitions
            for axis in ("NAT", "COB"):
                if axis in divided_by:
                    return axis
            above = self.measures[above].part_of
        return "NATG"


def declared(
    framework: Framework,
    *,
    districts: Mapping[str, str] | None = None,
    areas: Mapping[str, Area] | None = None,
    rounded: Iterable[str] = (),
) -> Declaration:
    """The declaration of a framework's definitions, variants included.

    districts, areas  what the network says of its territories: see Declaration
    rounded           measures the network prints rounded

    A variant without counts of its own counts the people of its indicator under another
    definition: another measure, of the same kind.
    """
    definitions: dict[str, Counted | None] = {}
    measures = dict(framework.measures)
    structural: set[tuple[str, tuple[Part, ...]]] = set()
    for definition in framework.definitions():
        indicator = framework[definition.partition("/")[0]]
        found = framework.definition(definition)
        counts = found.counts or indicator.counts
        if counts is None:
            definitions[definition] = None
            continue
        measure = counts.measure
        if found.counts is None:
            measure = f"{counts.measure}/{definition.partition('/')[2]}"
            measures.setdefault(measure, measures[counts.measure])
        definitions[definition] = _counted(indicator, counts, measure)
        structural.update((measure, _parts(zero.where)) for zero in counts.structural_zeros)
    residents = definitions.get(RESIDENTS)
    return Declaration(
        districts=districts or {},
        areas=areas or {},
        rounded=frozenset(rounded),
        views={
            counted.measure: view
            for indicator, view in VIEWS.items()
            if (counted := definitions.get(indicator)) and residents
        },
        definitions=definitions,
        measures=measures,
        units=framework.units,
        within={
            part(dimension.code, code.code): code.parent
            for dimension in framework.dimensions.values()
            for code in dimension.codes
            if code.parent
        },
        structural=frozenset(structural),
        residents=residents.measure if residents else "",
        origins=frozenset(
            code for code, dimension in framework.dimensions.items() if dimension.is_whole_territory
        ),
    )


def _counted(indicator: Indicator, counts: Counts, measure: str) -> Counted:
    return Counted(
        measure=measure,
        parts=_parts(counts.where),
        share_of=counts.share_of,
        divides=_divides(indicator, counts),
        is_core=indicator.is_core,
        is_city_only=indicator.audience == "city",
        ladders=counts.ladders,
    )


def _divides(indicator: Indicator, counts: Counts) -> frozenset[str]:
    is_own_whole = counts.share_of == counts.measure and not counts.where
    return frozenset(part(code, "")[0] for code in indicator.breakdowns[:1] if is_own_whole)


def _parts(where: Mapping[str, str]) -> tuple[Part, ...]:
    return tuple(sorted(part(dimension, code) for dimension, code in where.items()))
