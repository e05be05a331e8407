"""What the indicators of a framework owe each other: checks over all files at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from qantara.knowledge.frameworks.measures import counted, gather
from qantara.knowledge.frameworks.problems import Problem
from qantara.knowledge.frameworks.schema import Counts, Indicator, Measure, Variant


def check(indicators: Sequence[Indicator], declared: Sequence[Measure]) -> list[Problem]:
    """Problems no single field shows."""
    known = gather(indicators, declared)
    problems = list(_repeated(indicators))
    problems += _declared_twice(declared)
    for definition_id, domain, _, counts in counted(indicators):
        problems += _references(definition_id, domain, counts, known)
        problems += _like_its_measure(definition_id, domain, counts, known)
    for measure in declared:
        if measure.part_of and measure.part_of not in known:
            problems.append(
                _unknown(measure.domain, f"measure {measure.id}", "part_of", measure.part_of)
            )
    for indicator in indicators:
        for code, found in _definitions(indicator):
            problems += _ladders_start(code, indicator, found)
            problems += _no_district(code, indicator, found)
    problems += _circles(known)
    return problems


def _definitions(indicator: Indicator) -> Iterator[tuple[str, Indicator | Variant]]:
    yield indicator.code, indicator
    for variant in indicator.variants:
        yield f"{indicator.code}/{variant.id}", variant


def _problem(domain: str, code: str, field: str, wrong: str, remedy: str) -> Problem:
    return Problem(
        file=f"{domain.lower()}.toml", code=code, field=field, wrong=wrong, remedy=remedy
    )


def _unknown(domain: str, code: str, field: str, measure: str) -> Problem:
    return _problem(
        domain,
        code,
        field,
        f"No indicator counts the whole of “{measure}”, and it is not declared.",
        "Correct the name, or add a [[measure]] to this file.",
    )


def _repeated(indicators: Iterable[Indicator]) -> Iterator[Problem]:
    times = Counter(
        code
        for one in indicators
        for code in (one.code, *(f"{one.code}/{variant.id}" for variant in one.variants))
    )
    for code, count in times.items():
        if count > 1:
            domain = code.partition("-")[0]
            yield _problem(domain, code, "code", f"It stands {count} times.", "Keep one of them.")


def _declared_twice(declared: Iterable[Measure]) -> Iterator[Problem]:
    seen = set()
    for measure in declared:
        if measure.id in seen:
            yield _problem(
                measure.domain,
                f"measure {measure.id}",
                "id",
                "It is declared more than once.",
                "Keep one of them, in the domain it belongs to most.",
            )
        seen.add(measure.id)


def _references(
    code: str, domain: str, counts: Counts, known: Mapping[str, Measure]
) -> Iterator[Problem]:
    named = [
        ("measure", counts.measure),
        ("share_of", counts.share_of),
        ("part_of", counts.part_of),
    ]
    named += [("difference", measure) for measure in counts.difference or ()]
    for field, measure in named:
        if measure and measure not in known:
            yield _unknown(domain, code, f"counts.{field}", measure)


def _like_its_measure(
    code: str, domain: str, counts: Counts, known: Mapping[str, Measure]
) -> Iterator[Problem]:
    """Indicators over one measure speak of the same cells, so they may not contradict each other."""
    measure = known.get(counts.measure)
    if measure and counts.protection != measure.protection:
        yield _problem(
            domain,
            code,
            "counts.protection",
            f"“{counts.protection}”, while “{measure.id}” is “{measure.protection}” elsewhere.",
            "Protect the same people in the same way.",
        )
    if measure and counts.part_of and counts.part_of != measure.part_of:
        yield _problem(
            domain,
            code,
            "counts.part_of",
            f"“{counts.part_of}”, while “{measure.id}” is part of “{measure.part_of}” elsewhere.",
            "Say it once, where the whole measure is counted.",
        )


def _ladders_start(
    code: str, indicator: Indicator, found: Indicator | Variant
) -> Iterator[Problem]:
    for ladder in found.counts.ladders if found.counts else ():
        if not ladder or ladder[0] not in found.breakdowns:
            yield _problem(
                indicator.domain,
                code,
                "counts.ladders",
                f"{list(ladder)} does not start from one of its breakdowns.",
                "Begin each ladder with the finest dimension in use.",
            )


def _no_district(code: str, indicator: Indicator, found: Indicator | Variant) -> Iterator[Problem]:
    """Where counting is dangerous, no figure is formed below the whole territory (FRAMEWORK 7)."""
    if "DIST" not in found.breakdowns or not found.counts:
        return
    if found.counts.protection == "sensitive":
        yield _problem(
            indicator.domain,
            code,
            "breakdowns",
            "People in a sensitive class are not counted by district.",
            "Take DIST out.",
        )
    elif indicator.audience == "city" and found.counts.protection == "people":
        yield _problem(
            indicator.domain,
            code,
            "breakdowns",
            "What is kept to the city by default is counted for the whole territory only.",
            "Take DIST out, or make its audience public.",
        )


def _circles(known: Mapping[str, Measure]) -> Iterator[Problem]:
    for measure in known.values():
        seen = {measure.id}
        above = measure.part_of
        while above and above in known:
            if above in seen:
                yield _problem(
                    measure.domain,
                    f"measure {measure.id}",
                    "part_of",
                    "It is part of itself, by way of others.",
                    "Say which of them is the larger.",
                )
                break
            seen.add(above)
            above = known[above].part_of
