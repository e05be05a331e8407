"""Wide tables known by their heads, and flags that stand behind figures."""

from __future__ import annotations

import pytest

from tests.knowledge.evidence.told import found, said

YEARS = """
[[series]]
definition = "CTX-01"
unit = "PS"
territory = "karwan"
breakdown.SEX = { column = "Sex", codes = { women = "F", all = "_T" } }
[[series.columns_like]]
pattern = '(\\d{4})'
period = "{1}-01-01"
"""


def test_columns_like_reads_next_years_column_too(understand):
    file = "Sex;2022;2023\nwomen;500;510\nall;990;1000\n"
    assert said(understand(YEARS, file), "period", "breakdown", "value") == [
        ("2022-01-01", "SEX=F", 500.0), ("2022-01-01", "", 990.0),
        ("2023-01-01", "SEX=F", 510.0), ("2023-01-01", "", 1000.0),
    ]  # fmt: skip
    newer = file.replace("2023", "2023;2024").replace("510", "510;520").replace("1000", "1000;1010")
    understood = understand(YEARS, newer)
    assert understood.findings == ()
    assert said(understood, "period", "value")[4:] == [
        ("2024-01-01", 520.0),
        ("2024-01-01", 1010.0),
    ]


def test_columns_like_reads_breakdowns_from_heads(understand):
    understood = understand(
        """
        [[series]]
        definition = "CTX-01"
        unit = "PS"
        territory = "karwan"
        [[series.columns_like]]
        pattern = '(Men|Women|Total) (\\d{4})'
        codes = { Men = "M", Women = "F", Total = "_T" }
        breakdown = "SEX={1}"
        period = "{2}"
        ignore = ["Total 2022"]
        """,
        "Place,Men 2022,Women ٢٠٢٢,Total 2022,Total 2023\nKarwan,490,500,990,1000\n",
    )
    assert understood.findings == ()
    assert said(understood, "period", "breakdown", "value", "column") == [
        ("2022", "SEX=M", 490.0, "Men 2022"),
        ("2022", "SEX=F", 500.0, "Women ٢٠٢٢"),
        ("2023", "", 1000.0, "Total 2023"),
    ]


def test_columns_like_asks_where_no_head_fits_or_a_group_is_no_code(understand):
    none = understand(YEARS, "Sex;men;total\nwomen;500;510\n")
    assert [(one.kind, one.severity, one.values) for one in none.findings] == [
        ("no_column_fits", "question", ("Sex", "men", "total"))
    ]
    strange = understand(
        YEARS.replace("'(\\d{4})'", "'(.+) (\\d{4})'").replace(
            'period = "{1}-01-01"', 'period = "{2}"\nbreakdown = "NAT={1}"'
        ),
        "Sex;Born abroad 2022;MA 2022\nall;30;20\n",
    )
    assert [(one.kind, one.column, one.detail["code"]) for one in strange.findings] == [
        ("unknown_in_mapping", "Born abroad 2022", "NAT=Born abroad")
    ]
    assert said(strange, "breakdown", "value") == [("NAT=MA", 20.0)]


def test_a_new_column_beside_listed_ones_is_not_passed_over_in_silence(understand):
    understood = understand(
        """
        [[series]]
        definition = "CTX-01"
        unit = "PS"
        territory = "karwan"
        [series.columns]
        "2022" = { period = "2022" }
        "2023" = { period = "2023" }
        """,
        "Place;2022;2023;2024;Code 1\nKarwan;980;990;1000;7\n",
    )
    assert found(understood) == [("columns_alike_not_read", "warning", "", (), ("2024",))]
    assert len(understood.rows) == 2


FLAGGED = """
[absence]
": c" = "suppressed_by_source"
[flags]
p = { obs_status = "P" }
b = { break_note = "a new register" }
ep = { obs_status = "E", method = "computed" }
"*" = {}
[[series]]
definition = "CTX-01"
unit = "PS"
territory = "karwan"
period = { column = "year" }
value = "people"
method = "register"
"""


def test_flags_behind_figures_say_what_the_mapping_says_they_do(understand):
    understood = understand(
        FLAGGED,
        'year,people\n2019,"1,002,500 b"\n2020,: c\n2021,"1,003,100 ep"\n2022,"1,004"\n2023,"1,005*"\n2024,"1,006p"\n',
    )
    assert understood.findings == ()
    columns = ("period", "value", "absence", "obs_status", "is_break", "break_note", "method")
    assert said(understood, *columns) == [
        ("2019", 1002500.0, "", "A", True, "a new register", "register"),
        ("2020", None, "suppressed_by_source", "A", False, "", "register"),
        ("2021", 1003100.0, "", "E", False, "", "computed"),
        ("2022", 1004.0, "", "A", False, "", "register"),
        ("2023", 1005.0, "", "A", False, "", "register"),
        ("2024", 1006.0, "", "P", False, "", "register"),
    ]


def test_flags_that_the_mapping_does_not_name_are_asked_about(understand):
    understood = understand(FLAGGED, "year,people\n2023,1000 be\n2024,1010 p\n")
    assert found(understood) == [("unknown_flag", "question", "people", (2,), ("be",))]
    assert said(understood, "value") == [(1010.0,)]


@pytest.mark.parametrize(
    ("said_of_age", "texts", "expected"),
    (
        (
            """{ column = "age", pattern = '(\\d+) *[-–] *(\\d+)', as = "Y{1}T{2}", codes = { "65+" = "Y_GE65", all = "_T" } }""",
            ("0 - 4", "15–24", "65+", "all", "7-8"),
            ["AGE=Y0T4", "AGE=Y15T24", "AGE=Y_GE65", ""],
        ),
        ('{ column = "age", codes = { "15-24" = "Y15T24" } }', ("15-24", "Y0T4"), ["AGE=Y15T24"]),
    ),
    ids=("codes beside a pattern", "codes alone say all there is to know"),
)
def test_codes_name_what_a_pattern_does_not_fit(understand, said_of_age, texts, expected):
    understood = understand(
        FLAGGED + f"breakdown.AGE = {said_of_age}\n",
        "year,age,people\n" + "".join(f"2024,{text},5\n" for text in texts),
    )
    assert said(understood, "breakdown") == [(one,) for one in expected]
    assert [one[:3] for one in found(understood)] == [("unknown_part", "question", "age")]


def test_people_are_counted_without_decimals_however_they_are_written(understand):
    understood = understand(FLAGGED, 'year,people\n2023,"1,000.0"\n2024,"1,010.00"\n')
    assert said(understood, "value", "decimals") == [(1000.0, 0), (1010.0, 0)]


def test_a_dimension_that_does_not_exist_is_asked_about_even_for_the_whole(understand):
    understood = understand(
        FLAGGED + 'breakdown.SEKS = { column = "sex", codes = { all = "_T" } }\n',
        "year,sex,people\n2024,all,1000\n",
    )
    assert [(one.kind, one.detail) for one in understood.findings] == [
        ("unknown_in_mapping_but_near", {"field": "breakdown", "code": "SEKS", "near": "SEX"})
    ]
    assert understood.rows.is_empty()
