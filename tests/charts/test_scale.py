"""Scales and round ticks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qantara.charts.scale import Scale, enclosing, from_zero, ticks
from qantara.charts.values import Mark


@pytest.mark.parametrize(
    ("low", "high", "most", "expected"),
    (
        (0, 19.4, 6, (0, 5, 10, 15, 20)),
        (0, 1, 6, (0, 0.2, 0.4, 0.6, 0.8, 1)),
        (0, 0.31, 5, (0, 0.1, 0.2, 0.3, 0.4)),
        (12_400, 21_000, 7, (12_000, 14_000, 16_000, 18_000, 20_000, 22_000)),
        (-3, 8, 4, (-5, 0, 5, 10)),
        (0, 2_028_499, 5, (0, 1_000_000, 2_000_000, 3_000_000)),
        (7, 7, 5, (6, 6.5, 7, 7.5, 8)),
        (0, 0, 3, (0, 0.5, 1)),
    ),
)
def test_ticks_are_round_and_enclose(low, high, most, expected):
    assert ticks(low, high, most) == expected


@given(st.floats(-1e6, 1e6), st.floats(0.01, 1e8), st.integers(2, 9))
def test_ticks_always_enclose_at_equal_steps(low, extent, most):
    high = low + extent
    found = ticks(low, high, most)
    assert found[0] <= low + 1e-6 * extent
    assert found[-1] >= high - 1e-6 * extent
    assert 2 <= len(found) <= max(most, 2)


def test_scale_lays_values_over_the_drawing():
    assert [Scale(0, 10, 100, 200)(value) for value in (0, 5, 10)] == [100, 150, 200]
    assert [Scale(0, 10, 200, 100)(value) for value in (0, 5, 10)] == [200, 150, 100]


def test_scale_of_bars_holds_zero_and_every_whisker():
    scale = from_zero([Mark(value=5.0, low=3.0, high=9.0), Mark(value=-2.0)])
    assert (scale.low, scale.high) == (-2.0, 9.0)


def test_scale_ignores_what_is_not_shown():
    hidden = Mark(value=99.0, low=1.0, high=100.0, state="withheld")
    assert from_zero([Mark(value=5.0), hidden]) == from_zero([Mark(value=5.0)])
    assert enclosing([Mark(value=5.0), hidden], 5) == enclosing([Mark(value=5.0)], 5)


@pytest.mark.parametrize(
    ("figures", "first"), (((9.1, 19.4), 0), ((12.0, 19.4), 12), ((-4.0, 6.0), -4))
)
def test_lines_begin_at_zero_only_where_they_come_near_it(figures, first):
    assert enclosing([Mark(value=value) for value in figures], 6)[0] == first
