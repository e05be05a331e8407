"""Greater Halverin, a metropolis of five cities: good registers, and what they do when cities merge.

Years stand across the table; Brindal took in a neighbour in 2021; the newest year is provisional, then
final. Fennholm is so small that its foreign citizens by age and sex are people one could name. A
revision of two people, a share that is not its ratio, and two offices that disagree.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from qantara.demo.fictional.generate.shapes import Line, Page, comma, spaced, text, workbook
from qantara.demo.fictional.generate.statement import about, split

YEARS = range(2016, 2027)
MERGED, NEWEST = 2021, 2025
CITIES = {  # name: code, residents in 2016 and growth a year, share of foreign citizens, its growth
    "Halverin City": ("AM01", 598_204, 0.0091, 0.1720, 0.0058),
    "Marrenstad": ("AM02", 301_870, 0.0064, 0.1310, 0.0041),
    "Kelvoort": ("AM03", 229_415, 0.0071, 0.0980, 0.0032),
    "Brindal": ("AM04", 118_236, 0.0048, 0.0710, 0.0021),
    "Fennholm": ("AM05", 12_081, 0.0012, 0.0140, 0.0006),
}
#: What Brindal took in.
JOINED = 14_903
BANDS = ("Y0T2", "Y3T5", "Y6T14", "Y15T24", "Y25T54", "Y55T64", "Y_GE65")
AGES = {"F": (38, 37, 104, 142, 571, 68, 40), "M": (39, 38, 107, 151, 583, 54, 28)}
CITIZENSHIPS = {
    "QQ": 0.191, "QN": 0.162, "QR": 0.128, "QM": 0.101, "QO": 0.089, "QU": 0.077, "QS": 0.064,
    "QV": 0.058, "QT": 0.047, "QX": 0.039, "QW": 0.028,
}  # fmt: skip
#: Women and men of the citizenships that a handful of people hold.
FEW = {"QY": (21, 14), "QZ": (2, 1), "XXA": (6, 9)}

Counts = Mapping[tuple[str, str], int]


def people(year: int, *, late: int = 0) -> tuple[Counts, Counts]:
    """Residents and foreign citizens by (city, sex). ``late``: foreign women found since in Fennholm."""
    residents: dict[tuple[str, str], int] = {}
    foreign: dict[tuple[str, str], int] = {}
    for city, (_code, start, growth, share, more) in CITIES.items():
        joined = JOINED if city == "Brindal" and year >= MERGED else 0
        whole = about(start * (1 + growth) ** (year - YEARS[0]), city, year, spread=0.002) + joined
        of_them = about(
            whole * (share + more * (year - YEARS[0])), city, year, "foreign", spread=0.01
        )
        found = late if city == "Fennholm" else 0
        women, women_of_them = round(whole * 0.509), round(of_them * 0.484)
        residents |= {(city, "F"): women + found, (city, "M"): whole - women}
        foreign |= {(city, "F"): women_of_them + found, (city, "M"): of_them - women_of_them}
    return residents, foreign


def files() -> Iterator[tuple[str, bytes]]:
    """The evidence of Greater Halverin, by file name."""
    yield "register.csv", _delimited(_register(range(2016, NEWEST + 1), flagged=NEWEST))
    yield "register-final.csv", _delimited(_register((2024, NEWEST), late={2024: 2}, added=0.0016))
    yield "register-2026.csv", _delimited(_register((2026,), flagged=2026))
    yield "age.csv", text(_ages(2024))
    yield "age-revised.csv", text(_ages(2024, late=2))
    yield "citizenship.xlsx", workbook({"2024": _citizenships(2024)})
    yield "moves.csv", text(_moves(range(2018, 2025)), delimiter="\t")
    yield "moves-2025.csv", text(_moves((2025,)), delimiter="\t")
    yield "state-projection.csv", _delimited(_projection())
    yield "panel.csv", text(_panel(), delimiter=";", encoding="cp1252")
    yield "departments.csv", text(_departments("17.6"), delimiter=";")
    yield "departments-corrected.csv", text(_staff("11.6"), delimiter=";")
    yield "departments-2025.csv", text(_newest(), delimiter=";")


def _delimited(lines: Iterator[Line]) -> bytes:
    return text(lines, delimiter=";", encoding="cp1252", end="\r\n")


def _register(
    years: range | tuple[int, ...], *, flagged: int = 0, late: Mapping[int, int] | None = None,
    added: float = 0.0,
) -> Iterator[Line]:  # fmt: skip
    """Years across. ``added``: the part of all people that is added where the newest year is final."""
    yield ["Orvania Register Office: inhabitants on 1 January", *("" for _year in years)]
    yield ["Area", "Group", "Sex", *years]
    counts = {year: people(year, late=(late or {}).get(year, 0)) for year in years}
    for at, group in enumerate(("Residents", "Foreign citizens")):
        for sex in "FM":
            parts: dict[str, list[int]] = {}
            for city in CITIES:
                parts[city] = [
                    round(counts[year][at][city, sex] * (1 + added * (year == NEWEST)))
                    for year in years
                ]
                yield [city, group, sex, *map(_marked(flagged), years, parts[city])]
            whole = [sum(column) for column in zip(*parts.values(), strict=True)]
            yield ["Greater Halverin", group, sex, *map(_marked(flagged), years, whole)]


def _marked(flagged: int) -> Callable[[int, int], str]:
    """How a number is printed: with a p behind it where the year is provisional."""
    return lambda year, number: f"{spaced(number)} p" if year == flagged else spaced(number)


def _ages(year: int, *, late: int = 0) -> Iterator[Line]:
    """SDMX-CSV: foreign citizens by city, sex and age; a woman of Fennholm counted late is 25 to 54."""
    yield ["DATAFLOW", "FREQ", "REF_AREA", "SEX", "AGE", "TIME_PERIOD", "OBS_VALUE", "OBS_STATUS"]
    flow = "OR:FOREIGN_AGE(1.0)"
    foreign = people(year)[1]
    whole: dict[tuple[str, str], int] = {}
    for city, (code, *_rest) in CITIES.items():
        for sex, weights in AGES.items():
            for band, count in zip(BANDS, split(foreign[city, sex], weights), strict=True):
                is_late = (city, sex, band) == ("Fennholm", "F", "Y25T54")
                number = count + (late if is_late else 0)
                whole[sex, band] = whole.get((sex, band), 0) + number
                yield [flow, "A", code, sex, band, f"{year}-01-01", number, "A"]
    for (sex, band), number in whole.items():
        yield [flow, "A", "AM", sex, band, f"{year}-01-01", number, "A"]


def _citizenships(year: int) -> Page:
    """A head over heads, the total first; the tail is a handful of people each."""
    foreign = people(year)[1]
    whole = [sum(count for (_city, of), count in foreign.items() if of == sex) for sex in "FM"]
    few = [sum(each[at] for each in FEW.values()) for at in (0, 1)]
    rest = 1 - sum(CITIZENSHIPS.values())
    columns = [
        split(number - hidden, [*CITIZENSHIPS.values(), rest])
        for number, hidden in zip(whole, few, strict=True)
    ]
    named = list(zip([*CITIZENSHIPS, "ZZ"], *columns, strict=True))
    return Page(
        lines=[
            ["Foreign citizens of Greater Halverin by citizenship, 1 January"],
            ["Citizenship", "Foreign citizens", None, None],
            [None, "Total", "Women", "Men"],
            ["All", sum(whole), *whole],
            *([code, women + men, women, men] for code, women, men in named),
            *([code, sum(each), *each] for code, each in FEW.items()),
        ],
        merged=[(1, 1, 3)],
    )


def _moves(years: range | tuple[int, ...]) -> Iterator[Line]:
    """Arrivals and departures over the border, and the difference to the rest of the country."""
    yield ["Year", "Citizenship", "Arrivals", "Departures", "Net"]
    for year in years:
        slow = 0.55 if year == 2020 else 1.0
        scale = (1 + 0.021 * (year - 2018)) * slow
        own = (
            about(3_214 * scale, "own in", year, spread=0.05),
            about(4_106 * slow * (1 + 0.008 * (year - 2018)), "own out", year, spread=0.05),
        )
        foreign = (
            about(21_870 * scale, "foreign in", year, spread=0.04),
            about(11_345 * slow * (1 + 0.017 * (year - 2018)), "foreign out", year, spread=0.04),
        )
        both = (own[0] + foreign[0], own[1] + foreign[1])
        for name, (came, left) in {"Orvania": own, "Other": foreign, "All": both}.items():
            yield [year, name, came, left, came - left]
        yield [
            year,
            "Inside Orvania",
            None,
            None,
            about(-1_850 - 240 * (year - 2018), "inside", year, spread=0.1),
        ]


def _projection() -> Iterator[Line]:
    """The state's own figure for the same day: census corrected, and a fortieth lower."""
    yield ["State Chancellery: projected population on 1 January", "", "", ""]
    yield ["Area", "2023", "2024", "2025"]
    totals = [sum(people(year)[0].values()) for year in (2023, 2024, 2025)]
    yield ["Greater Halverin", *(spaced(round(total * 0.9747)) for total in totals)]
    yield ["Lower Orvania", *(spaced(round(total * 1.6183)) for total in totals)]


