import pytest

from qantara.papers import Flag, Run
from qantara.web.paper.text import Scribe, direction, isolated


@pytest.mark.parametrize(
    ("text", "html"),
    (
        ("بين 20–49 سنة", 'بين <bdi dir="ltr">20–49</bdi> سنة'),
        ("ارتفعت إلى 19,4% في 2024.", 'ارتفعت إلى <bdi dir="ltr">19,4%</bdi> في 2024.'),
        ("تراجع −3,1", 'تراجع <bdi dir="ltr">−3,1</bdi>'),
        ("أكثر من 100+ جهة", 'أكثر من <bdi dir="ltr">100+</bdi> جهة'),
        ("567\u202f000 نسمة", "567\u202f000 نسمة"),
        (
            "وفق Wasseramt, MA 7 (Pegel und Karten)، 2024",
            'وفق <bdi dir="ltr">Wasseramt, MA 7 (Pegel und Karten)</bdi>، 2024',
        ),
        ("إلى corrections@example.org.", 'إلى <bdi dir="ltr">corrections@example.org</bdi>.'),
        ("PDF، 24 صفحة", '<bdi dir="ltr">PDF</bdi>، 24 صفحة'),
        (
            "قسم Statistik Austria.",
            'قسم <bdi dir="ltr">Statistik Austria</bdi>.',
        ),
        ("أ < ب & 5", "أ &lt; ب &amp; 5"),
    ),
)
def test_isolated_keeps_figures_and_latin_words_in_order_in_arabic(text, html):
    assert isolated(text, "ar") == html


def test_isolated_leaves_left_to_right_text_alone_but_for_escaping():
    assert isolated("20–49 <years> & PDF", "fr") == "20–49 &lt;years&gt; &amp; PDF"


@pytest.mark.parametrize(("lang", "way"), (("ar", "rtl"), ("ar-MA", "rtl"), ("fr", "ltr")))
def test_direction_follows_the_language(lang, way):
    assert direction(lang) == way


@pytest.mark.parametrize(
    ("run", "html"),
    (
        (Run(text="a < b"), "a &lt; b"),
        (Run(text="much", kind="strong"), "<strong>much</strong>"),
        (
            Run(text="here", kind="link", href="https://example.org/?a=1&b=2"),
            '<a href="https://example.org/?a=1&amp;b=2">here</a>',
        ),
        (Run(text="19.4%", kind="figure", href="ages"), '<a class="quoted" href="#ages">19.4%</a>'),
        (
            Run(text="19.4%", kind="figure", href="#ages"),
            '<a class="quoted" href="#ages">19.4%</a>',
        ),
        (Run(text="19.4%", kind="figure", href="gone"), "19.4%"),
        (Run(text="Marawel", kind="name"), "<bdi>Marawel</bdi>"),
        (Run(text="مراويل", kind="name", lang="ar"), '<bdi lang="ar">مراويل</bdi>'),
        (
            Run(text='"><script>', kind="link", href='"><x'),
            '<a href="&quot;&gt;&lt;x">&quot;&gt;&lt;script&gt;</a>',
        ),
    ),
)
def test_runs_write_each_kind_of_run(run, html):
    assert Scribe(lang="en", anchors=frozenset({"ages"})).runs((run,)) == html


def test_runs_take_the_language_of_their_section():
    scribe = Scribe(lang="ar")
    assert scribe.runs((Run(text="20–49", lang="fr"),), "fr") == "20–49"
    assert scribe.runs((Run(text="20–49", kind="figure"),)) == '<bdi dir="ltr">20–49</bdi>'


def test_flags_have_the_class_of_their_letter():
    flags = (Flag(code="E", word="Estimate"), Flag(code="M", word="Modelled"))
    assert Scribe(lang="en").flags(flags) == (
        '<span class="flag e">Estimate</span> <span class="flag ">Modelled</span>'
    )
