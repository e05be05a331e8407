"""The Reed Coast Fund: two cities that one member stands for, and a public office that prints everything.

The office's tables are on its website, small numbers included, so that here they are referred to and
not repeated. Tessavo's own register counts the same people otherwise. Of work only rounded shares of
the whole coast are known.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qantara.demo.fictional.generate.shapes import Line, Page, dotted, text, workbook
from qantara.demo.fictional.generate.statement import about, split

YEARS = range(2018, 2026)
PLACES = {  # name: residents in 2018 and growth, foreign women and men in 2018 and 2025
    "Tessavo": (97_310, -0.0017, (3_402, 3_611), (4_688, 5_158)),
    "Oltreve": (40_266, 0.0026, (702, 644), (1_021, 918)),
    "Costa delle Canne": (412_905, -0.0009, (8_970, 9_012), (12_644, 12_930)),
}
CITIZENSHIPS = {  # women and men in 2025
    "Tessavo": {
        "QN": (1_512, 1_874), "QM": (966, 820), "QS": (671, 702), "QQ": (540, 488), "QT": (322, 541),
        "QU": (240, 221), "QR": (199, 176), "QW": (121, 207), "QX": (56, 64), "QV": (57, 3),
        "QP": (4, 49), "QY": (0, 9), "QZ": (0, 4),
    },
    "Oltreve": {
        "QN": (301, 318), "QQ": (204, 131), "QU": (188, 97), "QS": (121, 165), "QM": (92, 88),
        "QR": (61, 54), "QV": (51, 2), "QP": (3, 50), "QT": (0, 11), "QX": (0, 2),
    },
}  # fmt: skip
DISTRICTS = {"Banchine": 0.2874, "Canali": 0.3139, "Città alta": 0.2562, "Canneto": 0.1425}
#: Foreign women and men on Tessavo's own register: more than the office has.
REGISTER = {
    "Banchine": (1_702, 1_988),
    "Canali": (1_590, 1_701),
    "Città alta": (906, 844),
    "Canneto": (689, 751),
}


def files() -> Iterator[tuple[str, bytes]]:
    """The evidence on both cities and on their coast, by file name."""
    yield "institute-population.csv", _office(_population())
    yield "institute-citizenship.csv", _office(_citizenships())
    yield "institute-moves.csv", _office(_moves())
    yield "tessavo-register.xlsx", workbook({"Quartieri": _register()})
    yield "labour-survey.csv", text(_labour())
    yield "fund-report.csv", text(_report(), delimiter=";")
    yield "fund-count.csv", text(_count(), delimiter=";")


def _office(lines: Iterator[Line]) -> bytes:
    return text(lines, delimiter=";", encoding="cp1252", end="\r\n")


def _between(first: int, last: int, year: int) -> int:
    """Near a straight line between two years that are known."""
    on_line = first + (last - first) * (year - YEARS[0]) / (YEARS[-1] - YEARS[0])
    return (
        round(on_line)
        if year in (YEARS[0], YEARS[-1])
        else about(on_line, first, year, spread=0.02)
    )


def _population() -> Iterator[Line]:
    """Years across, points between thousands, and a footnote under the table."""
    yield ["Territorio", "Cittadinanza", "Sesso", *(f"1 gennaio {year}" for year in YEARS)]
    for place, (people, growth, then, now) in PLACES.items():
        whole = [about(people * (1 + growth) ** (year - YEARS[0]), place, year) for year in YEARS]
        women = [round(number * 0.514) for number in whole]
        foreign = {
            sex: [_between(then[at], now[at], year) for year in YEARS]
            for at, sex in enumerate(("Femmine", "Maschi"))
        }
        everybody: dict[str, Sequence[int]] = {
            "Femmine": women,
            "Maschi": [number - of for number, of in zip(whole, women, strict=True)],
        }
        for group, sexes in (("Totale", everybody), ("Straniera", foreign)):
            for sex, numbers in sexes.items():
                yield [place, group, sex, *map(dotted, numbers)]
            totals = [sum(pair) for pair in zip(*sexes.values(), strict=True)]
            yield [place, group, "Totale", *map(dotted, totals)]
    yield ["Fonte: Istituto di statistica di Ilmesia", "", "", *("" for _year in YEARS)]


def _citizenships() -> Iterator[Line]:
    yield ["Territorio", "Paese", "Femmine", "Maschi", "Totale"]
    for place, table in CITIZENSHIPS.items():
        for country, (women, men) in table.items():
            yield [place, country, dotted(women), dotted(men), dotted(women + men)]
        women, men = (sum(column) for column in zip(*table.values(), strict=True))
        yield [place, "Mondo", dotted(women), dotted(men), dotted(women + men)]


def _moves() -> Iterator[Line]:
    """Of those who left Oltreve for abroad, a year has three: the office prints them."""
    yield ["Territorio", "Anno", "Cittadinanza", "Iscritti", "Cancellati", "Saldo"]
    moves = {
        "Tessavo": ((2022, 118, 402, 991, 288), (2023, 131, 417, 1_046, 301), (2024, 126, 433, 1_102, 297)),
        "Oltreve": ((2022, 41, 96, 188, 12), (2023, 38, 104, 201, 3), (2024, 44, 101, 216, 9)),
    }  # fmt: skip
    for place, years in moves.items():
        for year, own_in, own_out, foreign_in, foreign_out in years:
            for group, came, left in (
                ("Ilmesiana", own_in, own_out), ("Straniera", foreign_in, foreign_out),
                ("Totale", own_in + foreign_in, own_out + foreign_out),
            ):  # fmt: skip
                yield [place, year, group, dotted(came), dotted(left), str(came - left)]


def _register() -> Page:
    """Tessavo's own register: residents and foreign residents by district, heads over heads."""
    people, growth, *_rest = PLACES["Tessavo"]
    whole = round(people * (1 + growth) ** (2025 - YEARS[0])) + 1_213
    residents = split(whole, list(DISTRICTS.values()))
    rows: list[list[object]] = [
        [name, of_all, women, men]
        for (name, (women, men)), of_all in zip(REGISTER.items(), residents, strict=True)
    ]
    lines: list[Line] = [
        ["Comune di Tessavo, anagrafe: residenti al 1 gennaio 2025"],
        ["Quartiere", "Residenti", "Stranieri", None],
        [None, None, "F", "M"],
        *rows,
        ["Totale", *(sum(int(str(row[at])) for row in rows) for at in (1, 2, 3))],
    ]
    return Page(lines=lines, merged=[(1, 2, 3)])


