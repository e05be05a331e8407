"""Pyramids: two sides on one scale, turned around in Arabic."""

from __future__ import annotations

import pytest

from qantara import charts
from tests.charts import examples
from tests.charts.seen import elements, number, texts


def lengths(drawing, *classes):
    return [number(bar["width"]) for bar in elements(drawing, "rect", *classes)]


@pytest.mark.parametrize("width", examples.WIDTHS)
def test_pyramid_has_one_scale_for_both_sides(width):
    drawing = charts.draw(examples.pyramid("en"), width)
    (left,) = lengths(drawing, "f1")  # 20, the estimate of 30 is hollow
    upper, lower = lengths(drawing, "f2")  # 40 over 10
    assert [upper / left, lower / left] == pytest.approx([2.0, 0.5], abs=0.02)


def test_pyramid_puts_the_oldest_on_top():
    bands = [t for t in texts(charts.draw(examples.pyramid("en"))) if t.content in ("0–17", "65+")]
    assert [text.content for text in sorted(bands, key=lambda text: text.top)] == ["65+", "0–17"]


@pytest.mark.parametrize("width", examples.WIDTHS)
def test_pyramid_swaps_its_sides_in_arabic(width):
    english, arabic = (charts.draw(examples.pyramid(lang), width) for lang in ("en", "ar"))
    assert number(elements(english, "rect", "f1")[0]["x"]) < width / 2
    assert number(elements(arabic, "rect", "f1")[0]["x"]) > width / 2
    assert [t.right < width / 2 for t in texts(arabic) if t.content in ("النساء", "الرجال")] == [
        False,
        True,
    ]


def test_pyramid_shows_everyone_as_ticks():
    drawing = charts.draw(examples.pyramid("en"))
    bars = {number(bar["x"]) for bar in elements(drawing, "rect", "f2")}
    ticks = [number(tick["x1"]) for tick in elements(drawing, "line", "ref")]
    assert len(ticks) == 6
    (start,) = bars
    unit = max(lengths(drawing, "f2")) / 40
    right = sorted((x - start) / unit for x in ticks if x > start)
    assert right == pytest.approx([7, 23, 29], abs=0.1)


def test_pyramid_axis_is_round_and_the_same_outwards():
    printed = [t for t in texts(charts.draw(examples.pyramid("en"))) if t.content in "0 20 40"]
    assert [t.content for t in sorted(printed, key=lambda text: text.left)] == [
        "40", "20", "0", "0", "20", "40",
    ]  # fmt: skip
