"""Meruzah, a survey city: no census for a generation, so everything is a sample, an estimate or a round.

The survey speaks of the governorate and leaves out the camps; key informants count in rounds and round
to tens; two bodies estimate the population and disagree; of women among foreign residents only the
share is known.
"""

from __future__ import annotations

from collections.abc import Iterator

from qantara.demo.fictional.generate.shapes import Line, Page, comma, spaced, text, workbook

#: Theme of the survey: governorate 2016, 2023; city 2023; of nationals and of foreign citizens each.
SURVEY = {
    "Taux d’emploi 20-64": ((52.1, 49.4), (50.3, 47.8), (51.6, 49.0)),
    "Chômage 15-74": ((14.8, 18.9), (16.2, 20.4), (17.1, 21.3)),
    "Activité 20-64": ((61.2, 60.9), (60.0, 60.1), (62.2, 62.3)),
    "Surpeuplement": ((18.4, 41.2), (19.1, 44.0), (22.6, 47.5)),
    "Coût du logement": ((16.0, 33.9), (19.7, 38.1), (24.8, 42.6)),
    "Propriétaires": ((71.3, 6.2), (70.8, 5.4), (58.9, 4.1)),
    "Couverture santé": ((68.9, 22.4), (64.2, 19.8), (66.0, 24.1)),
    "Soins non reçus": ((9.7, 21.8), (13.4, 27.0), (12.2, 25.3)),
    "Enfants scolarisés": ((94.6, 71.2), (93.9, 66.7), (94.8, 72.9)),
    "Sortie précoce 18-24": ((21.5, 44.0), (22.9, 46.6), (20.7, 43.4)),
    "Discrimination ressentie": ((4.8, 24.7), (5.6, 29.3), (6.1, 31.0)),
}
#: Foreign citizens heard of in each round: least, best and most.
ROUNDS = {
    "2022-S1": (29_400, 33_800, 39_100), "2022-S2": (30_200, 34_600, 40_300),
    "2023-S1": (31_000, 35_900, 41_700), "2023-S2": (32_700, 37_200, 43_000),
    "2024-S1": (33_100, 38_050, 44_200), "2024-S2": (32_400, 37_340, 43_600),
    "2025-S1": (33_900, 38_900, 45_100), "2025-S2": (34_600, 39_720, 46_300),
}  # fmt: skip
CITIZENSHIPS = {"QS": 0.34, "QT": 0.22, "QW": 0.15, "QM": 0.09, "QX": 0.07, "other": 0.13}
NEIGHBOURS = {2019: 402_000, 2021: 407_000, 2023: 412_000, 2025: 418_000}
BY_WATER = {2023: (428_000, 447_000, 466_000), 2025: (436_000, 458_000, 480_000)}


def files() -> Iterator[tuple[str, bytes]]:
    """The evidence of Meruzah, by file name."""
    yield (
        "living-conditions.csv",
        text(_survey(), delimiter=";", encoding="cp1252", end="\r\n"),
    )
    yield "presence-rounds.csv", text(_rounds())
    yield "projections.csv", text(_projections(), delimiter=";")
    yield "water-connections.csv", text(_by_water())
    yield "registrations.xlsx", workbook({"Cover": _cover(), "Registered": _registered()})
    yield "city-hall.csv", text(_city_hall(), delimiter=";", encoding="cp1252", end="\r\n")


def _survey() -> Iterator[Line]:
    yield ["Enquête sur les conditions de vie, 2016 et 2023"]
    yield ["Ménages ordinaires seulement : les camps et les foyers de travailleurs sont exclus"]
    yield []
    yield ["Zone", "Thème", "Groupe", "Année", "Valeur (%)", "Qualité"]
    for theme, ((then_n, then_f), (now_n, now_f), (city_n, city_f)) in SURVEY.items():
        for zone, year, of_nationals, of_foreign in (
            ("Gouvernorat", 2016, then_n, then_f), ("Gouvernorat", 2023, now_n, now_f),
            ("Ville", 2023, city_n, city_f),
        ):  # fmt: skip
            is_few = zone == "Ville"
            weight = 0.09 if is_few else 0.05
            whole = of_nationals * (1 - weight) + of_foreign * weight
            yield [zone, theme, "Ensemble", year, comma(whole), ""]
            yield [zone, theme, "Nationaux", year, comma(of_nationals), ""]
            yield [zone, theme, "Étrangers", year, comma(of_foreign), "(u)" if is_few else ""]
    yield ["Ville", "Femmes parmi les étrangers", "Ensemble", 2023, "38,6", ""]
    yield ["Ville", "Pauvreté", "Ensemble", 2023, "nd", ""]
    yield ["Ville", "Perception", "Ensemble", 2023, "52,4", ""]


