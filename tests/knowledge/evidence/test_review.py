from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from qantara.knowledge.evidence.review import review
from qantara.knowledge.observations.rows import ROWS, STANDING

TODAY = date(2026, 11, 22)


def row(**said):
    return {
        "territory": "karwan", "definition": "CTX-01", "period": "2024-01-01", "breakdown": "",
        "unit": "PS", "value": 1000.0, "low": None, "high": None, "numerator": None,
        "denominator": None, "decimals": 0, "obs_status": "A", "is_break": False, "break_note": "",
        "absence": "", "conf_status": "", "method": "", "note": "", "sheet": "s", "row": 2,
        "column": "people",
    } | said  # fmt: skip


def stood(**said):
    kept = {name: value for name, value in row().items() if name in STANDING}
    return kept | {"source": "7", "observation": 1} | said


@pytest.fixture
def judge(framework):
    def act(*rows, standing=()):
        return review(
            pl.DataFrame(list(rows), schema=ROWS), framework,
            pl.DataFrame(list(standing), schema=STANDING), source="7", today=TODAY,
        )  # fmt: skip

    return act


def kinds(judged):
    return [(one.kind, one.severity) for one in judged.findings]


def test_review_accepts_rows_that_hold_together(judge):
    judged = judge(
        row(), row(breakdown="SEX=F", value=510.0, row=3), row(breakdown="SEX=M", value=490.0, row=4),
        row(definition="EMP-01", unit="PT", value=61.5, decimals=1, numerator=123.0, denominator=200.0),
        row(definition="POP-10", value=None, low=100.0, high=250.0, obs_status="E", method="key_informant"),
        row(definition="POP-01", value=None, absence="not_collected"),
        row(definition="FLW-03", value=-20.0),
    )  # fmt: skip
    assert (kinds(judged), len(judged.accepted), len(judged.refused)) == ([], 7, 0)


@pytest.mark.parametrize(
    ("wrong", "kind"),
    (
        ({"obs_status": "Z"}, "unknown_word"),
        ({"value": None, "absence": "lost"}, "unknown_word"),
        ({"method": "magic"}, "unknown_word"),
        ({"unit": "HH", "value": 5.0}, "unit_of_another_indicator"),
        ({"breakdown": "TENURE=OWN"}, "breakdown_not_foreseen"),
        ({"definition": "POP-01", "breakdown": "DIST=karwan-east;NAT=MA"}, "district_and_origin"),
        ({"absence": "refused"}, "value_and_absence"),
        ({"value": None}, "neither_value_nor_absence"),
        ({"low": 5.0, "method": "census"}, "one_bound_only"),
        ({"low": 1100.0, "high": 1200.0, "method": "census"}, "bounds_out_of_order"),
        ({"obs_status": "E"}, "estimate_without_method"),
        ({"value": None, "low": 1.0, "high": 2.0}, "estimate_without_method"),
        ({"definition": "EMP-01", "unit": "PT", "value": 101.0}, "share_out_of_range"),
        ({"value": -1.0}, "less_than_none"),
        (
            {"definition": "EMP-01", "unit": "PT", "value": 11.4, "decimals": 1, "numerator": 5.7,
             "denominator": 65.2},
            "rate_is_not_its_ratio",
        ),
    ),
)  # fmt: skip
def test_review_refuses_rows_that_are_wrong_and_keeps_the_others(judge, wrong, kind):
    judged = judge(row(period="2023-01-01"), row(**wrong))
    assert (kind, "error") in kinds(judged)
    assert (judged.accepted["period"].to_list(), len(judged.refused)) == (["2023-01-01"], 1)


def test_review_reads_what_is_stated_twice_once_and_refuses_what_contradicts_itself(judge):
    again = judge(row(), row(row=3), row(period="2023-01-01"))
    assert (kinds(again), again.accepted["row"].to_list(), len(again.refused)) == (
        [("stated_again", "info")], [2, 2], 0,
    )  # fmt: skip
    assert again.findings[0].rows == (3,)
    apart = judge(row(), row(row=3, value=1001.0), row(period="2023-01-01"))
    assert (kinds(apart), len(apart.accepted), len(apart.refused)) == (
        [("stated_twice", "error")], 1, 2,
    )  # fmt: skip
    assert apart.findings[0].values == ("CTX-01\t\t2024-01-01\t1000", "CTX-01\t\t2024-01-01\t1001")


@pytest.mark.parametrize(
    ("period", "kind"),
    (
        ("0203-01-01", "period_long_past"),
        ("1023", "period_long_past"),
        ("2222", "period_far_ahead"),
    ),
)
def test_review_refuses_years_with_a_digit_too_many_or_too_few(judge, period, kind):
    judged = judge(row(), row(period=period, obs_status="F", method="computed"))
    assert (kind, "error") in kinds(judged)
    assert judged.accepted["period"].to_list() == ["2024-01-01"]


def test_review_says_once_that_another_definition_stood_before_however_many_periods_it_had(judge):
    variant = "POP-03/wien-herkunft"
    before = [
        stood(definition="POP-03", period=f"{year}-01-01", source="7") for year in range(1950, 2020)
    ]
    later = [row(definition=variant, period=f"{year}-01-01", breakdown="") for year in (2020, 2021)]
    judged = judge(*later, standing=before)
    assert [(one.kind, one.count) for one in judged.findings if one.kind == "new_series"] == [
        ("new_series", 2)
    ]
    earlier = [row(definition=variant, period="1940-01-01", breakdown="")]
    assert "new_series" not in [kind for kind, _severity in kinds(judge(*earlier, standing=before))]


