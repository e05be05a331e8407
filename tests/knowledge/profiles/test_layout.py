"""The paper of a document: in four languages, complete, and silent on what is withheld."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

import polars as pl
import pytest

from qantara import papers
from qantara.core.locales import LANGUAGES
from qantara.demo.fictional import read as fictional
from qantara.knowledge.profiles import layout
from qantara.knowledge.profiles.parts import Block, Chapter
from tests.knowledge.profiles.conftest import IMPRINT, frame, row, withheld

#: Fields that are not text for readers.
CODES = {
    "href",
    "anchor",
    "lang",
    "svg",
    "address",
    "kind",
    "state",
    "shape",
    "tone",
    "code",
    "key",
    "mark",
}
#: What may stand in Latin letters in Arabic: licence, table numbers of sources, codes, grades, an address.
LATIN = re.compile(
    r"\b(?:CC BY 4\.0|[A-Z]{3}-\d\d|[A-Z]-\d\d|figures@qantara\.example|https?://\S+|[A-D](?= [(]))"
)


def texts(value: Any, name: str = "") -> Iterator[str]:
    """Every text of a paper that is read or heard."""
    if isinstance(value, str):
        if name not in CODES:
            yield value
    elif is_dataclass(value):
        for field in fields(value):
            yield from texts(getattr(value, field.name), field.name)
    elif isinstance(value, tuple):
        for entry in value:
            yield from texts(entry, name)


def svgs(value: Any) -> Iterator[str]:
    if isinstance(value, papers.Drawing):
        yield value.svg
    elif isinstance(value, papers.Cell):
        yield value.mark
    elif is_dataclass(value):
        for field in fields(value):
            yield from svgs(getattr(value, field.name))
    elif isinstance(value, tuple):
        for entry in value:
            yield from svgs(entry)


def figures_of(paper: papers.Paper) -> dict[str, papers.Figure]:
    return {
        block.anchor: block
        for section in paper.sections
        for block in section.blocks
        if isinstance(block, papers.Figure)
    }


@pytest.fixture(scope="module")
def page(city):
    made = {lang: layout.paper(city, lang, IMPRINT) for lang in LANGUAGES}
    return made.__getitem__


@pytest.mark.parametrize("lang", LANGUAGES)
def test_paper_has_the_sections_of_a_profile_in_order(page, lang):
    assert [section.anchor for section in page(lang).sections] == [
        "about", "synopsis", "national-context", "territory", "patterns", "people", "actors",
        "services", "work", "education", "housing", "health", "participation", "cohesion",
        "governance", "challenges", "priorities", "annexes",
    ]  # fmt: skip


@pytest.mark.parametrize("lang", LANGUAGES)
def test_paper_gives_every_figure_a_source_a_table_and_words(page, lang):
    for figure in figures_of(page(lang)).values():
        assert figure.finding
        assert figure.measured
        assert figure.source
        assert figure.table.rows
        assert figure.table.caption == figure.finding
        for one in figure.table.rows:
            assert len(one.cells) + 1 == len(figure.table.columns)


def test_paper_in_arabic_has_no_latin_left(page):
    left = [text for text in texts(page("ar")) if re.search(r"[A-Za-z]", LATIN.sub("", text))]
    assert left == []


@pytest.mark.parametrize("lang", ("es", "fr", "ar"))
def test_paper_is_translated_throughout(page, lang):
    english = {text for text in texts(page("en")) if re.search(r"[a-z]{3}.* .*[a-z]{3}", text)}
    same = {text for text in texts(page(lang)) if text in english}
    assert {LATIN.sub("", text) for text in same} <= {""}


def test_paper_says_each_kind_of_absence_in_its_own_words(drafted):
    rows = [
        row("PAR-03", "2020", None, unit="SEATS", state="absent", absence="none_exists"),
        row("PAR-03", "2021", None, unit="SEATS", state="absent", absence="not_collected"),
        row("PAR-03", "2022", None, unit="SEATS", state="withheld"),
        row("PAR-03", "2023", None, unit="SEATS", state="courtesy"),
        row("PAR-03", "2024", 9, unit="SEATS"),
    ]
    paper = layout.paper(drafted(frame(*rows)), "en", IMPRINT)
    table = figures_of(paper)["par-03-line"].table
    assert [(one.header.text, one.cells[0].text, one.cells[0].state, one.cells[0].number) for one in table.rows] == [
        ("2020", "None exists", "none_exists", None),
        ("2021", "Not collected", "absent", None),
        ("2022", "Withheld", "withheld", None),
        ("2023", "Not repeated here", "courtesy", None),
        ("2024", "9", "shown", 9),
    ]  # fmt: skip


def test_line_of_one_day_a_year_is_labelled_by_the_year(drafted):
    rows = [row("CTX-01", f"{year}-01-01", 900 + year) for year in (2021, 2022, 2023)]
    figure = figures_of(layout.paper(drafted(frame(*rows)), "en", IMPRINT))["ctx-01-line"]
    assert figure.measured == "Resident population, persons, 1 January 2021 – 1 January 2023"
    assert [">2021<" in svg and "January" not in svg.split("</desc>")[1] for svg in svgs(figure)
            if svg] == [True, True]  # fmt: skip


def test_twins_give_the_same_paper(drafted):
    """Two true worlds that differ in what is withheld cannot be told apart in any language."""
    truth = fictional.figures()
    hidden = (
        "COH-02@ardelune;GROUND=SEX;2023",
        "COH-02@ardelune;GROUND=LANGUAGE;2023",
        "POP-01@ardelune;SEX=F;2024",
        "POP-01@ardelune;SEX=M;2024",
    )
    moved = {hidden[0]: 1.0, hidden[1]: -1.0, hidden[2]: 987.0, hidden[3]: -987.0}
    change = pl.col("key").replace_strict(moved, default=0.0, return_dtype=pl.Float64)
    twin = truth.with_columns(value=pl.col("value") + change)
    assert not truth.equals(twin)
    one, other = (drafted(withheld(world, *hidden)) for world in (truth, twin))
    assert one == other
    for lang in LANGUAGES:
        assert layout.paper(one, lang, IMPRINT) == layout.paper(other, lang, IMPRINT)


def test_withheld_numbers_are_nowhere_on_paper(drafted):
    """A canary: the number of a withheld figure is in no text, mark or drawing; nor is what follows from it."""
    truth = fictional.figures().with_columns(
        value=pl.when(pl.col("key") == "POP-01@ardelune;SEX=F;2024")
        .then(31_337.0)
        .otherwise("value")
    )
    document = drafted(withheld(truth, "POP-01@ardelune;SEX=F;2024"))
    whole = truth.filter(pl.col("key") == "POP-01@ardelune;2024")["value"].item()
    share = f"{31_337 / whole * 100:.1f}"
    for lang in LANGUAGES:
        paper = layout.paper(document, lang, IMPRINT)
        said = "\n".join([*texts(paper), *svgs(paper)]).replace("\u202f", "").replace("\u00a0", "")
        assert "31337" not in said
        assert f"{share}%" not in said
        assert f"{share.replace('.', ',')}%" not in said
        women = figures_of(paper)["pop-05-line"].table.rows[-1].cells[0]
        assert (women.state, women.number) == ("withheld", None)


def test_withheld_rows_stand_after_what_is_shown_by_name(drafted):
    counts = {"QN": 500, "QQ": None, "QR": 700, "QP": None, "W0_OTH": 90}
    rows = [
        row(
            "POP-04", "2023", count, breakdown=f"NAT={code}", state="shown" if count else "withheld"
        )
        for code, count in counts.items()
    ]
    paper = layout.paper(drafted(frame(*rows)), "en", IMPRINT)
    table = figures_of(paper)["pop-04-nat-bars"].table
    assert [one.header.text for one in table.rows] == [
        "Kelmond", "Tarqun", "Orvania", "Sarduvia", "All other countries",
    ]  # fmt: skip
    assert "Share" not in [column.title for column in table.columns]


def test_narrative_falls_back_openly(drafted):
    block = Block(id="p1", markdown={"fr": "Un texte."}, states={"fr": "source"})
    chapters = [Chapter(section="people", lang="fr", blocks=(block,))]
    document = drafted(frame(row("CTX-01", "2023", 900)), chapters=chapters)
    (people,) = (
        one for one in layout.paper(document, "es", IMPRINT).sections if one.anchor == "people"
    )
    assert people.blocks[:2] == (
        papers.Note(
            runs=(papers.Run(text="Esta parte aún no se ha traducido. Se muestra en francés."),)
        ),
        papers.Paragraph(runs=(papers.Run(text="Un texte.", lang="fr"),)),
    )


def test_narrative_says_where_its_original_has_changed(drafted):
    block = Block(
        id="p1",
        markdown={"fr": "Un texte.", "en": "A text."},
        states={"fr": "source", "en": "outdated"},
    )
    chapters = [Chapter(section="people", lang="fr", blocks=(block,))]
    document = drafted(frame(row("CTX-01", "2023", 900)), chapters=chapters)
    (people,) = (
        one for one in layout.paper(document, "en", IMPRINT).sections if one.anchor == "people"
    )
    assert people.blocks[0] == papers.Note(
        runs=(papers.Run(text="The original of this part has changed since it was translated."),)
    )


def test_narrative_keeps_lists_strong_words_and_bound_figures(drafted):
    text = "### Défis\n\n- **Loger** {fig:POP-01@ardelune;AGE=Y_GE65;2023} personnes\n- *former*"
    block = Block(id="p1", markdown={"fr": text}, states={"fr": "source"})
    rows = [row("POP-01", "2023", 1_200, breakdown="AGE=Y_GE65")]
    document = drafted(
        frame(*rows), chapters=[Chapter(section="challenges", lang="fr", blocks=(block,))]
    )
    (section,) = (
        one for one in layout.paper(document, "fr", IMPRINT).sections if one.anchor == "challenges"
    )
    assert section.blocks == (
        papers.Subheading(text="Défis"),
        papers.Bullets(
            items=(
                (
                    papers.Run(text="Loger", kind="strong"),
                    papers.Run(text=" "),
                    papers.Run(text="1\u202f200", kind="figure", href="#pop-01-age-bars"),
                    papers.Run(text=" personnes"),
                ),
                (papers.Run(text="former", kind="strong"),),
            )
        ),
    )


SHEET = {
    "ar": (
        "أرقام منشورة عن أردلون",
        "أعدّته الشبكة من مصادر منشورة. وهو ليس ملف الهجرة في المدينة، فالمدينة لم تكتبه ولم تراجعه ولم توافق عليه.",
    ),
    "en": (
        "Published figures on Ardelune",
        "Compiled by the network from published sources. Not a City Migration Profile: the city has not written, checked or approved it.",
    ),
    "es": (
        "Cifras publicadas sobre Ardeluna",
        "Elaborado por la red a partir de fuentes publicadas. No es un perfil migratorio de la ciudad: la ciudad no lo ha redactado, revisado ni aprobado.",
    ),
    "fr": (
        "Chiffres publiés sur Ardelune",
        "Établi par le réseau à partir de sources publiées. Ce n’est pas un profil migratoire de la ville : la ville ne l’a ni rédigé, ni vérifié, ni approuvé.",
    ),
}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_sheet_says_what_it_is_not_and_where_to_write(drafted, lang):
    document = drafted(fictional.figures(), kind="figures", about={"voice": "network"})
    paper = layout.paper(document, lang, IMPRINT)
    title, line = SHEET[lang]
    assert paper.title == title
    notice = paper.notices[-1]
    assert "".join(run.text for run in notice.runs).startswith(line)
    assert [run.href for run in notice.runs if run.kind == "link"] == [
        "mailto:figures@qantara.example"
    ]


def test_citation_names_version_day_and_address(city):
    assert layout.citation(city, "fr", IMPRINT) == (
        "Ville d’Ardelune : Ardelune : profil migratoire de la ville. Version 1, 20 novembre 2026. "
        "https://qantara.example/r/abc. CC BY 4.0."
    )
