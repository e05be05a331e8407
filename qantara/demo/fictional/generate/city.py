"""The people of Ardelune year by year, from which all counts are taken."""

from __future__ import annotations

from random import Random

from qantara.demo.fictional.generate.statement import between

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
CITIZENSHIPS = {  # ISO 3166 user-assigned codes; names.toml has the names
    "QN": 0.231, "QQ": 0.164, "QO": 0.118, "QR": 0.097, "QT": 0.083, "QP": 0.067, "QU": 0.055,
    "QV": 0.046, "QS": 0.041, "QW": 0.034, "QX": 0.026,
}  # fmt: skip
FEW = {"QY": 31, "QZ": 3, "XXA": 7}  # people, in every year


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