PANEL = {  # nationals and foreign citizens in 2019, 2022 and 2025
    "Employed 20-64": ("EMP-01", (76.1, 77.0, 78.3), (63.9, 66.4, 69.1)),
    "Unemployed 15-74": ("EMP-02", (4.9, 4.4, 4.0), (11.7, 10.1, 9.0)),
    "Active 20-64": ("EMP-03", (80.0, 80.5, 81.6), (72.3, 73.9, 75.9)),
    "Over-qualified": ("EMP-05", (15.9, 15.4, 15.0), (36.2, 34.9, 33.8)),
    "Neither working nor learning": ("EMP-06", (8.1, 8.8, 7.6), (15.3, 15.9, 13.2)),
    "Early leavers": ("EDU-03", (7.7, 7.2, 6.9), (17.4, 16.6, 14.9)),
    "Tertiary degree": ("EDU-04", (41.8, 43.5, 45.1), (33.0, 35.4, 38.2)),
    "Overcrowded": ("HOU-01", (6.1, 6.6, 7.2), (21.7, 23.5, 25.9)),
    "Housing costs over 40 %": ("HOU-02", (11.9, 13.8, 16.4), (22.5, 26.7, 31.3)),
    "Owners": ("HOU-03", (49.5, 48.2, 46.6), (14.6, 14.0, 13.1)),
    "Unmet need for care": ("HLT-02", (3.2, 4.9, 4.1), (7.5, 9.8, 8.0)),
    "Good health": ("HLT-03", (71.4, 70.2, 70.9), (69.8, 68.3, 69.9)),
    "At risk of poverty": ("SRV-07", (13.1, 13.6, 13.9), (29.4, 28.8, 27.5)),
    "Felt treated worse": ("COH-01", (6.9, 7.1, 7.4), (26.1, 27.8, 26.6)),
    "See foreigners well integrated": ("COH-06", (54.7, 53.1, 56.0), (66.2, 65.0, 67.3)),
}