@pytest.mark.parametrize(
    ("parts", "expected"),
    (
        ({"SEX=F": 510.0, "SEX=M": 480.0}, [("parts_fall_short", "error")]),
        ({"SEX=F": 510.0, "SEX=M": 480.0, "SEX=_U": 10.0}, []),
        ({"SEX=F": 510.0, "SEX=M": 500.0}, [("parts_exceed_whole", "error")]),
        ({"SEX=F": 400.0}, []),
        ({"AGE=Y0T4": 100.0, "AGE=Y5T9": 100.0}, []),
        ({"AGE=Y0T4": 600.0, "AGE=Y5T9": 600.0}, [("parts_exceed_whole", "error")]),
        ({"AGE=Y0T14": 100.0, "AGE=Y0T4": 950.0}, []),
        ({"AGEG=Y0T17": 300.0, "AGEG=Y_GE18": 600.0}, [("remainder_not_stated", "warning")]),
        (
            {"AGEG=Y0T17": 300.0, "AGEG=Y_GE18": 600.0, "AGEG=_U": 9.0},
            [("parts_fall_short", "error")],
        ),
    ),
)
def test_review_compares_parts_with_their_whole(judge, parts, expected):
    judged = judge(row(), *(row(breakdown=code, value=value) for code, value in parts.items()))
    assert kinds(judged) == expected
    assert len(judged.refused) == (1 + len(parts) if judged.errors else 0)


def test_review_asks_for_the_remainder_of_a_list(judge):
    foreign = {"definition": "POP-01"}
    whole = row(**foreign)
    listed = [row(**foreign, breakdown=f"NAT={code}", value=300.0) for code in ("MA", "SN")]
    assert kinds(judge(whole, *listed)) == [("remainder_not_stated", "warning")]
    rest = row(**foreign, breakdown="NAT=W0_OTH", value=400.0)
    assert kinds(judge(whole, *listed, rest)) == []


def test_review_asks_for_a_reason_where_a_series_jumps(judge):
    jump = row(value=1300.0)
    before = row(period="2023-01-01")
    assert kinds(judge(before, jump)) == [("jump_without_break", "warning")]
    assert kinds(judge(jump, standing=[stood(period="2023-01-01")])) == [
        ("jump_without_break", "warning")
    ]
    assert kinds(judge(jump, standing=[stood(period="2023-01-01", source="8")])) == []
    assert kinds(judge(jump, row(period="2014-01-01"))) == []
    assert kinds(judge(before, row(value=1300.0, is_break=True, break_note="a new register"))) == []
    assert kinds(judge(row(period="2023-01-01", value=10.0), row(value=20.0))) == []


def test_review_compares_with_other_sources_definitions_and_populations(judge):
    other = stood(value=1100.0, source="8")
    assert kinds(judge(row(), standing=[other])) == [("sources_apart", "warning")]
    assert kinds(judge(row(value=1060.0), standing=[other])) == []
    variant = row(definition="POP-03/wien-herkunft")
    earlier = stood(definition="POP-03", period="2022-01-01")
    assert kinds(judge(variant, standing=[earlier])) == [("new_series", "info")]


def test_review_compares_denominators_with_the_population_they_should_be(judge):
    share = row(definition="POP-01", unit="PT", value=17.0, numerator=3400.0, denominator=20000.0)
    assert kinds(judge(share, row())) == [("denominator_of_another_territory", "warning")]
    assert kinds(judge(share, row(value=20000.0))) == []


def test_review_marks_old_figures_and_those_to_come(judge):
    assert kinds(judge(row(period="2014-09-01"))) == [("old_figures", "info")]
    assert kinds(judge(row(period="2027-01-01"))) == [("period_to_come", "warning")]
    assert kinds(judge(row(value=10.5))) == [("fraction_of_one", "warning")]


def test_review_shows_the_difference_to_what_stands(judge):
    judged = judge(
        row(value=1010.0), row(period="2023-01-01", value=990.0), row(breakdown="SEX=F", value=510.0),
        standing=[
            stood(), stood(period="2023-01-01", value=990.0), stood(breakdown="SEX=M", value=490.0),
            stood(definition="POP-01"), stood(breakdown="SEX=F", value=500.0, source="8"),
        ],
    )  # fmt: skip
    difference = judged.difference
    assert difference.new["breakdown"].to_list() == ["SEX=F"]
    assert difference.changed.select("value", "was:value", "observation").rows() == [
        (1010.0, 1000.0, 1)
    ]
    assert difference.same["period"].to_list() == ["2023-01-01"]
    assert difference.missing.select("definition", "breakdown").rows() == [("CTX-01", "SEX=M")]


def test_review_goes_on_without_doubtful_rows(judge):
    judged = judge(row(period="2023-01-01"), row(value=1300.0))
    left = judged.without(judged.warnings)
    assert left.accepted["period"].to_list() == ["2023-01-01"]
    assert left.left_out["value"].to_list() == [1300.0]
    assert left.difference.new["period"].to_list() == ["2023-01-01"]


def test_review_keeps_published_contradictions_when_told_to_but_nothing_else(judge):
    judged = judge(row(), row(breakdown="SEX=F", value=510.0), row(breakdown="SEX=M", value=500.0), row(
        period="2023-01-01", value=None))  # fmt: skip
    kept = judged.despite(["parts_exceed_whole", "neither_value_nor_absence"])
    assert (len(kept.accepted), len(kept.refused)) == (3, 1)
    assert [one.kind for one in kept.warnings] == ["parts_exceed_whole"]
