"""Lines over time: gaps, breaks, and where names and figures stand."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from qantara import charts
from qantara.charts import values
from tests.charts import examples
from tests.charts.seen import contents, elements, number, texts


def line_chart(*points, lang="en", **more):
    series = values.Series(name="Vega", points=points, **more)
    return values.LineChart(words=examples.words(lang), series=(series,))


def point(year, value, **more):
    mark = examples.mark(value, "en", status=more.pop("status", "A"))
    return values.Point(at=year, label=str(year), mark=mark, **more)


def gap(year, mark):
    return values.Point(at=year, label=str(year), mark=mark)


def paths(drawing):
    """The points of each piece of line: solid, then dashed."""
    pieces = {False: [], True: []}
    for path in elements(drawing, "path", "fn", "s1"):
        steps = re.findall(r"[ML](-?[\d.]+) (-?[\d.]+)", path["d"])
        pieces["stroke-dasharray" in path].append([(float(x), float(y)) for x, y in steps])
    return pieces[False], pieces[True]


def years(drawing, piece):
    """The years under the points of a piece."""
    axis = {
        (t.left + t.right) / 2: t.content
        for t in texts(drawing)
        if re.fullmatch(r"20\d\d", t.content)
    }
    return [axis[min(axis, key=lambda at: abs(at - x))] for x, _ in piece]


def test_line_never_crosses_a_break_or_a_gap():
    drawing = charts.draw(examples.lines("en"))
    solid, dashed = paths(drawing)
    whiskers = [piece for piece in solid if piece[0][0] == piece[1][0]]
    assert [years(drawing, piece) for piece in solid if piece not in whiskers] == [
        ["2014", "2015"],
        ["2016", "2017"],
        ["2019", "2020"],
    ]
    assert [years(drawing, piece) for piece in dashed] == [["2020", "2021"]]


def test_line_to_a_provisional_point_is_dashed_and_open():
    drawing = charts.draw(line_chart(point(2020, 5), point(2021, 6), point(2022, 7, status="P")))
    solid, dashed = paths(drawing)
    assert [years(drawing, piece) for piece in (*solid, *dashed)] == [
        ["2020", "2021"],
        ["2021", "2022"],
    ]
    (open_end,) = elements(drawing, "circle", "fp", "s1")
    assert (number(open_end["cx"]), number(open_end["cy"])) == dashed[0][-1]


def test_point_alone_between_gaps_is_still_seen():
    drawing = charts.draw(
        line_chart(
            gap(2020, examples.absent("en")), point(2021, 5), gap(2022, examples.absent("en"))
        )
    )
    assert (paths(drawing), len(elements(drawing, "circle", "f1"))) == (([], []), 1)


def test_estimate_is_grey_and_hollow_with_its_range():
    estimate = examples.mark(6, "en", status="E", low=5.0, high=8.0)
    drawing = charts.draw(line_chart(point(2020, 5), gap(2021, estimate), point(2022, 8)))
    assert len(elements(drawing, "circle", "fp", "so")) == 1
    solid, _ = paths(drawing)
    assert sum(piece[0][0] == piece[1][0] for piece in solid) == 1  # the upright of the whisker


def test_break_stands_dotted_between_its_points_with_its_word():
    drawing = charts.draw(examples.lines("en"))
    (dotted,) = (line for line in elements(drawing, "line", "so") if "stroke-dasharray" in line)
    solid, _ = paths(drawing)
    before, after = solid[0][-1][0], solid[1][0][0]
    assert dotted["x1"] == dotted["x2"]
    assert number(dotted["x1"]) == pytest.approx((before + after) / 2, abs=0.1)
    assert "New register" in contents(drawing)


def test_neighbouring_gaps_share_one_word():
    drawing = charts.draw(
        line_chart(
            point(2018, 5),
            gap(2019, examples.withheld("en")),
            gap(2020, examples.withheld("en")),
            gap(2021, examples.absent("en")),
            point(2022, 7),
        )
    )
    said = [t for t in contents(drawing) if t in ("Withheld to", "protect people", "No data")]
    assert said == ["Withheld to", "protect people", "No data"]


@pytest.mark.parametrize("kind", ("lines", "two_lines"))
def test_time_runs_the_same_way_in_arabic(kind):
    pieces = [paths(charts.draw(examples.every(lang)[kind]))[0][0] for lang in examples.LANGUAGES]
    assert [piece[0][0] < piece[-1][0] for piece in pieces] == [True, True]


def test_lines_are_named_where_they_end():
    drawing = charts.draw(examples.two_lines("en"))
    names = [t for t in texts(drawing) if t.content in ("Vega", "The old harbour and its islands")]
    last_year = next(t for t in texts(drawing) if t.content == "2023")
    assert [name.left > (last_year.left + last_year.right) / 2 for name in names] == [True, True]


def test_line_prints_its_first_and_last_figure():
    drawing = charts.draw(line_chart(point(2020, 5), point(2021, 6), point(2022, 8)))
    assert sorted(t for t in contents(drawing) if t.endswith("%")) == ["5.0%", "8.0%"]


def test_first_figure_stands_clear_of_a_line_that_rises_from_the_axis():
    drawing = charts.draw(line_chart(*(point(1990 + year, 360 + 5 * year) for year in range(30))))
    first = next(t for t in texts(drawing) if t.content == "360.0%")
    ((*piece,),), _ = paths(drawing)
    under = [y for x, y in piece if x <= first.right]
    assert len(under) > 1
    assert first.bottom < min(under)


def test_heights_follow_the_figures():
    drawing = charts.draw(line_chart(point(2020, 0), point(2021, 5), point(2022, 20)))
    ((low, middle, high),), _ = paths(drawing)
    assert (low[1] - middle[1]) / (low[1] - high[1]) == pytest.approx(0.25, abs=0.01)


def test_many_times_are_printed_at_equal_steps_with_the_newest():
    drawing = charts.draw(line_chart(*(point(year, 5) for year in range(1961, 2025))), 328)
    printed = sorted(int(t) for t in contents(drawing) if re.fullmatch(r"\d{4}", t))
    steps = {after - before for before, after in pairwise(printed)}
    assert (printed[-1], len(steps)) == (2024, 1)


def test_crowded_names_leave_out_the_muted_first():
    many = tuple(
        values.Series(
            name=f"City {n}", points=(point(2020, n), point(2021, n)), is_highlighted=n == 0
        )
        for n in range(30)
    )
    drawing = charts.draw(values.LineChart(words=examples.words("en"), series=many))
    names = [t for t in contents(drawing) if t.startswith("City")]
    assert "City 0" in names
    assert 3 < len(names) < 10
    assert all(t.top >= 0 and t.bottom <= drawing.height for t in texts(drawing))


def test_small_multiples_share_one_scale_and_read_from_the_right_in_arabic():
    def panels(lang):
        drawing = charts.draw(examples.multiples(lang))
        names = {p.words.title for p in examples.multiples(lang).panels}
        heads = [t for t in texts(drawing) if t.content in names]
        return [head.left for head in heads[:2]], drawing

    (first, second), english = panels("en")
    assert first < second
    (first, second), _ = panels("ar")
    assert first > second
    starts = [piece[0][1] for piece in paths(english)[0] if piece[0][0] != piece[1][0]][::3]
    rows = {round(y) for y in starts}
    assert len(starts) == 5
    assert len(rows) == 2  # five panels of the same figures in two rows
