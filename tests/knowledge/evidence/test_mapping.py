"""Mappings on small files in the publishers' shapes, about a fictional city."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import xlsxwriter

from qantara.knowledge.evidence import mapping, readers
from qantara.knowledge.evidence.mapping import MappingError

HEAD = """
title = "A file"
[source]
organisation = "Statistics of Karwan"
title = "Residents"
public = true
"""


@pytest.fixture
def understand(write, framework, places):
    def act(text, file, name="file.csv"):
        own = mapping.loads(HEAD + text)
        return mapping.apply(
            readers.read(write(file, name), options=own.options), own, framework, places
        )

    return act


def said(understood, *columns):
    names = columns or ("definition", "period", "breakdown", "value")
    return understood.rows.select(names).rows()


def found(understood):
    return [
        (one.kind, one.severity, one.column, one.rows, one.values) for one in understood.findings
    ]


# The publishers' shapes

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


# What is asked, never guessed

PLAIN = """
[[series]]
definition = "CTX-01"
unit = "PS"
territory = { column = "city", codes = { K = "karwan" } }
period = { column = "year" }
value = "people"
breakdown.SEX = { column = "sex" }
"""


@pytest.mark.parametrize(
    ("line", "finding"),
    (
        ("X,2024,F,5", ("unknown_code", "question", "city", (2,), ("X",))),
        (",2024,F,5", ("unknown_code", "question", "city", (2,), ("",))),
        ("K,last year,F,5", ("unknown_code", "question", "year", (2,), ("last year",))),
        ("K,2024,women,5", ("unknown_code", "question", "sex", (2,), ("women",))),
        ("K,2024,F,..", ("unknown_mark", "question", "people", (2,), ("..",))),
        ("K,2024,F,", ("unknown_mark", "question", "people", (2,), ("",))),
        ("K,2024,F,about 5", ("not_a_number", "error", "people", (2,), ("about 5",))),
        ('K,2024,F,"5,1 %"', ("percent_sign_in_unit", "error", "people", (2,), ("PS",))),
        ('K,2024,F,"1,234"', ("numbers_ambiguous", "question", "people", (2,), ())),
    ),
)
def test_apply_asks_about_what_it_does_not_know_and_leaves_the_row(understand, line, finding):
    understood = understand(PLAIN, f"city,year,sex,people\n{line}\n")
    assert found(understood) == [finding]
    assert understood.rows.is_empty()


def test_apply_says_what_the_mapping_itself_does_not_know(understand):
    """Not that the mapping is silent, and all at once: the place, the unit and the column."""
    understood = understand(
        """
        [[series]]
        definition = "CTX-01"
        unit = "KG"
        territory = { column = "city", codes = { K = "karwan", S = "sidra", E = "karwan-est" } }
        period = { column = "year" }
        value = "people"
        breakdown.SEX = { column = "sex", codes = { f = "F" } }
        """,
        "city,year,sex,people\nK,2024,f,5\nS,2024,f,5\nK,2024,m,5\nE,2024,f,5\n",
    )
    assert [
        (one.kind, one.column, one.rows, one.detail.get("code")) for one in understood.findings
    ] == [
        ("unknown_in_mapping_but_near", "city", (5,), "karwan-est"),
        ("unknown_in_mapping", "city", (3,), "sidra"),
        ("unknown_in_mapping", "", (2, 4), "KG"),
        ("unknown_code", "sex", (4,), None),
    ]
    assert understood.findings[0].detail["near"] == "karwan-west, karwan-east, karwan"
    assert understood.rows.is_empty()


def test_apply_takes_breaks_status_and_decimals_from_columns(understand):
    understood = understand(
        """
        [[series]]
        definition = "CTX-01"
        unit = "PS"
        territory = "karwan"
        period = { column = "year" }
        value = "people"
        obs_status = { column = "flag", codes = { p = "P", bp = "P" }, rest = "A" }
        break_note = { column = "flag", codes = { b = "flagged", bp = "flagged" }, rest = "" }
        decimals = { column = "digits" }
        """,
        "year,people,flag,digits\n2022,5,,0\n2023,5,b,1\n2024,5,bp,\n2025,5,x,9\n",
    )
    assert said(understood, "period", "obs_status", "is_break", "break_note", "decimals") == [
        ("2022", "A", False, "", 0),
        ("2023", "A", True, "flagged", 1),
        ("2024", "P", True, "flagged", 0),
    ]
    assert found(understood) == [("unknown_code", "question", "digits", (5,), ("9",))]


@pytest.mark.parametrize(
    ("optional", "finding"),
    (("false", ("no_row_fits", "question")), ("true", ("nothing_here", "info"))),
)
def test_apply_asks_about_a_series_without_rows_unless_it_may_have_none(
    understand, optional, finding
):
    understood = understand(
        PLAIN + f'optional = {optional}\nwhere = {{ city = "Y" }}\n',
        "city,year,sex,people\nK,2024,F,5\n",
    )
    assert [(one.kind, one.severity) for one in understood.findings] == [finding]


def test_apply_lets_other_columns_of_the_file_settle_a_separator(understand):
    understood = understand(
        """
        [[series]]
        unit = "PS"
        territory = "karwan"
        period = "2024"
        columns = { a = { definition = "CTX-01" }, b = { definition = "POP-01" } }
        """,
        'a,b\n"1.571.123","1.234"\n',
    )
    assert (understood.findings, said(understood, "value")) == ((), [(1571123.0,), (1234.0,)])


def test_apply_says_which_columns_and_sheets_are_missing(understand):
    understood = understand(
        PLAIN.replace("[[series]]", '[[series]]\nsheets = ["Total"]'), "city,year\nK,2024\n"
    )
    assert [one[:2] for one in found(understood)] == [("sheet_missing", "question")]
    understood = understand(PLAIN, "city,Year,sex,people\nK,2024,F,5\n")
    assert found(understood) == [("column_missing", "question", "year", (), ("Year",))]


def test_apply_makes_declared_corrections_and_says_when_one_no_longer_fits(understand):
    correction = """
        [[correction]]
        column = "people"
        was = "59.77"
        becomes = "59770"
        where = { city = "K" }
        reason = "a zero was lost"
        provider = "Statistics of Karwan, by mail"
        on = 2026-11-02
        """
    file = "city,year,sex,people\nK,2024,F,59.77\n"
    understood = understand(PLAIN + correction, file)
    assert said(understood, "value") == [(59770.0,)]
    assert found(understood)[0][:4] == ("corrected", "info", "people", (2,))
    understood = understand(PLAIN + correction, file.replace("59.77", "59771"))
    assert found(understood)[0][:3] == ("correction_fits_nothing", "question", "people")


def test_apply_keeps_file_columns_apart_from_our_own_of_the_same_name(understand):
    understood = understand(
        """
        [[series]]
        definition = { column = "value" }
        unit = { column = "period" }
        territory = { column = "unit" }
        period = { column = "territory" }
        value = "definition"
        """,
        "value,period,unit,territory,definition\nCTX-01,PS,karwan,2024,7\n",
    )
    assert said(understood, "territory", "definition", "period", "unit", "value") == [
        ("karwan", "CTX-01", "2024", "PS", 7.0)
    ]


@pytest.mark.parametrize(
    "line", ("\u200fK\u200f,٢٠٢٤,F,5", "K\u200b,2024\u00a0,F,5", "\ufeffK,۲۰۲۴,F,٥")
)
def test_apply_is_not_misled_by_what_the_eye_does_not_see(understand, line):
    understood = understand(PLAIN, f"city,year,sex,people\n{line}\n")
    assert understood.findings == ()
    assert said(understood) == [("CTX-01", "2024", "SEX=F", 5.0)]


# The mapping file itself


@pytest.mark.parametrize(
    "text",
    (
        "this is no TOML",
        "",
        PLAIN + "\nvalues = 1",
        PLAIN.replace('value = "people"', ""),
        PLAIN.replace('value = "people"', 'value = "people"\ncolumns = { a = "" }'),
        PLAIN.replace('codes = { K = "karwan" }', 'codes = "nowhere"'),
        PLAIN.replace('codes = { K = "karwan" }', 'pattern = "("'),
        PLAIN.replace('codes = { K = "karwan" }', 'pattern = "(.)", as = "{2}"'),
        PLAIN + '\n[absence]\n"." = "unknown"',
        PLAIN + '\nderive.SEX.F = "_T * 2"',
        PLAIN + "\n[read]\nheader_rows = [0]",
        PLAIN.replace('unit = "PS"', "unit = 1"),
    ),
)
def test_loads_refuses_a_mapping_that_is_wrong(text):
    with pytest.raises(MappingError):
        mapping.loads(HEAD + text)


def test_loads_keeps_text_and_hash_of_the_mapping():
    one, two = mapping.loads(HEAD + PLAIN), mapping.loads(HEAD + PLAIN + "# a word\n")
    assert one.text == HEAD + PLAIN
    assert (len(one.hash), one.hash == two.hash) == (64, False)


def test_documented_mapping_is_one_that_loads():
    text = (Path(__file__).resolve().parents[3] / "docs" / "mapping.md").read_text()
    blocks = re.findall(r"```toml\n(.*?)```", text, re.DOTALL)
    assert mapping.loads(blocks[0]).source.table == "POP-1"
    others = [block for block in blocks[1:] if "[[" in block or "[absence]" in block]
    for block in others:
        mapping.loads(blocks[0] + block)
    assert len(others) == 2


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
