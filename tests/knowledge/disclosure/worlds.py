"""The same city in another world: figures a reader of the release cannot tell from the true ones."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl

from qantara.knowledge.disclosure.cells import Cell
from qantara.knowledge.disclosure.declaration import Declaration
from qantara.knowledge.disclosure.grid import Printed
from qantara.knowledge.disclosure.guard import Judged
from qantara.knowledge.disclosure.system import components


def in_world(
    judged: Judged, figures: pl.DataFrame, world: Mapping[str, int], declaration: Declaration
) -> pl.DataFrame:
    """``figures`` with every number changed that the cells of ``world`` change."""
    printed = {one.key: one for one in judged.grid.printed}
    hidden = judged.hidden()

    def change(cell: Cell | None, source: int) -> int:
        return world.get(judged.names.get((cell, source), ""), 0) if cell else 0

    def moved(row: dict[str, Any], one: Printed) -> dict[str, Any]:
        part, whole = change(one.numerator, one.source), change(one.denominator, one.source)
        if not part and not whole:
            return row
        if not one.share:
            return row | {"value": row["value"] + part}
        if row["numerator"] is None or row["denominator"] is None:
            # Of a share alone any other will do, unless it is printed: then no world changes it.
            return row | {"value": row["value"] + 1} if one.key in hidden else row
        numerator, denominator = row["numerator"] + part, row["denominator"] + whole
        factor = declaration.units[row["unit"]].factor
        return row | {
            "numerator": numerator,
            "denominator": denominator,
            "value": round(factor * numerator / denominator, row["decimals"]),
        }

    rows = [moved(row, printed[row["key"]]) for row in figures.iter_rows(named=True)]
    return pl.DataFrame(rows, schema=figures.schema)


def whole_worlds(judged: Judged) -> list[dict[str, int]]:
    """Kept worlds put together, one of each component, so that each changes all that is withheld."""
    system = judged.system
    component = {
        system.cells[i].name: number
        for number, chosen in enumerate(components(system))
        for i in chosen
    }
    by_component: dict[int, list[Mapping[str, int]]] = {}
    for world in judged.decision.worlds:
        by_component.setdefault(component[next(iter(world))], []).append(world)
    most = max(map(len, by_component.values()))
    return [
        {
            name: people
            for worlds in by_component.values()
            for name, people in worlds[number % len(worlds)].items()
        }
        for number in range(most)
    ]
