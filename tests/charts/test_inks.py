"""Colours: classes for pages, light colours for print."""

from __future__ import annotations

from qantara.charts.inks import INKS, paint, stylesheet


def test_paint_gives_class_and_light_colour():
    assert paint("f1") == 'class="f1" fill="#1b6f9b"'
    assert paint("fp", "s2") == 'class="fp s2" fill="#ffffff" stroke="#b8431f"'
    assert paint("fn", "sg") == 'class="fn sg" stroke="#e3dccd" fill="none"'


def test_stylesheet_has_a_rule_for_every_ink():
    rules = stylesheet()
    for name, ink in INKS.items():
        assert f".{name}{{{ink.attribute}:var({ink.token})}}" in rules
    assert ".mark{" in rules
