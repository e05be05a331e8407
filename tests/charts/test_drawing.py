"""What holds for a chart of any kind, in both directions and at both widths."""

from __future__ import annotations

import re
from itertools import combinations

import pytest

from qantara import charts
from qantara.charts import values
from qantara.charts.inks import INKS
from tests.charts import examples
from tests.charts.seen import elements, texts, tree

ALL = pytest.mark.parametrize(
    ("kind", "lang", "width"),
    [(k, lang, w) for k in examples.KINDS for lang in examples.LANGUAGES for w in examples.WIDTHS],
)


def drawn(kind, lang, width):
    return charts.draw(examples.every(lang)[kind], width)


@ALL
def test_drawing_keeps_every_text_on_the_sheet(kind, lang, width):
    drawing = drawn(kind, lang, width)
    outside = [
        text
        for text in texts(drawing)
        if text.left < -0.1
        or text.top < -0.1
        or text.right > width + 0.1
        or text.bottom > drawing.height + 0.6
    ]
    assert outside == []


@ALL
def test_drawing_lets_no_two_texts_touch(kind, lang, width):
    touching = [
        (a.content, b.content)
        for a, b in combinations(texts(drawn(kind, lang, width)), 2)
        if a.touches(b)
    ]
    assert touching == []


@ALL
def test_drawing_prints_no_text_under_11_px(kind, lang, width):
    sizes = {
        float(text.get("font-size", "13")) for text in elements(drawn(kind, lang, width), "text")
    }
    assert min(sizes) >= 11


@ALL
def test_drawing_says_what_it_is(kind, lang, width):
    drawing = drawn(kind, lang, width)
    root = tree(drawing)
    title, description = root[0], root[1]
    told = examples.words(lang)
    assert (title.text, description.text, drawing.label) == (
        told.title,
        told.description,
        told.description,
    )
    assert {name: root.get(name) for name in ("role", "lang", "direction", "viewBox")} == {
        "role": "img",
        "lang": lang,
        "direction": "ltr",
        "viewBox": f"0 0 {width} {root.get('height')}",
    }
    assert root.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
    assert (drawing.width, drawing.height) == (width, round(float(root.get("height"))))


@ALL
def test_drawing_needs_no_stylesheet_and_follows_one(kind, lang, width):
    svg = drawn(kind, lang, width).svg
    assert re.findall(r"style|<script|url\(", svg) == []
    for element in tree(svg).iter():
        inks = set(element.get("class", "").split()) & set(INKS)
        assert {INKS[name].attribute: INKS[name].light for name in inks} == {
            name: element.get(name) for name in {INKS[name].attribute for name in inks}
        }
        assert set(element.get("class", "").split()) <= {*INKS, "fn", "b", "chart", "locator"}


def test_drawing_has_ids_of_its_own():
    drawings = [
        charts.draw(chart, width)
        for lang in examples.LANGUAGES
        for chart in examples.every(lang).values()
        for width in examples.WIDTHS
    ]
    ids = [key for drawing in drawings for key in re.findall(r' id="([^"]+)"', drawing.svg)]
    assert len(ids) == len(set(ids)) == 2 * len(drawings)


@ALL
def test_drawing_is_the_same_each_time(kind, lang, width):
    assert drawn(kind, lang, width) == drawn(kind, lang, width)


def hide(chart, value):
    """The chart with a figure behind each withheld mark."""

    def hidden(mark):
        if mark.state != "withheld":
            return mark
        return values.Mark(
            value=value, low=value, high=value, printed=str(value), state="withheld", word=mark.word
        )

    match chart:
        case (
            values.BarChart(words=words, items=items) | values.RangeChart(words=words, items=items)
        ):
            return type(chart)(
                words=words,
                items=tuple(values.Item(label=i.label, mark=hidden(i.mark)) for i in items),
            )
        case values.GroupedBarChart():
            return values.GroupedBarChart(
                words=chart.words,
                series=chart.series,
                groups=tuple((label, tuple(map(hidden, marks))) for label, marks in chart.groups),
            )
        case values.Pyramid():
            return values.Pyramid(
                words=chart.words,
                left=chart.left,
                right=chart.right,
                bands=tuple((label, hidden(a), hidden(b)) for label, a, b in chart.bands),
                reference=chart.reference,
            )
        case values.LineChart():
            return values.LineChart(
                words=chart.words,
                series=(examples.series(chart.words.lang, hidden=value), *chart.series[1:]),
            )
        case values.SmallMultiples():
            return values.SmallMultiples(
                words=chart.words, panels=tuple(hide(panel, value) for panel in chart.panels)
            )


@pytest.mark.parametrize("kind", [kind for kind in examples.KINDS if kind != "locator"])
@pytest.mark.parametrize("lang", examples.LANGUAGES)
def test_withheld_figure_leaves_no_trace(kind, lang):
    chart = examples.every(lang)[kind]
    twins = [charts.draw(hide(chart, value)) for value in (None, 0.0, 3.0, -70.0, 9_999_999.0)]
    assert len({drawing.svg for drawing in twins}) == 1
    assert any(
        text.content in examples.WITHHELD[lang] and len(text.content) > 5
        for text in texts(twins[0])
    )
    assert "9999999" not in twins[-1].svg


EMPTY = (
    values.BarChart(words=examples.words("ar"), items=()),
    values.GroupedBarChart(words=examples.words("ar"), series=(), groups=()),
    values.Pyramid(words=examples.words("ar"), left="", right="", bands=()),
    values.LineChart(words=examples.words("ar"), series=()),
    values.LineChart(words=examples.words("ar"), series=(values.Series(name="", points=()),)),
    values.RangeChart(words=examples.words("ar"), items=()),
    values.SmallMultiples(words=examples.words("ar"), panels=()),
    values.LocatorMap(words=examples.words("ar"), places=(), extent=(0.0, 0.0, 9.0, 9.0)),
)


@pytest.mark.parametrize("chart", EMPTY, ids=lambda chart: type(chart).__name__)
def test_drawing_of_nothing_still_says_what_it_would_be(chart):
    drawing = charts.draw(chart)
    assert [element.text for element in tree(drawing)[:2]] == [
        examples.words("ar").title,
        examples.words("ar").description,
    ]


def test_key_names_what_only_colour_tells_apart():
    assert {kind: charts.key(chart) for kind, chart in examples.every("en").items()} == {
        "bars": (),
        "groups": (("f1", "Women"), ("f2", "Men")),
        "pyramid": (("ref", "All"),),
        "lines": (),
        "two_lines": (),
        "ranges": (),
        "multiples": (),
        "locator": (),
    }


def test_fifth_hue_is_refused():
    marks = tuple(examples.mark(value, "en") for value in range(1, 6))
    chart = values.GroupedBarChart(
        words=examples.words("en"), series=tuple("abcde"), groups=(("all", marks),)
    )
    with pytest.raises(ValueError, match="at most 4 series"):
        charts.draw(chart)
