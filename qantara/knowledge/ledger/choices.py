"""What a network decided about small numbers, as the guard takes it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qantara.knowledge.disclosure.rules import Rules
from qantara.knowledge.frameworks import Framework
from qantara.knowledge.observations.figures import FigureSource
from qantara.network.models import Network


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """
    rounded   definitions whose counts are printed rounded
    measures  what these count
    repeated  (organisation, title, table) of public sources whose small numbers are printed here too;
              an empty table: all of them
    """

    rules: Rules
    rounded: frozenset[str]
    measures: frozenset[str]
    repeated: frozenset[tuple[str, str, str]]

    def repeats(self, sources: Sequence[FigureSource]) -> list[int]:
        """Positions of the sources to be repeated."""
        return [
            place
            for place, source in enumerate(sources)
            if source.is_public
            and {
                (source.organisation, source.title, source.table),
                (source.organisation, source.title, ""),
            }
            & self.repeated
        ]


def choices(network: Network, framework: Framework) -> Choices:
    """Raises ValueError where a number is looser than the guard's own."""
    said = dict(network.guard)
    named, repeated = said.pop("rounded", []), said.pop("repeat", [])
    counts = {
        definition: framework.definition(definition).counts
        or framework[definition.partition("/")[0]].counts
        for definition in framework.definitions()
    }
    measures = {found.measure for name in named if (found := counts.get(name)) is not None}
    return Choices(
        rules=Rules(**said),
        rounded=frozenset(
            name
            for name, found in counts.items()
            if found is not None and found.measure in measures
        ),
        measures=frozenset(measures),
        repeated=frozenset(
            (row["organisation"], row["title"], row.get("table", "")) for row in repeated
        ),
    )
