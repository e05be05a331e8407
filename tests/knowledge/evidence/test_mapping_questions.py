"""What a mapping does not know is asked, never guessed."""

from __future__ import annotations

import pytest

from qantara.knowledge.evidence.findings import gathered
from tests.knowledge.evidence.told import PLAIN, found, said


@pytest.mark.parametrize(
    ("line", "finding"),
    (
        ("X,2024,F,5", ("unknown_place", "question", "city", (2,), ("X",))),
        (",2024,F,5", ("unknown_place", "question", "city", (2,), ("",))),
        ("K,last year,F,5", ("unknown_period", "question", "year", (2,), ("last year",))),
        ("K,,F,5", ("unknown_period", "question", "year", (2,), ("",))),
        ("K,2024,women,5", ("unknown_part", "question", "sex", (2,), ("women",))),
        ("K,2024,F,..", ("unknown_mark", "question", "people", (2,), ("..",))),
        ("K,2024,F,", ("unknown_mark", "question", "people", (2,), ("",))),
        ("K,2024,F,غير متوفر", ("unknown_mark", "question", "people", (2,), ("غير متوفر",))),
        ("K,2024,F,#N/A", ("unknown_mark", "question", "people", (2,), ("#N/A",))),
        ("K,2024,F,5 b", ("unknown_flag", "question", "people", (2,), ("b",))),
        ("K,2024,F,1200 (p)", ("unknown_flag", "question", "people", (2,), ("(p)",))),
        ("K,2024,F,5*", ("unknown_flag", "question", "people", (2,), ("*",))),
        ("K,2024,F,2500 1)", ("unknown_flag", "question", "people", (2,), ("1)",))),
        ("K,2024,F,(5)", ("not_a_number", "error", "people", (2,), ("(5)",))),
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
        ("unknown_part", "sex", (4,), None),
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
    (("false", ("no_row_says", "question")), ("true", ("nothing_here", "info"))),
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


def test_apply_says_which_condition_no_row_meets_and_what_rows_say_instead(understand):
    file = "city,year,sex,people\nK,2024,F,5\nS,2023,M,6\nS,2022,M,7\n"
    unmet = understand(PLAIN + 'where = { city = "Karwan", year = "2024" }\n', file)
    assert [(one.kind, one.column, one.values, one.detail) for one in unmet.findings] == [
        ("no_row_says", "city", ("S", "K"), {"wanted": "Karwan"})
    ]
    apart = understand(PLAIN + 'where = { city = "K", sex = { not = ["F"] } }\n', file)
    assert [(one.kind, one.detail) for one in apart.findings] == [
        ("no_row_fits", {"conditions": "city: K, sex: ≠ F"})
    ]
    empty = understand(PLAIN, file.splitlines()[0] + "\n")
    assert [one.kind for one in empty.findings] == ["no_rows"]


def test_findings_of_a_wide_table_are_told_once(understand):
    years = range(2015, 2025)
    understood = understand(
        """
        [[series]]
        definition = "CTX-01"
        unit = "PS"
        territory = "karwan"
        [[series.columns_like]]
        pattern = '(\\d{4})'
        period = "{1}"
        """,
        "place;" + ";".join(map(str, years)) + "\nKarwan;" + ";".join([".."] * len(years)) + "\n",
    )
    assert len(understood.findings) == len(years)
    (told,) = gathered(understood.findings)
    assert (told.column, told.rows, told.count, told.values) == (
        "2015 · 2016 · 2017 · …",
        (2,),
        1,
        ("..",),
    )
    assert gathered(understood.findings[:3]) == list(understood.findings[:3])


@pytest.mark.parametrize(
    ("periods", "read"),
    (
        (("2009-10", "2010-11", "2012-13"), []),
        (("2010-10", "2010-11", "2011-12"), ["2010-10", "2010-11", "2011-12"]),
        (("2010", "2010-11"), ["2010"]),
    ),
    ids=("school years", "months", "a year and one across two"),
)
def test_apply_asks_whether_a_year_across_two_is_a_month(understand, periods, read):
    understood = understand(
        PLAIN, "city,year,sex,people\n" + "".join(f"K,{period},F,5\n" for period in periods)
    )
    assert [period for (period,) in said(understood, "period")] == read
    asked = [text for one in understood.questions for text in one.values]
    assert sorted(asked) == [period for period in periods if period not in read]
    told = understand(
        PLAIN.replace('{ column = "year" }', """{ column = "year", pattern = '(\\d{2})(\\d\\d)-(\\d\\d)', as = "{1}{2}/{1}{3}" }"""),
        "city,year,sex,people\nK,2010-11,F,5\n",
    )  # fmt: skip
    assert said(told, "period") == [("2010/2011",)]
