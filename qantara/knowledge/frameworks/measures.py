"""The measures of a framework, gathered from all indicators that speak of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from qantara.knowledge.frameworks.schema import Counts, Indicator, Measure, Name


def gather(indicators: Iterable[Indicator], declared: Iterable[Measure]) -> dict[str, Measure]:
    """Every measure by its id; one declared on its own is as declared."""
    found = {measure.id: measure for measure in declared}
    for _, domain, name, counts in counted(indicators):
        if not counts.where and counts.measure not in found:
            found[counts.measure] = Measure(
                id=counts.measure,
                domain=domain,
                name=name,
                protection=counts.protection,
                part_of=counts.part_of,
                difference=counts.difference,
                partitions=counts.partitions,
            )
    return found


def counted(indicators: Iterable[Indicator]) -> Iterator[tuple[str, str, Name, Counts]]:
    """(definition id, domain, name, counts) of every definition that counts something."""
    for indicator in indicators:
        if indicator.counts:
            yield indicator.code, indicator.domain, indicator.name, indicator.counts
        for variant in indicator.variants:
            if variant.counts:
                yield (
                    f"{indicator.code}/{variant.id}",
                    indicator.domain,
                    variant.name,
                    variant.counts,
                )
