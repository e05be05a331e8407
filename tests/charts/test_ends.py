"""Figures at the ends of lines whose later figures are not shown."""

from __future__ import annotations

import pytest

from qantara import charts
from qantara.charts import values
from tests.charts import examples
from tests.charts.seen import contents, texts


def panel(name: str, first: values.Mark, last: values.Mark) -> values.LineChart:
    points = (
        values.Point(at=2014, label="2014", mark=first),
        values.Point(at=2024, label="2024", mark=last),
    )
    return values.LineChart(
        words=examples.words("en"), series=(values.Series(name=name, points=points),)
    )


SHOWN, HIDDEN = examples.mark(633, "en"), examples.withheld("en")


@pytest.mark.parametrize("width", (704, 328))
def test_small_chart_prints_its_last_figure_over_the_point_it_belongs_to(width):
    chart = values.SmallMultiples(
        words=examples.words("en"),
        panels=(panel("Old Town", SHOWN, HIDDEN), panel("Kilns", HIDDEN, SHOWN)),
    )
    found = texts(charts.draw(chart, width))
    years = [[text for text in found if text.content == year] for year in ("2014", "2024")]
    printed = [text for text in found if text.content == SHOWN.printed]
    assert len(printed) == 2
    old_town, kilns = sorted(printed, key=lambda text: (text.top, text.left))
    first, last = years[0][0], years[1][1]
    assert abs(old_town.left - first.left) <= 8
    assert abs(kilns.right - last.right) <= 8


def test_line_that_ends_before_its_chart_says_when():
    drawn = charts.draw(panel("", SHOWN, HIDDEN))
    assert f"{SHOWN.printed} (2014)" in contents(drawn)
    assert SHOWN.printed not in contents(drawn)


def test_line_that_ends_with_its_chart_says_its_figure_alone():
    drawn = charts.draw(panel("", HIDDEN, SHOWN))
    assert SHOWN.printed in contents(drawn)
