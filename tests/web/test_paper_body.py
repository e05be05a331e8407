from dataclasses import replace

import pytest

from qantara.papers import Drawing, Figure, Section
from qantara.web import paper as web_paper
from tests.web.papers import paper
from tests.web.reading import Page


@pytest.fixture(params=("en", "ar"))
def made(request) -> str:
    return web_paper.fill(web_paper.body(paper(request.param)), actions="", after=SECTIONS)


#: What a page puts into the second slot.
SECTIONS = '<section id="download"><h2>D</h2></section><section id="versions"><h2>V</h2></section>'


def test_body_is_well_formed_and_free_of_inline_script_and_style(made):
    assert Page(made).is_inline_free


def test_body_has_one_title_and_headings_in_order(made):
    page = Page(made)
    assert page.headings[0] == 1
    assert page.headings.count(1) == 1
    assert page.has_headings_in_order


def test_body_gives_each_id_once_and_links_to_none_that_is_missing(made):
    page = Page(made)
    assert page.repeated_ids == set()
    assert page.dead_anchors == set()


def test_body_lists_its_sections_in_the_table_of_contents():
    made = web_paper.body(paper("en"))
    contents = made[made.index("<ol>") : made.index("</ol>")]
    assert Page(contents + "</ol>").hrefs == ["#people", "#context", "#download", "#versions"]


def test_body_keeps_a_title_with_foreign_words_in_one_piece_in_the_contents():
    whole = paper("ar")
    titled = replace(whole, sections=(replace(whole.sections[0], title="POP-01: السكان"),))
    title = '<span><bdi dir="ltr">POP-01</bdi>: السكان</span></a>'
    assert f'<li><a href="#people">{title}</li>' in web_paper.body(titled)


def test_body_says_in_the_readers_language_which_language_a_part_is_shown_in():
    made = web_paper.body(paper("ar"))
    assert "لم يُترجَم هذا الجزء بعد، ويُعرض هنا بالفرنسية." in made
    assert '<div lang="fr" dir="ltr"><p class="prose-p">Le service du logement' in made


def test_body_gives_a_drawing_its_table():
    made = web_paper.body(paper("en"))
    figure = made[made.index('id="trend"') :]
    assert figure.index('<svg class="chart"') < figure.index("<details>") < figure.index("<table>")


def test_body_shows_a_phone_the_narrow_drawing():
    of = paper("en")
    (line,) = (
        block
        for section in of.sections
        for block in section.blocks
        if isinstance(block, Figure) and block.anchor == "trend"
    )
    narrow = replace(
        line, narrow=Drawing(svg="<svg>narrow</svg>", label="…", width=328, height=190)
    )
    section = Section(anchor="only", title="Only", blocks=(narrow,))
    made = web_paper.body(replace(of, sections=(section,)))
    assert '<div class="drawing wide-drawing"><svg class="chart"' in made
    assert '<div class="drawing narrow-drawing"><svg>narrow</svg></div>' in made
    assert "Move sideways to see the whole chart" not in made


def test_body_escapes_what_it_is_given():
    made = web_paper.body(replace(paper("en"), title="<script>alert(1)</script>"))
    assert "<script>" not in made
    assert "Dunmere &lt;b&gt;" in made


def test_body_refuses_an_anchor_given_twice():
    twice = paper("en")
    with pytest.raises(web_paper.RepeatedAnchor, match="people"):
        web_paper.body(replace(twice, sections=(*twice.sections, twice.sections[0])))


def test_fill_puts_what_may_change_into_the_slots():
    made = web_paper.fill(
        web_paper.body(paper("en")), actions="<p>buttons</p>", after="<p>files</p>"
    )
    assert made.index("<p>buttons</p>") < made.index('id="people"') < made.index("<p>files</p>")
    assert "<!--" not in made


def test_fill_asks_beside_a_section_in_another_language():
    made = web_paper.fill(
        web_paper.body(paper("en")), actions="", after="", ask=lambda anchor: f"<p>{anchor}?</p>"
    )
    assert made.count("?</p>") == 1
    assert "It is shown in French.</p><p>context?</p></div>" in made
