from __future__ import annotations

import pytest

from qantara.core import breakdowns


@pytest.mark.parametrize(
    ("parts", "text"),
    (
        ({}, ""),
        ({"SEX": "F"}, "SEX=F"),
        ({"SEX": "F", "AGE": "Y15T24"}, "AGE=Y15T24;SEX=F"),
        ({"SEX": "_T", "AGE": "Y_GE65"}, "AGE=Y_GE65"),
        ({"DIST": "porta-nova", "NAT": "W0_OTH"}, "DIST=porta-nova;NAT=W0_OTH"),
    ),
)
def test_canonical_sorts_dimensions_and_leaves_totals_out(parts, text):
    assert breakdowns.canonical(parts) == text
    assert breakdowns.parse(text) == {dim: code for dim, code in parts.items() if code != "_T"}


def test_parse_takes_any_order():
    assert breakdowns.parse("SEX=F;AGE=Y0T4") == {"AGE": "Y0T4", "SEX": "F"}


@pytest.mark.parametrize("text", ("SEX", "SEX=", "=F", "sex=F", "SEX=F;SEX=M", "SEX=F;", "SEX=a b"))
def test_parse_refuses_what_is_no_breakdown(text):
    with pytest.raises(breakdowns.BreakdownError):
        breakdowns.parse(text)


def test_with_part_and_without_are_each_others_way_back():
    whole = "AGE=Y0T4"
    part = breakdowns.with_part(whole, "SEX", "F")
    assert part == "AGE=Y0T4;SEX=F"
    assert breakdowns.without(part, ["SEX"]) == whole
    assert breakdowns.with_part(part, "AGE", "_T") == "SEX=F"
    assert breakdowns.dimensions(part) == ("AGE", "SEX")
