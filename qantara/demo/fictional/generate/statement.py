"""One statement of a source, and small sums."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random

from qantara.knowledge.observations.rows import ROWS

#: Columns of a file: of the rows the reader understands, those that are not the same in every one.
COLUMNS = tuple(
    name for name in ROWS if name not in {"territory", "conf_status", "sheet", "row", "column"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One statement of a source, as its CSV has it."""

    definition: str
    period: int
    unit: str
    parts: Mapping[str, str] = field(default_factory=dict)
    value: float | None = None
    low: float | None = None
    high: float | None = None
    decimals: int = 0
    obs_status: str = "A"
    break_note: str = ""
    absence: str = ""
    method: str
    note: str = ""

    def cells(self) -> dict[str, object]:
        named: dict[str, object] = {name: getattr(self, name, "") for name in COLUMNS}
        named["breakdown"] = ";".join(f"{dim}={code}" for dim, code in sorted(self.parts.items()))
        named["is_break"] = "true" if self.break_note else "false"
        named |= {
            name: "" if number is None else f"{number:.{self.decimals}f}"
            for name, number in (("value", self.value), ("low", self.low), ("high", self.high))
        }
        return named


def split(total: int, weights: Sequence[float]) -> list[int]:
    """``total`` in whole parts after ``weights``; the parts sum to it (largest remainders)."""
    exact = [total * weight / sum(weights) for weight in weights]
    parts = [int(number) for number in exact]
    by_remainder = sorted(range(len(parts)), key=lambda at: parts[at] - exact[at])
    for at in by_remainder[: total - sum(parts)]:
        parts[at] += 1
    return parts


def about(number: float, *what: object, spread: float = 0.003) -> int:
    """A whole number near another, and always the same one for what it counts."""
    drawn = Random(" ".join(map(str, what))).uniform(-spread, spread)  # noqa: S311 - invented figures
    return round(number * (1 + drawn))


def between(known: Mapping[int, float], year: int) -> float:
    """A straight line between the years that are known."""
    before = max(one for one in known if one <= year)
    after = min(one for one in known if one >= year)
    if before == after:
        return known[year]
    return known[before] + (known[after] - known[before]) * (year - before) / (after - before)


def counted(
    definition: str,
    year: int,
    total: int,
    divided: Mapping[str, Mapping[str, float]],
    method: str = "census",
) -> Iterator[Row]:
    """A count and its parts along each of some dimensions, taken apart one by one."""
    yield Row(definition=definition, period=year, unit="PS", value=total, method=method)
    for dimension, weights in divided.items():
        for code, count in zip(weights, split(total, list(weights.values())), strict=True):
            yield Row(
                definition=definition,
                period=year,
                unit="PS",
                parts={dimension: code},
                value=count,
                method=method,
            )


def percent(
    definition: str, year: int, value: float, method: str = "sample_survey", **parts: str
) -> Row:
    """A share in percent, to one decimal."""
    return Row(
        definition=definition,
        period=year,
        unit="PT",
        parts=parts,
        value=value,
        decimals=1,
        method=method,
    )
