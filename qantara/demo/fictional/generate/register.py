"""The population register: who lives here, who comes and goes, and what is final later."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from random import Random

from qantara.demo.fictional.generate.city import (
    CITIZENSHIPS,
    DISTRICTS,
    FEW,
    NEW_REGISTER,
    PROVISIONAL,
    YEARS,
    City,
    status,
)
from qantara.demo.fictional.generate.statement import Row, split

BANDS = [f"Y{age}T{age + 4}" for age in range(0, 85, 5)] + ["Y_GE85"]
RESIDENT_AGES = (47, 50, 52, 53, 57, 63, 66, 68, 71, 73, 71, 67, 62, 55, 47, 38, 29, 31)
FOREIGN_AGES = (58, 55, 50, 52, 88, 128, 141, 120, 93, 68, 49, 34, 23, 15, 10, 7, 4, 5)


def register(city: City, random: Random) -> Iterator[Row]:
    """The population register: everybody, and foreign citizens."""
    for definition, people, women, ages, side in (
        ("CTX-01", city.people, 0.513, RESIDENT_AGES, 0),
        ("POP-01", city.foreign, 0.471, FOREIGN_AGES, 1),
    ):
        for year in YEARS:
            note = "new-register" if year == NEW_REGISTER else ""

            def row(
                value: int,
                definition: str = definition,
                year: int = year,
                note: str = note,
                **parts: str,
            ) -> Row:
                return Row(
                    definition=definition, period=year, unit="PS", parts=parts, value=value,
                    obs_status=status(year), break_note=note, method="register",
                )  # fmt: skip

            yield row(people[year])
            part = women + 0.001 * (year - 2012) * side
            sexes = split(people[year], (part, 1 - part))
            yield from (row(count, SEX=sex) for sex, count in zip("FM", sexes, strict=True))
            weights = [shares[side] * random.uniform(0.99, 1.01) for shares in DISTRICTS.values()]
            for district, count in zip(DISTRICTS, split(people[year], weights), strict=True):
                yield row(count, DIST=district)
            if year in (2022, 2023):
                for sex, count in zip("FM", sexes, strict=True):
                    drawn = [weight * random.uniform(0.97, 1.03) for weight in ages]
                    for band, number in zip(BANDS, split(count, drawn), strict=True):
                        yield row(number, SEX=sex, AGE=band)
    yield from _citizenships(city)


def _citizenships(city: City) -> Iterator[Row]:
    for year in (2019, 2021, 2023):
        named = [
            weight * (1 + 0.01 * (year - 2019) * at)
            for at, weight in enumerate(CITIZENSHIPS.values())
        ]
        rest = city.foreign[year] - sum(FEW.values())
        counts = split(rest, [*named, sum(CITIZENSHIPS.values()) * 0.04])
        by_code = dict(zip([*CITIZENSHIPS, "W0_OTH"], counts, strict=True)) | FEW
        for code, count in by_code.items():
            yield Row(
                definition="POP-04", period=year, unit="PS", parts={"NAT": code}, value=count,
                obs_status=status(year), method="register",
            )  # fmt: skip
    for year in range(2019, 2025):
        for code, count in zip(
            ("Y0T17", "Y_GE18"),
            split(city.foreign[year], (0.186 - 0.002 * (year - 2019), 0.814)),
            strict=True,
        ):
            yield Row(
                definition="POP-01", period=year, unit="PS", parts={"AGEG": code}, value=count,
                obs_status=status(year), method="register",
            )  # fmt: skip


def flows(city: City, random: Random) -> Iterator[Row]:
    """Moves over the border of the country and of the city, from the same register."""
    for year in range(2013, 2025):
        came = round(
            city.people[year] * random.uniform(0.021, 0.027) * (0.6 if year == 2020 else 1)
        )
        left = round(city.people[year] * random.uniform(0.012, 0.015))
        arrivals, departures = split(came, (0.17, 0.83)), split(left, (0.42, 0.58))
        net = [came_in - gone for came_in, gone in zip(arrivals, departures, strict=True)]
        for definition, parts in (("FLW-01", arrivals), ("FLW-02", departures), ("FLW-03", net)):
            grouped = zip(({}, {"CITG": "NAT"}, {"CITG": "FOR"}), (sum(parts), *parts), strict=True)
            for group, count in grouped:
                yield Row(
                    definition=definition, period=year, unit="PS", parts=group, value=count,
                    obs_status=status(year), method="register",
                )  # fmt: skip
        yield Row(
            definition="FLW-04", period=year, unit="PS", value=round(random.uniform(-900, 400)),
            obs_status=status(year), method="register",
        )  # fmt: skip
        if year == 2020:
            yield Row(
                definition="FLW-05", period=year, unit="PS", absence="no_answer", method="register"
            )
        else:
            back = round(arrivals[0] * random.uniform(0.8, 0.9))
            yield Row(
                definition="FLW-05",
                period=year,
                unit="PS",
                value=back,
                obs_status=status(year),
                method="register",
            )


#: People who had registered late when the final figures of the newest year were made.
LATE = {"CTX-01": 429, "POP-01": 371}


def final(first: Sequence[Row]) -> Iterator[Row]:
    """What the register says of the newest year once it is final: whole and parts, a little more."""
    newest = [
        row
        for row in first
        if row.definition in LATE and row.period == PROVISIONAL and row.value is not None
    ]
    groups: dict[tuple[str, tuple[str, ...]], list[Row]] = {}
    for row in newest:
        groups.setdefault((row.definition, tuple(row.parts)), []).append(row)
    for (definition, _dimensions), rows in groups.items():
        counts = [row.value or 0.0 for row in rows]
        total = round(sum(counts)) + LATE[definition]
        for row, count in zip(rows, split(total, counts), strict=True):
            yield replace(row, value=count, obs_status="A", note="final-2024")
