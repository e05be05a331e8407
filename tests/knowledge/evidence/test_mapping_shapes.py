"""Mappings on small files in the publishers' shapes, about a fictional city."""

from __future__ import annotations

import xlsxwriter

from qantara.knowledge.evidence import mapping, readers
from tests.knowledge.evidence.told import HEAD, PLAIN, found, said

VIENNA = """
[codes.sex]
1 = "M"
2 = "F"
[[series]]
definition = "CTX-01"
unit = "PS"
territory = "karwan"
period = { column = "REF_DATE", pattern = "(\\\\d{4})(\\\\d\\\\d)(\\\\d\\\\d)", as = "{1}-{2}-{3}" }
value = { plus = ["AUT", "EEA"] }
sum_over = ["DISTRICT", "AGE5"]
parts = 4
breakdown.SEX = { column = "SEX", codes = "sex" }
derive.SEX._T = "F + M"
"""
VIENNA_FILE = "Bevölkerung | Population;;;;;\nDISTRICT;REF_DATE;SEX;AGE5;AUT;EEA\n" + "".join(
    f"{district};20240101;{sex};{age};{sex * 10};{age}\n"
    for district in (100, 200)
    for sex in (1, 2)
    for age in (1, 2)
)


def test_apply_sums_over_districts_and_ages_so_that_no_fine_table_is_kept(understand):
    understood = understand(VIENNA, VIENNA_FILE)
    assert understood.findings == ()
    assert said(understood, "period", "breakdown", "value", "note", "column") == [
        ("2024-01-01", "SEX=M", 46.0, "", "AUT + EEA"),
        ("2024-01-01", "SEX=F", 86.0, "", "AUT + EEA"),
        ("2024-01-01", "", 132.0, "SEX: _T = F + M", "AUT + EEA"),
    ]


def test_apply_makes_no_sum_that_lacks_a_part_or_has_one_twice(understand):
    lines = VIENNA_FILE.splitlines()
    short = understand(VIENNA, "\n".join(lines[:-1]))
    assert [one[:3] for one in found(short)] == [("sum_of_wrong_length", "error", "AUT + EEA")]
    assert said(short, "breakdown", "value") == [("SEX=M", 46.0)]
    twice = understand(VIENNA, "\n".join([*lines, lines[-1]]))
    assert {one[0] for one in found(twice)} == {"part_stated_twice", "sum_of_wrong_length"}
    assert said(twice, "breakdown", "value") == [("SEX=M", 46.0)]
    gap = understand(
        VIENNA + '\n[absence]\n"." = "suppressed_by_source"\n',
        VIENNA_FILE.replace("20;2\n", ".;2\n"),
    )
    assert [one[0] for one in found(gap)] == ["sum_with_gaps"]
    assert said(gap, "breakdown", "value") == [("SEX=M", 46.0)]


MADRID_FILE = (
    "Year,District,Neighborhood,Gender,Number\n"
    "2023,East,East,male,30\n2023,East,East,female,34\n"
    "2023,East,Port,male,10\n2023,East,Port,female,11\n"
    "2023,West,West,male,40\n2023,West,West,female,41\n"
)


def test_apply_takes_district_totals_that_stand_among_their_parts(understand):
    understood = understand(
        """
        [[series]]
        definition = "CTX-01"
        unit = "PS"
        territory = "karwan"
        period = { column = "Year", as = "{1}-01-01" }
        where = { Neighborhood = { same_as = "District" } }
        value = "Number"
        breakdown.SEX = { column = "Gender", codes = { male = "M", female = "F" } }
        breakdown.DIST = { column = "District", codes = { East = "karwan-east", West = "karwan-west" } }
        """,
        MADRID_FILE,
    )
    assert said(understood, "period", "breakdown", "value") == [
        ("2023-01-01", "DIST=karwan-east;SEX=M", 30.0),
        ("2023-01-01", "DIST=karwan-east;SEX=F", 34.0),
        ("2023-01-01", "DIST=karwan-west;SEX=M", 40.0),
        ("2023-01-01", "DIST=karwan-west;SEX=F", 41.0),
    ]


def test_apply_reads_wide_columns_and_derives_women_from_totals_and_men(understand):
    understood = understand(
        """
        [[series]]
        unit = "PS"
        territory = "karwan"
        period = "2011-03-21"
        where = { id = { starts_with = "1106" } }
        sum_over = ["id"]
        derive.SEX.F = "_T - M"
        [series.columns]
        "Total HM" = { definition = "CTX-01" }
        "Total H" = { definition = "CTX-01", breakdown = "SEX=M" }
        "Foreign HM" = { definition = "POP-01" }
        """,
        'id,"Total HM", "Total H", "Foreign HM"\n\n110601,10,4,1\n110602,20,9,2\n160101,99,99,99\n',
    )
    assert understood.findings == ()
    assert said(understood, "definition", "breakdown", "value", "row") == [
        ("CTX-01", "", 30.0, 3),
        ("CTX-01", "SEX=M", 13.0, 3),
        ("POP-01", "", 3.0, 3),
        ("CTX-01", "SEX=F", 17.0, 3),
    ]


