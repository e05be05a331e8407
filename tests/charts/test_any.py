"""Charts of any content: long names, missing figures, odd scales. Nothing touches, nothing leaves."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from qantara import charts
from qantara.charts import values
from qantara.core import locales
from tests.charts import examples
from tests.charts.seen import texts

VOCABULARY = {
    "en": [
        "the",
        "united",
        "harbour",
        "of",
        "Vega",
        "and",
        "its",
        "old-town",
        "districts",
        "(estimate)",
        "2024",
        "A",
    ],
    "ar": [
        "المدينة",
        "القديمة",
        "وأحياء",
        "الميناء",
        "المتحدة",
        "(تقدير)",
        "2024",
        "في",
        "فيغا",
        "أ",
    ],
}
TIMES = (str, lambda year: f"1 January {year}")


def names(lang, most=9):
    return st.lists(st.sampled_from(VOCABULARY[lang]), min_size=1, max_size=most).map(" ".join)


def words(lang):
    return st.builds(
        values.Words,
        lang=st.just(lang),
        title=st.just("title"),
        description=st.just("description"),
        unit=st.one_of(st.just(""), names(lang)),
    )


@st.composite
def marks(draw, lang, lowest=0):
    kind = draw(st.sampled_from(("A", "A", "A", "P", "E", "withheld", "absent")))
    if kind == "withheld":
        return examples.withheld(lang)
    if kind == "absent":
        return examples.absent(lang)
    value = draw(st.integers(lowest, 3_000_000)) / draw(st.sampled_from((1, 100_000)))
    spread = abs(value) / 5
    return values.Mark(
        value=value,
        printed=locales.number(value, lang, 1),
        status=kind,
        low=value - spread if kind == "E" else None,
        high=value + spread if kind == "E" else None,
    )


def items(lang, lowest=0):
    item = st.builds(values.Item, label=names(lang, 14), mark=marks(lang, lowest))
    return st.lists(item, min_size=1, max_size=12).map(tuple)


@st.composite
def series(draw, lang):
    printed = draw(st.sampled_from(TIMES))
    points = []
    for year in range(2024 - draw(st.integers(0, 11)), 2025):
        is_break = draw(st.integers(0, 6)) == 0
        points.append(
            values.Point(
                at=year,
                label=printed(year),
                mark=draw(marks(lang)),
                is_break=is_break,
                break_word=draw(names(lang, 4)) if is_break else "",
            )
        )
    return values.Series(name=draw(names(lang, 5)), points=tuple(points))


@st.composite
def charts_of_any_kind(draw):
    lang = draw(st.sampled_from(examples.LANGUAGES))
    told = draw(words(lang))
    kind = draw(st.sampled_from((values.BarChart, values.Pyramid, values.LineChart,
                                 values.RangeChart, values.SmallMultiples)))  # fmt: skip
    if kind is values.BarChart:
        return values.BarChart(words=told, items=draw(items(lang, -3_000_000)))
    if kind is values.RangeChart:
        return values.RangeChart(words=told, items=draw(items(lang)))
    if kind is values.Pyramid:
        bands = tuple(
            (f"{age}–{age + 4}", draw(marks(lang)), draw(marks(lang))) for age in range(0, 80, 10)
        )
        left, right = draw(names(lang)), draw(names(lang))
        return values.Pyramid(words=told, left=left, right=right, bands=bands)
    if kind is values.LineChart:
        lines = draw(st.lists(series(lang), min_size=1, max_size=4))
        return values.LineChart(words=told, series=tuple(lines))
    panels = tuple(
        values.LineChart(
            words=values.Words(lang=lang, title=draw(names(lang, 5)), description=""),
            series=(draw(series(lang)),),
        )
        for _ in range(draw(st.integers(1, 6)))
    )
    return values.SmallMultiples(words=told, panels=panels)


@settings(deadline=None, max_examples=80)
@given(charts_of_any_kind(), st.sampled_from((*examples.WIDTHS, 500)))
def test_any_chart_keeps_its_texts_apart_and_on_the_sheet(chart, width):
    drawing = charts.draw(chart, width)
    printed = texts(drawing)
    assert [
        text
        for text in printed
        if text.left < -0.6
        or text.top < -0.6
        or text.right > width + 0.6
        or text.bottom > drawing.height + 1
    ] == []
    assert [
        (one.content, other.content)
        for one, other in combinations(printed, 2)
        if one.touches(other)
    ] == []
