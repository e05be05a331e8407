"""The censuses."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from qantara.demo.fictional.generate.city import CITIZENSHIPS, FEW, City
from qantara.demo.fictional.generate.statement import Row, counted, split

REGIONS = {"QM-N": 0.31, "QM-C": 0.27, "QM-P": 0.24, "QM-S": 0.18}


def census(city: City, random: Random) -> Iterator[Row]:
    """The censuses of 2011 and 2021: birth, and moves inside the country."""
    for year, people in ((2011, 356_902), (2021, city.people[2021] - 2_214)):
        born_abroad = round(people * (0.131 if year == 2011 else 0.191))
        yield from counted("POP-02", year, born_abroad, {"SEX": {"F": 0.496, "M": 0.504}})
        rest = born_abroad - sum(FEW.values())
        by_country = dict(zip(CITIZENSHIPS, split(rest, list(CITIZENSHIPS.values())), strict=True))
        for code, count in (by_country | {"QY": FEW["QY"], "W0_OTH": 0}).items():
            few = FEW["QZ"] + FEW["XXA"] if code == "W0_OTH" else 0
            yield Row(
                definition="POP-02",
                period=year,
                unit="PS",
                parts={"COB": code},
                value=count + few,
                method="census",
            )
        moved = round(people * random.uniform(0.098, 0.104))
        yield from counted("POP-09", year, moved, {"SEX": {"F": 0.521, "M": 0.479}, "ORG": REGIONS})
    yield Row(
        definition="CTX-01",
        period=2021,
        unit="PS",
        value=city.people[2021] - 2_214,
        method="census",
    )
    yield Row(
        definition="POP-01",
        period=2021,
        unit="PS",
        value=round(city.foreign[2021] * 0.957),
        method="census",
    )
