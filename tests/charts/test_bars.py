"""Bars: their lengths, their side, and what stands in the place of a missing one."""

from __future__ import annotations

import pytest

from qantara import charts
from qantara.charts import values
from tests.charts import examples
from tests.charts.seen import contents, elements, number, texts


def bar_chart(*items, lang="en"):
    return values.BarChart(words=examples.words(lang), items=items)


def item(label, value, lang="en", **more):
    return values.Item(label=label, mark=examples.mark(value, lang), **more)


def spans(drawing, *classes):
    return [
        (number(bar["x"]), number(bar["x"]) + number(bar["width"]))
        for bar in elements(drawing, "rect", *classes)
    ]


@pytest.mark.parametrize("width", examples.WIDTHS)
def test_bars_are_as_long_as_their_figures(width):
    drawing = charts.draw(bar_chart(item("a", 40), item("b", 20), item("c", 1)), width)
    lengths = [end - start for start, end in spans(drawing, "f1")]
    assert [round(length / lengths[0] * 40, 1) for length in lengths] == [40, 20, 1]
    assert len({start for start, _ in spans(drawing, "f1")}) == 1


@pytest.mark.parametrize("width", examples.WIDTHS)
def test_bars_turn_around_in_arabic(width):
    items = (item("a", 40), item("b", 20))
    english = spans(charts.draw(bar_chart(*items), width), "f1")
    arabic = spans(charts.draw(bar_chart(*items, lang="ar"), width), "f1")
    assert [end for _, end in arabic] == pytest.approx(
        [width - start for start, _ in english], abs=0.2
    )
    assert [start for start, _ in arabic] == pytest.approx(
        [width - end for _, end in english], abs=0.2
    )


def test_bar_under_zero_grows_the_other_way():
    drawing = charts.draw(bar_chart(item("gain", 30), item("loss", -15)))
    (gain_start, gain_end), (loss_start, loss_end) = spans(drawing, "f1")
    assert gain_start == pytest.approx(loss_end, abs=0.11)
    assert (gain_end - gain_start) / (loss_end - loss_start) == pytest.approx(2, rel=0.01)


def test_bar_at_zero_has_no_length():
    assert [end - start for start, end in spans(charts.draw(bar_chart(item("a", 0))), "f1")] == [0]


def test_bars_mute_all_but_the_highlighted():
    chart = bar_chart(item("a", 3), item("b", 2, is_highlighted=True), item("c", 1))
    drawing = charts.draw(chart)
    assert (len(elements(drawing, "rect", "f1")), len(elements(drawing, "rect", "fm"))) == (1, 2)
    assert [t.get("class") for t in elements(drawing, "text", "b")] == ["b"]


def test_bars_look_like_their_status():
    drawing = charts.draw(
        bar_chart(
            values.Item(label="official", mark=examples.mark(3, "en")),
            values.Item(label="estimate", mark=examples.mark(3, "en", status="E")),
            values.Item(label="provisional", mark=examples.mark(3, "en", status="P")),
        )
    )
    hollow = elements(drawing, "rect", "fp", "s1")
    assert len(elements(drawing, "rect", "f1")) == 1
    assert [bar.get("stroke-dasharray") for bar in hollow] == [None, "4 3"]


def test_bar_of_an_estimate_has_whiskers_from_low_to_high():
    estimate = examples.mark(20, "en", status="E", low=10.0, high=30.0)
    drawing = charts.draw(
        bar_chart(item("whole", 40), values.Item(label="estimate", mark=estimate))
    )
    (start, end), *_ = spans(drawing, "f1")
    whisker = next(line for line in elements(drawing, "line", "si") if line["y1"] == line["y2"])
    shares = [(number(whisker[x]) - start) / (end - start) for x in ("x1", "x2")]
    assert shares == pytest.approx([0.25, 0.75], abs=0.01)


def test_bar_of_a_range_alone_ends_where_it_begins():
    known = values.Mark(low=10.0, high=30.0, printed="10–30", status="E")
    drawing = charts.draw(bar_chart(item("whole", 40), values.Item(label="range", mark=known)))
    (start, end), *_ = spans(drawing, "f1")
    ((_, reach),) = spans(drawing, "fp", "s1")
    assert (reach - start) / (end - start) == pytest.approx(0.25, abs=0.01)


def test_missing_figures_keep_their_row_and_say_why():
    drawing = charts.draw(examples.bars("en"))
    assert contents(drawing)[-4:] == ["Deneb", "Withheld to protect people", "Mizar", "No data"]
    assert len(elements(drawing, "rect", "fp", "so")) == 1  # the box of what is withheld
    assert len(elements(drawing, "path", "fn", "sh")) == 1  # and its stripes


def test_bars_print_each_figure_after_its_bar():
    drawing = charts.draw(bar_chart(item("a", 40), item("b", 20)))
    printed = [text for text in texts(drawing) if text.content.endswith("%")]
    ends = [end for _, end in spans(drawing, "f1")]
    assert [text.content for text in printed] == ["40.0%", "20.0%"]
    assert [text.left - end for text, end in zip(printed, ends, strict=True)] == pytest.approx(
        [5, 5], abs=0.2
    )


def test_long_label_is_wrapped_and_kept_whole_in_its_title():
    label = (
        "The united and federated provinces of the far northern seas and of all their isles " * 2
    )
    drawing = charts.draw(bar_chart(item(label, 40)))
    first, second, *_ = contents(drawing)
    assert label.startswith(first)
    assert second.endswith("…")
    assert f"<title>{label}</title>" in drawing.svg


def test_labels_cannot_break_out_of_the_drawing():
    drawing = charts.draw(bar_chart(item('<script>"&', 1)))
    assert contents(drawing)[0] == '<script>"&'
    assert "<script" not in drawing.svg


def test_grouped_bars_take_a_hue_a_series():
    drawing = charts.draw(examples.groups("en"))
    (first,), (second,) = spans(drawing, "f1"), spans(drawing, "f2")
    assert (first[1] - first[0]) / (second[1] - second[0]) == pytest.approx(2, rel=0.01)
    assert contents(drawing) == [
        "Primary", "30.0%", "15.0%", "Secondary", "Withheld to protect people", "No data",
    ]  # fmt: skip


@pytest.mark.parametrize("lang", examples.LANGUAGES)
def test_word_for_a_missing_figure_has_room_where_all_others_are_under_zero(lang):
    missing = values.Item(label="Mizar", mark=examples.withheld(lang))
    drawing = charts.draw(bar_chart(item("loss", -15, lang), missing, lang=lang))
    (word,) = (text for text in texts(drawing) if text.content == examples.WITHHELD[lang])
    assert (word.left > 0, word.right < 704) == (True, True)
