"""What the city and the authorities count: services, governance, permits."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from qantara.demo.fictional.generate.city import DISTRICTS, City
from qantara.demo.fictional.generate.statement import Row, counted, percent

#: What the city's own services count: definition, unit, decimals, newest values up to 2023.
SERVICES = (
    ("CTX-04", "EUR_PPP_PS", 0, (1_012, 1_047, 1_066, 1_118, 1_163)),
    ("EDU-05", "PER_100", 1, (18.2, 19.6, 21.1, 24.8, 9.7, 17.5, 26.3, 28.1)),
    ("EDU-01", "PT", 1, (94.1, 94.8, 95.3, 95.9, 96.4)), ("EDU-02", "PT", 1, (71.0, 74.2, 76.8)),
    ("HLT-04", "PT", 1, (72.5, 74.0, 75.8, 77.1, 78.9)), ("HLT-06", "FAC", 0, (3, 5, 8)),
    ("SRV-01", "PER_10000", 1, (0.4, 0.5, 0.6, 0.6, 0.9)), ("SRV-02", "SERVICES", 0, (4, 6, 7)),
    ("SRV-03", "DAYS_MED", 0, (41, 38, 52, 33, 27)), ("SRV-05", "PT", 1, (88.4, 89.9)),
    ("PAR-01", "PT", 1, (13.8, 14.9, 15.7)), ("PAR-03", "SEATS", 0, (0, 5, 9)),
    ("PAR-06", "ASSOC", 0, (11, 14, 13, 17)), ("COH-07", "ACTIONS", 0, (2, 6, 5)),
    ("EMP-07", "PT", 1, (7.9, 8.6, 9.4)), ("HOU-08", "IX", 2, (0.27, 0.26, 0.26)),
    ("EDU-07", "IX", 2, (0.33, 0.31)), ("CTX-02", "PT_PA", 1, (1.0,)), ("CTX-03", "PS_KM2", 0, (4_871,)),
)  # fmt: skip
LEVELS = (3, 2, 3, 2, 1, 3, 2, 1, 2, 3, 2, 1, 2, 3)
WATER = (98.1, 99.4, 97.2, 99.6, 96.8, 93.5)
GROUNDS = {"ORIGIN": 34, "NATIONALITY": 21, "RELIGION": 12, "LANGUAGE": 4, "SEX": 2, "_O": 11}


def services() -> Iterator[Row]:
    """What the city counts itself, and its answers on governance."""
    method = "administrative"
    for definition, unit, decimals, values in SERVICES:
        for year, value in zip(range(2024 - len(values), 2024), values, strict=True):
            if definition == "PAR-03" and value == 0:
                yield Row(
                    definition=definition,
                    period=year,
                    unit=unit,
                    absence="none_exists",
                    method=method,
                )
                continue
            yield Row(
                definition=definition,
                period=year,
                unit=unit,
                value=value,
                decimals=decimals,
                method=method,
            )
    for district, value in zip(DISTRICTS, WATER, strict=True):
        yield percent("SRV-04", 2023, value, method, DIST=district)
    for ground, cases in GROUNDS.items():
        yield Row(
            definition="COH-02",
            period=2023,
            unit="CASES",
            parts={"GROUND": ground},
            value=cases,
            method=method,
        )
    yield Row(
        definition="COH-02", period=2023, unit="CASES", value=sum(GROUNDS.values()), method=method
    )
    yield Row(definition="EDU-06", period=2023, unit="PT", absence="refused", method=method)
    yield Row(
        definition="HLT-05", period=2023, unit="PT", absence="not_yet_available", method=method
    )
    for number, level in enumerate(LEVELS, start=1):
        yield Row(
            definition=f"GOV-{number:02}",
            period=2023,
            unit="LVL",
            value=level,
            method="self_reported",
        )


def permits(city: City, random: Random) -> Iterator[Row]:
    """Residence permits, from the authority that issues them."""
    for year in range(2018, 2025):
        held = round(city.foreign[year] * random.uniform(0.69, 0.72))
        yield from counted(
            "LEG-01", year, held, {"SEX": {"F": 0.461, "M": 0.539}}, "administrative"
        )


def taken_back() -> Iterator[Row]:
    """A figure the city's own service no longer stands by."""
    yield Row(
        definition="EMP-07", period=2023, unit="PT", absence="not_yet_available",
        method="administrative", note="recount-2023",
    )  # fmt: skip