def _panel() -> Iterator[Line]:
    yield ["Question", "Group", "2019", "2022", "2025"]
    for question, (_code, nationals, foreign) in PANEL.items():
        both = [0.84 * one + 0.16 * other for one, other in zip(nationals, foreign, strict=True)]
        for group, values in {"all": both, "citizens": nationals, "foreigners": foreign}.items():
            yield [question, group, *(comma(value) for value in values)]
    yield ["Settled five years", "foreigners", "61,2", "62,0", "64,4"]


def _departments(share: str) -> Iterator[Line]:
    """Reports of the departments; the share of staff was printed with one figure for another."""
    yield from _staff(share)
    for code, values in {
        "CTX-04": ("3284", "3391", "3507"), "CTX-03": ("1408", "1419", "1431"),
        "EDU-01": ("98.4", "98.5", "98.7"), "EDU-02": ("81.2", "82.9", "84.0"),
        "EDU-05": ("33.1", "36.4", "35.2"), "EDU-07": ("0.38", "0.37", "0.37"),
        "HLT-04": ("86.3", "87.0", "88.1"), "HLT-06": ("21", "26", "31"),
        "HOU-05": ("19.8", "21.1", "22.7"), "HOU-07": ("412", "388", "431"),
        "HOU-08": ("0.29", "0.29", "0.28"), "SRV-01": ("0.3", "0.4", "0.4"), "SRV-02": ("8", "8", "9"),
        "SRV-03": ("9", "8", "6"), "SRV-05": ("91.3", "91.9", "92.4"), "PAR-01": ("12.9", "13.2", "13.6"),
        "PAR-02": ("24.3", "24.3", "31.0"), "PAR-03": ("14", "14", "15"), "PAR-06": ("48", "55", "61"),
        "COH-07": ("9", "12", "11"), "EMP-07": ("11.2", "11.9", "12.4"), "EDU-06": ("..", "58.0", "63.5"),
    }.items():  # fmt: skip
        for year, value in zip((2022, 2023, 2024), values, strict=True):
            yield [code, None, year, value, None, None]
    for number, level in enumerate((3, 4, 4, 3, 2, 3, 4, 3, 3, 4, 2, 2, 3, 4), start=1):
        yield [f"GOV-{number:02}", None, 2024, level, None, None]
    for year, grounds in {2023: (61, 48, 29, 12, 7, 33), 2024: (66, 52, 34, 11, 3, 29)}.items():
        names = ("ORIGIN", "NATIONALITY", "RELIGION", "LANGUAGE", "SEX", "_O")
        for ground, cases in zip(names, grounds, strict=True):
            yield ["COH-02", ground, year, cases, None, None]
        yield ["COH-02", None, year, sum(grounds), None, None]


def _staff(share: str) -> Iterator[Line]:
    yield ["Indicator", "Ground", "Year", "Value", "Of these", "Of all"]
    yield ["PAR-05", None, 2024, share, 1_904, 16_412]


def _newest() -> Iterator[Line]:
    yield ["Indicator", "Ground", "Year", "Value", "Of these", "Of all"]
    for code, value in {
        "EDU-05": "38.9", "HLT-06": "34", "SRV-03": "5", "PAR-06": "64", "EMP-07": "12.9", "HOU-05": "23.4",
        "PAR-02": "33.6",
    }.items():  # fmt: skip
        yield [code, None, 2025, value, None, None]
