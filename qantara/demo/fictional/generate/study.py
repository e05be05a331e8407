"""Estimates of a university."""

from __future__ import annotations

from collections.abc import Iterator

from qantara.demo.fictional.generate.statement import Row

#: Estimates of a study: low and high by year.
ESTIMATES = {
    "EMP-04": ("PT", {2016: (24, 33), 2019: (23, 31), 2022: (21, 28)}),
    "FLW-06": ("PS", {2015: (38_000, 52_000), 2020: (41_000, 56_000), 2023: (43_000, 60_000)}),
    "POP-10": ("PS", {2022: (2_400, 5_200)}),
}


def study() -> Iterator[Row]:
    """Estimates of a university: what nobody counts, as a range with its method."""
    for definition, (unit, ranges) in ESTIMATES.items():
        for year, (low, high) in ranges.items():
            yield Row(
                definition=definition, period=year, unit=unit, low=low, high=high, obs_status="E",
                method="expert_judgement", note="estimate-from-interviews",
            )  # fmt: skip