def _labour() -> Iterator[Line]:
    """Shares of the whole coast, rounded to whole percent; nothing below it."""
    yield ["area", "measure", "group", "2019", "2024"]
    for measure, nationals, foreign, everybody in (
        ("employed", (63, 65), (59, 63), (63, 65)), ("unemployed", (10, 8), (15, 12), (11, 8)),
        ("early leavers", (11, 9), (26, 22), (12, 10)), ("degree", (24, 27), (14, 17), (24, 27)),
    ):  # fmt: skip
        yield ["REG", measure, "nationals", *nationals]
        yield ["REG", measure, "foreigners", *foreign]
        yield ["REG", measure, "all", *everybody]
        yield ["TES", measure, "all", "c", "c"]


def _report() -> Iterator[Line]:
    """What the Fund and the services of Tessavo count; Oltreve is asked for the first time in 2025."""
    yield ["ciudad", "indicador", "2023", "2024", "2025"]
    for code, values in {
        "CTX-04": ("1021", "1044", "1090"), "EDU-01": ("93,8", "94,2", "94,9"), "EDU-05": ("20,5", "24,0", "27,5"),
        "EDU-06": ("s/d", "s/d", "s/d"), "HLT-01": ("97,0", "97,1", "97,4"), "HLT-04": ("80,1", "81,7", "83,0"),
        "HLT-06": ("1", "2", "4"), "HOU-05": ("8,9", "9,3", "11,0"), "HOU-07": ("37", "29", "41"),
        "SRV-01": ("1,1", "1,0", "2,0"), "SRV-02": ("3", "3", "5"), "SRV-03": ("34", "29", "22"),
        "SRV-04": ("97,9", "98,0", "98,2"), "SRV-05": ("74,0", "74,5", "77,8"), "PAR-01": ("8,1", "8,6", "9,2"),
        "PAR-03": ("no hay", "3", "3"), "PAR-06": ("6", "6", "9"), "COH-02": ("7", "5", "8"),
        "COH-07": ("2", "5", "7"), "EMP-07": ("6,4", "6,7", "7,1"), "HOU-04": ("no hay", "no hay", "no hay"),
    }.items():  # fmt: skip
        yield ["Tesavo", code, *values]
    for number, level in enumerate((2, 2, 3, 1, 3, 2, 3, 1, 1, 2, 1, 1, 2, 4), start=1):
        yield ["Tesavo", f"GOV-{number:02}", "", "", level]


def _count() -> Iterator[Line]:
    """One night in February: few people slept rough, so the count stays with the city."""
    yield ["ciudad", "año", "edad", "personas"]
    for year, ages in {2025: (4, 19, 3), 2026: (2, 23, 5)}.items():
        for age, people in zip(("menores", "adultas", "mayores"), ages, strict=True):
            yield ["Tesavo", year, age, people]
        yield ["Tesavo", year, "", sum(ages)]