HCP = """
[absence]
"" = "skip"
[[series]]
definition = "CTX-01"
unit = "PS"
territory = { column = "code", scheme = "kso" }
period = "2024-09-01"
where = { area = "total" }
breakdown.SEX = { column = "sex", codes = { all = "_T", male = "M" } }
[series.columns]
population = ""
"""
HCP_FILE = (
    "code,area,sex,population,age_0_4,women\n"
    "0714,total,all,1000,7.9,50.1\n0714,total,male,,8.1,\n0714,rural,all,10,9.9,50\n"
)


def test_apply_finds_territories_by_official_codes_and_skips_cells_that_say_nothing(understand):
    understood = understand(HCP, HCP_FILE)
    assert understood.findings == ()
    assert said(understood, "territory", "breakdown", "value") == [("karwan", "", 1000.0)]


def test_apply_computes_people_from_a_rounded_share_as_an_estimate_with_bounds(understand):
    understood = understand(
        HCP + 'age_0_4 = { breakdown = "AGE=Y0T4", share_of = "population" }\n', HCP_FILE
    )
    assert said(understood, "breakdown", "value", "low", "high", "obs_status", "method")[1:] == [
        ("AGE=Y0T4", 79.0, 78.0, 80.0, "E", "computed"),
    ]


def test_apply_reads_quoted_thousands_marks_and_declared_breaks(understand):
    understood = understand(
        """
        [absence]
        ":" = "not_collected"
        [[series]]
        definition = "CTX-01"
        unit = "PS"
        territory = { column = "CITIES", codes = { Karwan = "karwan" }, ignore = ["Belgium"] }
        period = { column = "TIME", as = "{1}-01-01" }
        value = "Value"
        [[break]]
        period = "2015-01-01"
        reason = "the greater city until 2014"
        """,
        'TIME,CITIES,Value\n2014,Karwan,"1,351,078"\n2015,Karwan,"1,066,305"\n2016,Karwan,:\n'
        '2016,Belgium,"11,311,117"\n',
    )
    assert said(understood, "period", "value", "absence", "is_break", "break_note") == [
        ("2014-01-01", 1351078.0, "", False, ""),
        ("2015-01-01", 1066305.0, "", True, "the greater city until 2014"),
        ("2016-01-01", None, "not_collected", False, ""),
    ]
    assert understood.decimal == {("file.csv", "Value"): "."}
    assert [one[:2] for one in found(understood)] == [("left_out_on_purpose", "info")]


def test_apply_uses_the_sheets_name_and_fills_names_down(framework, places, tmp_path):
    path = tmp_path / "book.xlsx"
    book = xlsxwriter.Workbook(str(path))
    for year in ("2023", "2024"):
        sheet = book.add_worksheet(f"Residents {year}")
        for number, row in enumerate((["city", "sex", "people"], ["K", "F", 5], [None, "M", 6])):
            sheet.write_row(number, 0, row)
    book.close()
    own = mapping.loads(
        HEAD
        + PLAIN.replace(
            '{ column = "year" }', '{ column = "@sheet", pattern = "Residents (.*)", as = "{1}" }'
        )
        + '\n[read]\nfill_down = ["city"]\n'
    )
    understood = mapping.apply(readers.read(path, options=own.options), own, framework, places)
    assert understood.findings == ()
    assert understood.rows.select("sheet", "row", "period", "breakdown", "value").rows() == [
        ("Residents 2023", 2, "2023", "SEX=F", 5.0),
        ("Residents 2023", 3, "2023", "SEX=M", 6.0),
        ("Residents 2024", 2, "2024", "SEX=F", 5.0),
        ("Residents 2024", 3, "2024", "SEX=M", 6.0),
    ]


THOUSANDS = """
[[series]]
definition = "CTX-01"
unit = "PS"
times = 1000
territory = "karwan"
period = { column = "Year" }
value = "People"
method = "sample_survey"
"""


def test_apply_reads_a_table_in_thousands(understand):
    rows = understand(THOUSANDS, "Year,People\n2021,244.8\n2022,1570.3\n2023,7\n")
    assert rows.findings == ()
    assert said(rows, "period", "value", "decimals") == [
        ("2021", 244_800.0, 0),
        ("2022", 1_570_300.0, 0),
        ("2023", 7_000.0, 0),
    ]


AGES = """
[[series]]
definition = "CTX-01"
unit = "PS"
territory = "karwan"
period = "2021"
value = "People"
sum_over = ["@row"]
parts = 2
breakdown.AGE = { column = "Age", codes = { "0-4" = "Y0T4", "5-9" = "Y5T9" } }
"""


def test_apply_adds_up_rows_that_say_the_same_of_themselves(understand):
    rows = understand(AGES, "Age,People\n0-4,10\n0-4,20\n5-9,7\n5-9,7\n")
    assert rows.findings == ()
    assert said(rows, "breakdown", "value") == [("AGE=Y0T4", 30.0), ("AGE=Y5T9", 14.0)]
    short = understand(AGES, "Age,People\n0-4,10\n0-4,20\n5-9,7\n")
    assert [one[:2] for one in found(short)] == [("sum_of_wrong_length", "error")]
