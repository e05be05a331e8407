"""Makes the figures of Ardelune: ``python -m qantara.demo.fictional.generate`` writes them anew.

One CSV a source, as rows the evidence reader understands. The seed is fixed, so the files never
change unless this does. They have what real figures have: a new register in 2019 (break), a newest
year that is provisional, estimates with low and high, groups of a handful of people, two sources
that disagree, questions nobody answered, and things of which there are none.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

FOLDER = Path(__file__).parent / "ardelune"
COLUMNS = (
    "definition",
    "period",
    "breakdown",
    "unit",
    "value",
    "low",
    "high",
    "numerator",
    "denominator",
    "decimals",
    "obs_status",
    "is_break",
    "break_note",
    "absence",
    "method",
    "note",
)
SEED = 2012
YEARS = range(2012, 2025)
NEW_REGISTER, PROVISIONAL = 2019, 2024
PEOPLE = {2012: 361_214, 2018: 383_406, 2019: 391_838, 2024: 412_655}
FOREIGN = {2012: 0.116, 2018: 0.144, 2019: 0.153, 2024: 0.1938}

DISTRICTS = {  # share of all residents, share of foreign residents
    "ardelune-harbour": (0.14, 0.22),
    "ardelune-hill": (0.19, 0.12),
    "ardelune-mills": (0.21, 0.25),
    "ardelune-gardens": (0.22, 0.11),
    "ardelune-station": (0.15, 0.24),
    "ardelune-saltworks": (0.09, 0.06),
}
BANDS = [f"Y{age}T{age + 4}" for age in range(0, 85, 5)] + ["Y_GE85"]
RESIDENT_AGES = (47, 50, 52, 53, 57, 63, 66, 68, 71, 73, 71, 67, 62, 55, 47, 38, 29, 31)
FOREIGN_AGES = (58, 55, 50, 52, 88, 128, 141, 120, 93, 68, 49, 34, 23, 15, 10, 7, 4, 5)
CITIZENSHIPS = {  # ISO 3166 user-assigned codes; names.toml has the names
    "QN": 0.231, "QQ": 0.164, "QO": 0.118, "QR": 0.097, "QT": 0.083, "QP": 0.067, "QU": 0.055,
    "QV": 0.046, "QS": 0.041, "QW": 0.034, "QX": 0.026,
}  # fmt: skip
FEW = {"QY": 31, "QZ": 3, "XXA": 7}  # people, in every year
REGIONS = {"QM-N": 0.31, "QM-C": 0.27, "QM-P": 0.24, "QM-S": 0.18}


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


def between(known: Mapping[int, float], year: int) -> float:
    """A straight line between the years that are known."""
    before = max(one for one in known if one <= year)
    after = min(one for one in known if one >= year)
    if before == after:
        return known[year]
    return known[before] + (known[after] - known[before]) * (year - before) / (after - before)


class City:
    """The people of Ardelune year by year, from which all counts are taken."""

    def __init__(self, random: Random) -> None:
        self.people = {year: self._about(random, between(PEOPLE, year)) for year in YEARS}
        self.foreign = {
            year: self._about(random, self.people[year] * between(FOREIGN, year)) for year in YEARS
        }

    @staticmethod
    def _about(random: Random, number: float) -> int:
        return round(number * random.uniform(0.997, 1.003))


def status(year: int) -> str:
    return "P" if year == PROVISIONAL else "A"


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


def census(city: City, random: Random) -> Iterator[Row]:
    """The censuses of 2011 and 2021: birth, and moves inside the country."""
    for year, people in ((2011, 356_902), (2021, city.people[2021] - 2_214)):
        born_abroad = round(people * (0.131 if year == 2011 else 0.191))
        yield from _count("POP-02", year, born_abroad, {"SEX": {"F": 0.496, "M": 0.504}})
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
        yield from _count("POP-09", year, moved, {"SEX": {"F": 0.521, "M": 0.479}, "ORG": REGIONS})
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


def _count(
    definition: str,
    year: int,
    total: int,
    divided: Mapping[str, Mapping[str, float]],
    method: str = "census",
) -> Iterator[Row]:
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


#: Percentages of the household survey: nationals and foreign citizens in the first and the last year.
SURVEY = {
    "EMP-01": ((71.2, 74.8), (61.0, 66.1)), "EMP-02": ((9.4, 7.1), (15.8, 12.6)),
    "EMP-03": ((78.5, 80.2), (73.9, 76.0)), "EMP-05": ((17.2, 18.0), (39.6, 37.4)),
    "EMP-06": ((12.8, 10.9), (19.5, 17.2)), "EDU-03": ((10.6, 8.2), (22.4, 18.9)),
    "EDU-04": ((31.5, 37.0), (27.8, 33.1)), "HOU-01": ((8.9, 8.1), (26.0, 24.2)),
    "HOU-02": ((10.2, 12.4), (23.5, 28.7)), "HOU-03": ((68.0, 66.2), (19.1, 20.8)),
    "HLT-01": ((98.9, 99.1), (83.0, 87.4)), "HLT-02": ((4.1, 4.4), (9.8, 9.1)),
    "SRV-07": ((15.6, 14.9), (31.8, 30.2)),
}  # fmt: skip
#: With women and men apart in the newest year.
BY_SEX = ("EMP-01", "EMP-02", "HLT-02")
SURVEY_YEARS = range(2014, 2024)


def survey(random: Random) -> Iterator[Row]:
    """The household survey: shares of two groups, every year but the one in which it was not held."""
    for definition, groups in SURVEY.items():
        for year in SURVEY_YEARS:
            if year == 2020:
                yield Row(
                    definition=definition,
                    period=year,
                    unit="PT",
                    absence="not_collected",
                    method="sample_survey",
                )
                continue
            ends = {SURVEY_YEARS[0]: 0, SURVEY_YEARS[-1]: 1}
            share = between({year: float(at) for year, at in ends.items()}, year)
            values = [
                round(first + (last - first) * share + random.uniform(-0.4, 0.4), 1)
                for first, last in groups
            ]
            whole = round(values[0] * 0.84 + values[1] * 0.16, 1)
            yield _percent(definition, year, whole)
            for group, value in zip(("NAT", "FOR"), values, strict=True):
                yield _percent(definition, year, value, CITG=group)
                if definition in BY_SEX and year == SURVEY_YEARS[-1]:
                    apart = round(random.uniform(2.5, 5.5), 1) * (
                        -1 if definition == "EMP-01" else 1
                    )
                    yield _percent(definition, year, round(value + apart, 1), CITG=group, SEX="F")
                    yield _percent(definition, year, round(value - apart, 1), CITG=group, SEX="M")
    for sex, value in (("F", 63.4), ("M", 66.8)):
        yield _percent("POP-08", 2023, value, SEX=sex)
    yield _percent("POP-08", 2023, 65.2)
    for group, value in (("NAT", 6.2), ("FOR", 24.9)):
        yield _percent("COH-01", 2023, value, CITG=group)
    yield _percent("COH-06", 2023, 58.3)


def _percent(
    definition: str, year: int, value: float, method: str = "sample_survey", **parts: str
) -> Row:
    return Row(
        definition=definition,
        period=year,
        unit="PT",
        parts=parts,
        value=value,
        decimals=1,
        method=method,
    )


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
        yield _percent("SRV-04", 2023, value, method, DIST=district)
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
        yield from _count("LEG-01", year, held, {"SEX": {"F": 0.461, "M": 0.539}}, "administrative")


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


def files() -> dict[str, list[Row]]:
    """The rows of every source, by the stem of its file (a source of ``sources.toml``)."""
    random = Random(SEED)  # noqa: S311 - invented figures, the same every time
    city = City(random)
    return {
        "register": [*register(city, random), *flows(city, random)],
        "census": list(census(city, random)),
        "survey": list(survey(random)),
        "services": list(services()),
        "permits": list(permits(city, random)),
        "study": list(study()),
    }


def write(folder: Path = FOLDER) -> None:
    for stem, rows in files().items():
        with (folder / f"{stem}.csv").open("w", encoding="utf-8", newline="") as file:
            table = csv.DictWriter(file, COLUMNS, lineterminator="\n")
            table.writeheader()
            table.writerows(row.cells() for row in rows)


if __name__ == "__main__":
    write()