def _rounds() -> Iterator[Line]:
    yield ["round", "reference_period", "citizenship", "low", "best", "high"]
    for number, (period, (low, best, high)) in enumerate(ROUNDS.items(), start=11):
        yield [f"R{number}", period, "all", low, best, high]
    for code, share in CITIZENSHIPS.items():
        yield [
            "R18",
            "2025-S2",
            code,
            *(round(each * share / 10) * 10 for each in ROUNDS["2025-S2"]),
        ]


def _projections() -> Iterator[Line]:
    """Projections from a census of 1987: for the city and its governorate."""
    yield ["Bureau national: projections de population, base 1987"]
    yield ["Unité", *NEIGHBOURS]
    yield ["Mérouza (ville)", *(spaced(number) for number in NEIGHBOURS.values())]
    yield [
        "Mérouza (gouvernorat)",
        *(spaced(round(n * 2.31 / 1_000) * 1_000) for n in NEIGHBOURS.values()),
    ]


def _by_water() -> Iterator[Line]:
    """Residents by connections to the water network, which knows buildings no projection knows."""
    yield ["year", "connections", "residents_low", "residents", "residents_high"]
    for year, (low, best, high) in BY_WATER.items():
        yield [year, round(best / 4.6), low, best, high]
    yield [2024, "meter reading suspended", "", "", ""]


def _cover() -> Page:
    return Page(lines=[["Monthly registrations, city of Meruzah"], ["Figures as of 31 December"]])


def _registered() -> Page:
    lines: list[Line] = [
        ["Registered people of concern"],
        [None, "2024", None, "2025", None],
        ["Age", "F", "M", "F", "M"],
        ["0-17", 1_204, 1_311, 1_246, 1_352],
        ["18+", 1_688, 1_923, 1_701, 1_988],
        ["Unaccompanied", 6, 41, 9, 38],
    ]
    return Page(lines=lines, merged=[(1, 1, 2), (1, 3, 4)])


def _city_hall() -> Iterator[Line]:
    yield ["Code", "Libellé", "2023", "2024", "2025"]
    yield ["CTX-04", "Budget courant par habitant", "61", "58", "64"]
    yield ["EDU-01", "Enfants à l’école", "..", "..", "91,2"]
    yield ["EDU-05", "Places de cours de langue", "néant", "4,0", "7,5"]
    yield ["HLT-04", "Suivi prénatal", "..", "58,3", "60,9"]
    yield ["HLT-05", "Vaccination", "refus", "refus", "refus"]
    yield ["HLT-06", "Centres avec interprète", "néant", "1", "3"]
    yield ["SRV-01", "Points d’accueil", "0,3", "0,5", "0,8"]
    yield ["SRV-02", "Services en trois langues", "1", "1", "4"]
    yield ["SRV-03", "Jours pour s’inscrire", "..", "..", ".."]
    yield ["SRV-04", "Eau et assainissement", "81,4", "79,0", "80,2"]
    yield ["PAR-01", "Sans droit de vote local", "..", "..", "9,4"]
    yield ["PAR-03", "Sièges consultatifs", "néant", "néant", "néant"]
    yield ["PAR-06", "Associations soutenues", "5", "7", "12"]
    yield ["COH-02", "Plaintes", "sr", "sr", "sr"]
    yield ["COH-07", "Actions", "2", "4", "6"]
    yield ["EMP-04", "Travail informel", "..", "..", ".."]
    for number, level in enumerate((1, 1, 2, 1, 0, 3, 0, 1, 1, 1, 1, 2, 2, 3), start=1):
        yield [f"GOV-{number:02}", "Auto-évaluation", "", "", level]
