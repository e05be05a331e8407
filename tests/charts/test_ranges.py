"""Range charts and the scale they share."""

from __future__ import annotations

import pytest

from qantara import charts
from tests.charts import examples
from tests.charts.seen import contents, elements, number, texts


def axis(drawing):
    """Where the printed ticks stand."""
    ticks = {}
    for text in texts(drawing):
        digits = text.content.replace("\u202f", "")
        if digits.isdigit() and int(digits) % 1_000 == 0:
            ticks[int(digits)] = (text.left + text.right) / 2
    return ticks


@pytest.mark.parametrize("lang", examples.LANGUAGES)
@pytest.mark.parametrize("width", examples.WIDTHS)
def test_range_spans_from_low_to_high(lang, width):
    drawing = charts.draw(examples.ranges(lang), width)
    ticks = axis(drawing)
    low, high = min(ticks), max(ticks)
    per_person = (ticks[high] - ticks[low]) / (high - low)

    def people(x):
        return low + (x - ticks[low]) / per_person

    spans = elements(drawing, "rect", "fp", "s1")
    radius = number(spans[0]["rx"])
    ends = [
        sorted(
            people(x)
            for x in (
                number(bar["x"]) + radius,
                number(bar["x"]) + number(bar["width"]) - radius,
            )
        )
        for bar in spans
    ]
    assert ends == [
        pytest.approx([13_000, 18_500], rel=0.01),
        pytest.approx([14_000, 21_000], rel=0.01),
    ]
    (official,), (estimate,) = (
        [people(number(dot["cx"])) for dot in elements(drawing, "circle", *inks)]
        for inks in (("f1",), ("fp", "s1"))
    )
    assert (official, estimate) == pytest.approx((12_400, 15_000), rel=0.01)
    assert (per_person < 0) == (lang == "ar")


def test_range_ends_are_printed_at_both_ends_of_the_scale():
    ticks = axis(charts.draw(examples.ranges("en")))
    assert (min(ticks), max(ticks)) == (12_000, 22_000)


def test_range_keeps_rows_without_figures():
    said = contents(charts.draw(examples.ranges("ar")))
    assert [text in said for text in (examples.WITHHELD["ar"], examples.ABSENT["ar"])] == [
        True,
        True,
    ]
