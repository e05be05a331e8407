"""Qarnel, a census city: a decade between two counts, small numbers, and others who know something.

The districts have single families; the list of citizenships has a long tail; the first results of the
second census give another count for the first; an agency registers people who seek protection.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from qantara.demo.fictional.generate.shapes import Line, Page, text, workbook
from qantara.demo.fictional.generate.statement import split

DISTRICTS = {  # name in the file: residents' share in 2014 and 2024
    "المدينة العتيقة": (0.2391, 0.1987),
    "القصبة": (0.0584, 0.0506),
    "الغروس": (0.2127, 0.2214),
    "الأفران": (0.1933, 0.1872),
    "المدينة الجديدة": (0.2965, 0.3421),
}
PEOPLE = {2014: 241_906, 2024: 268_412}
#: Foreign men and women in each district: in the Citadel, one family and a widow.
FOREIGN = {
    2014: ((402, 231), (3, 1), (188, 97), (311, 204), (388, 279)),
    2024: ((577, 418), (2, 4), (298, 214), (502, 391), (561, 445)),
}
WOMEN = {2014: 0.506, 2024: 0.509}
CITIZENSHIPS = {  # men, women
    "فيلمار": (512, 377), "إلميسيا": (366, 281), "ساردوفيا": (298, 268), "ليسومبي": (251, 143),
    "بندوريا": (187, 121), "أورفانيا": (96, 88), "غالومبا": (91, 69), "كيلموند": (57, 49),
    "توفانيا": (31, 27), "هارسن": (22, 19), "ميريسك": (14, 17), "أوخالما": (4, 2),
    "بيلاريكا": (0, 3), "عديمو الجنسية": (3, 1), "غير مصرّح بها": (8, 7),
}  # fmt: skip
BANDS = [f"{age}-{age + 4}" for age in range(0, 75, 5)] + ["75+"]
MEN = (71, 62, 50, 49, 176, 302, 338, 266, 201, 148, 101, 71, 48, 27, 16, 9)
WOMEN_BY_AGE = (68, 60, 52, 47, 158, 238, 246, 201, 139, 94, 66, 44, 28, 17, 9, 3)
REGIONS = {"QN-N": 0.22, "QN-O": 0.41, "QN-S": 0.37}
MOVED = {2014: 21_477, 2024: 26_318}


def files() -> Iterator[tuple[str, bytes]]:
    """The evidence of Qarnel, by file name."""
    yield "census.xlsx", workbook({str(year): _districts(year) for year in PEOPLE})
    yield (
        "census-citizenship.csv",
        text(_citizenships(), delimiter=";", encoding="cp1256", end="\r\n"),
    )
    yield "census-age.xlsx", workbook({"جدول 7": _ages()})
    yield "census-citizenship-age.csv", text(_citizenships_and_ages(), delimiter=";")
    yield "census-moves.csv", text(_moves())
    yield "census-first-results.csv", text(_first_results(), delimiter=";")
    yield "protection.csv", text(_protection())
    yield "permits.csv", text(_permits(), delimiter=";")
    yield "labour.csv", text(_labour(), delimiter=";")
    yield "associations.csv", text(_associations(), delimiter=";")
    yield "municipality.xlsx", workbook({"البلدية": _municipality()})


def _districts(year: int) -> Page:
    shares = [share[year == 2024] for share in DISTRICTS.values()]
    rows: list[list[object]] = []
    for name, people, (men, women) in zip(
        DISTRICTS, split(PEOPLE[year], shares), FOREIGN[year], strict=True
    ):
        female = round(people * WOMEN[year])
        rows.append([name, people - female, female, men, women])
    whole = [sum(int(str(row[column])) for row in rows) for column in range(1, 5)]
    return Page(
        is_right_to_left=True,
        lines=[
            [f"الإحصاء العام للسكان والسكنى {year}: بلدية قرنيل"],
            [],
            ["الحي", "مجموع السكان", None, "الأجانب", None],
            [None, "ذكور", "إناث", "ذكور", "إناث"],
            *rows,
            ["مجموع البلدية", *whole],
            ["المصدر: الهيئة العامة للإحصاء بطرقون"],
        ],
        merged=[(2, 1, 2), (2, 3, 4)],
    )


def _citizenships() -> Iterator[Line]:
    yield ["الأجانب حسب الجنسية والجنس، إحصاء 2024"]
    yield []
    yield ["الجنسية", "ذكور", "إناث", "المجموع"]
    for name, (men, women) in CITIZENSHIPS.items():
        yield [name, men, women, men + women]
    men, women = (sum(column) for column in zip(*CITIZENSHIPS.values(), strict=True))
    yield ["المجموع", men, women, men + women]


def _ages() -> Page:
    unknown = tuple(
        sum(sex) - sum(ages)
        for sex, ages in zip(
            zip(*CITIZENSHIPS.values(), strict=True), (MEN, WOMEN_BY_AGE), strict=True
        )
    )
    pairs = [*zip(BANDS, MEN, WOMEN_BY_AGE, strict=True), ("غير مصرّح به", *unknown)]
    return Page(
        is_right_to_left=True,
        lines=[
            ["جدول 7: الأجانب حسب السن والجنس، بلدية قرنيل، 2024"],
            ["فئة السن", "ذكور", "إناث"],
            *pairs,
            ["المجموع", *(sum(each) for each in zip(*(pair[1:] for pair in pairs), strict=True))],
        ],
    )


def _citizenships_and_ages() -> Iterator[Line]:
    """Citizenship by age and sex: a third of its cells are a handful of people."""
    bands = {"0-14": 3, "15-24": 2, "25-54": 6, "55-64": 2, "65+": 3}
    yield ["الجنسية", "فئة السن", "ذكور", "إناث"]
    tables = []
    for sex, ages in enumerate((MEN, WOMEN_BY_AGE)):
        known = iter(ages)
        columns = [sum(next(known) for _five in range(width)) for width in bands.values()]
        rows = [people[sex] for people in CITIZENSHIPS.values()]
        tables.append(_table(rows, [*columns, sum(rows) - sum(columns)]))
    for at, name in enumerate(CITIZENSHIPS):
        for column, band in enumerate((*bands, "غير مصرّح به")):
            yield [name, band, *(table[at][column] for table in tables)]


def _table(rows: list[int], columns: list[int]) -> list[list[int]]:
    """Whole numbers near independence with these sums; what rounding leaves goes where it is missing."""
    total = sum(rows)
    cells = [[row * column // total for column in columns] for row in rows]
    for at, row in enumerate(rows):
        while sum(cells[at]) < row:
            missing = [
                whole - sum(each[column] for each in cells) for column, whole in enumerate(columns)
            ]
            cells[at][missing.index(max(missing))] += 1
    return cells


def _moves() -> Iterator[Line]:
    yield ["annee", "variable", "origine", "sexe", "effectif"]
    for year, moved in MOVED.items():
        women = round(moved * 0.527)
        yield [year, "migrants_internes", "ensemble", "ensemble", moved]
        yield [year, "migrants_internes", "ensemble", "femmes", women]
        yield [year, "migrants_internes", "ensemble", "hommes", moved - women]
        for region, count in zip(REGIONS, split(moved, list(REGIONS.values())), strict=True):
            yield [year, "migrants_internes", region, "ensemble", count]
    yield ["2014-2024", "solde_interne", "ensemble", "ensemble", -3_106]
    yield ["2024", "retours", "ensemble", "ensemble", 1_844]
    yield ["2024", "retours", "ensemble", "femmes", 771]
    yield ["2024", "retours", "ensemble", "hommes", 1_073]


def _first_results() -> Iterator[Line]:
    """A note that counts the foreign citizens of 2014 otherwise than the tables of 2014 did."""
    yield ["territory", "figure", "2014", "2024"]
    yield ["Qarnel", "legal population", 241_906, 268_417]
    yield ["Qarnel", "of which foreign citizens", 2_190, 3_412]


def _protection() -> Iterator[Line]:
    """People registered at the end of each year; the children of 2025 are not broken down yet."""
    yield ["year", "group", "sex", "people"]
    for year, (women, men) in {
        2021: (88, 124), 2022: (119, 158), 2023: (163, 207), 2024: (201, 246), 2025: (219, 268),
    }.items():  # fmt: skip
        yield [year, "registered", "all", women + men]
        yield [year, "registered", "female", women]
        yield [year, "registered", "male", men]
        yield [year, "awaiting", "all", 31 + year % 5]
        yield [year, "awaiting", "female", 7]
        yield [year, "awaiting", "male", 24 + year % 5]


def _permits() -> Iterator[Line]:
    """The directorate gives totals; it declined to break down the newest year by sex."""
    yield ["Year", "Sex", "Valid permits"]
    for year, (women, men) in {2022: (803, 1_106), 2023: (861, 1_174), 2024: (912, 1_233)}.items():
        yield [year, "total", women + men]
        yield [year, "women", women]
        yield [year, "men", men]
    yield [2025, "total", 2_290]
    yield [2025, "women", "refused"]
    yield [2025, "men", "refused"]


def _labour() -> Iterator[Line]:
    """Complaints of migrant workers: so few in some sectors that a reader would know who."""
    yield ["القطاع", "الجنس", "2023", "2024"]
    sectors = (
        ("الفلاحة", (0, 2), (11, 9)), ("البناء", (0, 0), (19, 23)), ("الصناعة", (3, 4), (8, 6)),
        ("التجارة", (2, 5), (7, 9)), ("الفنادق", (6, 8), (4, 3)), ("العمل المنزلي", (28, 33), (1, 2)),
        ("قطاعات أخرى", (4, 3), (6, 5)),
    )  # fmt: skip
    for name, women, men in sectors:
        yield [name, "إناث", *women]
        yield [name, "ذكور", *men]
        yield [name, "المجموع", *(sum(pair) for pair in zip(women, men, strict=True))]
    for sex, columns in (("إناث", (1,)), ("ذكور", (2,)), ("المجموع", (1, 2))):
        counted = [(women, men) for _name, women, men in sectors]
        totals = [sum(pair[at - 1][year] for pair in counted for at in columns) for year in (0, 1)]
        yield ["كل القطاعات", sex, *totals]


def _associations() -> Iterator[Line]:
    """What nobody counts, as the associations that meet people on the ground put it."""
    yield ["السنة", "الموضوع", "القيمة", "الحد الأدنى", "الحد الأعلى"]
    yield [2021, "خارج الإحصاء", None, 1_500, 2_800]
    yield [2024, "خارج الإحصاء", None, 1_800, 3_500]
    yield [2021, "العمل غير المهيكل", None, 52, 66]
    yield [2024, "العمل غير المهيكل", None, 48, 61]
    yield [2024, "المقيمون في الخارج", None, 31_000, 44_000]


def _municipality() -> Page:
    rows = {
        "CTX-04": ("178", "184", "191"), "EDU-01": ("88.6", "90.1", "91.4"),
        "EDU-05": ("14.0", "11.5", "19.0"), "EDU-07": ("..", "..", "0.41"),
        "HLT-01": ("..", "61.5", "64.0"), "HLT-04": ("69.8", "70.4", "73.1"),
        "HLT-05": ("n.c.", "n.c.", "n.c."), "HLT-06": ("1", "1", "2"),
        "SRV-01": ("-", "2.9", "5.9"), "SRV-02": ("2", "2", "3"), "SRV-03": ("96", "88", "61"),
        "SRV-04": ("93.0", "93.6", "94.1"), "PAR-03": ("-", "-", "4"), "PAR-06": ("3", "4", "6"),
        "COH-02": ("r", "r", "r"), "COH-07": ("1", "0", "3"), "HOU-01": ("..", "..", "27.8"),
        "HOU-03": ("..", "..", "38.5"), "EMP-01": ("..", "..", "57.4"), "EMP-07": ("2.1", "2.2", "2.6"),
        "CTX-03": ("..", "..", "3118"), "CTX-02": ("..", "..", "1.0"),
    }  # fmt: skip
    levels = (2, 1, 2, 1, 1, 2, 0, 1, 1, 2, 1, 0, 1, 3)
    governance = [
        (f"GOV-{number:02}", ("", "", str(level))) for number, level in enumerate(levels, 1)
    ]
    lines: list[Line] = [
        ["المؤشر", "2022", "2023", "2024"],
        *([code, *values] for code, values in chain(rows.items(), governance)),
    ]
    return Page(is_right_to_left=True, lines=lines)
