"""Marks in tables: percent of a cell, from where reading begins, on one scale."""

from __future__ import annotations

import pytest

from qantara import charts
from qantara.charts import values
from tests.charts import examples
from tests.charts.seen import elements, number, tree


def bars(*figures, lang="en"):
    return values.BarChart(
        words=examples.words(lang),
        items=tuple(values.Item(label=str(n), mark=mark) for n, mark in enumerate(figures)),
    )


def test_marks_of_bars_are_shares_of_the_longest():
    marks = charts.table_marks(bars(*(examples.mark(value, "en") for value in (40, 10, 0))))
    rects = [elements(mark, "rect", "f1")[0] for (mark,) in marks]
    assert [(rect["x"], rect["width"], rect["height"]) for rect in rects] == [
        ("0%", "100%", "100%"),
        ("0%", "25%", "100%"),
        ("0%", "0%", "100%"),
    ]


def test_marks_begin_at_the_right_in_arabic():
    marks = charts.table_marks(bars(*(examples.mark(v, "ar") for v in (40, 10)), lang="ar"))
    rects = [elements(mark, "rect", "f1")[0] for (mark,) in marks]
    assert [(rect["x"], rect["width"]) for rect in rects] == [("0%", "100%"), ("75%", "25%")]


@pytest.mark.parametrize(("lang", "sides"), (("en", ("50%", "0%")), ("ar", ("0%", "75%"))))
def test_marks_of_a_pyramid_grow_from_its_middle(lang, sides):
    chart = values.Pyramid(
        words=examples.words(lang),
        left="Men",
        right="Women",
        bands=(("0+", examples.mark(20, lang), examples.mark(10, lang)),),
        reference=((examples.mark(40, lang), examples.mark(30, lang)),),
    )
    ((left, right),) = charts.table_marks(chart)
    men, women = elements(left, "rect", "f1")[0], elements(right, "rect", "f2")[0]
    assert (men["x"], women["x"]) == sides
    assert (men["width"], women["width"]) == ("50%", "25%")
    ticks = [elements(mark, "line", "ref")[0]["x1"] for mark in (left, right)]
    assert ticks == {"en": ["0%", "75%"], "ar": ["100%", "25%"]}[lang]


def test_marks_of_groups_have_one_a_series():
    marks = charts.table_marks(examples.groups("en"))
    assert [len(row) for row in marks] == [2, 2]
    assert elements(marks[0][1], "rect", "f2")[0]["width"] == "50%"


def test_marks_of_ranges_run_from_low_to_high():
    marks = charts.table_marks(examples.ranges("en"))
    dot = number(elements(marks[0][0], "circle", "f1")[0]["cx"])
    span = elements(marks[2][0], "line", "si")[0]
    lowest, highest = 12_400, 21_000
    assert dot == pytest.approx(3)
    assert (number(span["x1"]), number(span["x2"])) == pytest.approx(
        (3 + 94 * (14_000 - lowest) / (highest - lowest), 97), abs=0.1
    )


@pytest.mark.parametrize("lang", examples.LANGUAGES)
def test_withheld_mark_is_a_striped_box_of_one_size(lang):
    small, large = (
        charts.table_marks(
            bars(examples.mark(40, lang), examples.withheld(lang, value=hidden), lang=lang)
        )
        for hidden in (1.0, 1_000_000.0)
    )
    assert small == large
    ((_,), (box,)) = small
    assert len(elements(box, "rect", "fp", "so")) == len(elements(box, "path", "sh")) == 1


def test_absent_mark_is_empty():
    ((_,), (mark,)) = charts.table_marks(bars(examples.mark(1, "en"), examples.absent("en")))
    assert list(tree(mark)) == []


@pytest.mark.parametrize("lang", examples.LANGUAGES)
@pytest.mark.parametrize("kind", ("bars", "groups", "pyramid", "ranges"))
def test_marks_are_decoration_without_words_or_styles(kind, lang):
    marks = [mark for row in charts.table_marks(examples.every(lang)[kind]) for mark in row]
    assert marks
    for mark in marks:
        root = tree(mark)
        assert (root.get("aria-hidden"), root.get("class"), "style" in mark) == (
            "true",
            "mark",
            False,
        )
        assert elements(mark, "text") == []
