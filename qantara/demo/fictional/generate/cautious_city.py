"""Bresamo, in caution: more is known than is shown, for figures here could be turned against people."""

from __future__ import annotations

from collections.abc import Iterator

from qantara.demo.fictional.generate.shapes import Line, text


def files() -> Iterator[tuple[str, bytes]]:
    """What the public office prints on Bresamo."""
    yield "institute-population.csv", text(_population(), delimiter=";", encoding="utf-16")


def _population() -> Iterator[Line]:
    yield ["Territorio", "Anno", "Totale", "di cui stranieri", "di cui straniere"]
    for year, residents, foreign, women in (
        (2021, 128_744, 9_866, 4_402), (2022, 128_102, 10_391, 4_677), (2023, 127_980, 11_204, 5_008),
        (2024, 127_415, 11_960, 5_391), (2025, 126_933, 12_322, 5_577),
    ):  # fmt: skip
        yield ["Bresamo", year, residents, foreign, women]
