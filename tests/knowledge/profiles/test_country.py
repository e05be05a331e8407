"""The country: context in a section of its own, in no sentence and no figure of the place."""

from __future__ import annotations

import pytest

from qantara import papers
from qantara.knowledge.profiles import files, kind, layout, sheet
from qantara.knowledge.profiles.parts import Area
from tests.knowledge.profiles.conftest import IMPRINT, frame, row

FIKANIA = Area(
    slug="fikania",
    names={"ar": "فيكانيا", "en": "Fikania", "es": "Ficania", "fr": "Fikanie"},
    territory_type="country",
)
YEARS = ("2019", "2020", "2021", "2022", "2023")


def of_country(definition: str, year: str, people: float, breakdown: str = "") -> dict:
    key = ";".join(filter(None, (f"{definition}@fikania", breakdown, year)))
    made = row(definition, year, people, breakdown=breakdown)
    return {**made, "key": key, "territory": FIKANIA.slug}


def national() -> list[dict]:
    refugees = [of_country("LEG-02/unhcr-refugees", year, 9_000 + int(year)) for year in YEARS]
    migrants = [of_country("POP-02/undesa-migrant-stock", "2020", 50_000)]
    women = [of_country("POP-02/undesa-migrant-stock", "2020", 24_000, "SEX=F")]
    return [*migrants, *women, *refugees]


@pytest.fixture(scope="module")
def document(drafted):
    figures = frame(row("CTX-01", "2022", 900), row("CTX-01", "2023", 1_000), *national())
    return drafted(figures, kind="figures", about={"voice": "network"}, areas=[FIKANIA])


def section(document, lang: str, anchor: str = "country") -> papers.Section:
    paper = layout.paper(document, lang, IMPRINT)
    return next(one for one in paper.sections if one.anchor == anchor)


def test_document_with_a_country_is_valid(document):
    kind.FIGURES.validate(document)
    assert [chart["finding"] for chart in document["charts"] if "territory" in chart] == [None] * 2


def test_country_is_no_headline_datum_sentence_or_wider_area_of_the_place(document):
    ours = {
        at
        for at, slug in enumerate(document["figures"]["territory"])
        if slug == document["place"]["slug"]
    }
    assert set(document["headlines"]) <= ours
    assert {row["whole"] for row in document["synopsis"]} <= ours
    paper = layout.paper(document, "en", IMPRINT)
    assert "wider-area" not in [one.anchor for one in paper.sections]


def test_section_says_what_it_is_not_then_the_newest_then_a_line_of_people(document):
    note, heading, newest, line = section(document, "en").blocks
    assert isinstance(note, papers.Note)
    assert note.runs[0].text == (
        "The figures in this section are about the whole country, Fikania, and not about Ardelune. They "
        "are context: they say nothing on how many of these people live in the city."
    )
    assert heading == papers.Subheading(text="Fikania")
    assert isinstance(newest, papers.Figure)
    assert isinstance(line, papers.Figure)
    assert newest.finding == "Newest figures (Fikania)"
    assert [one.header.text for one in newest.table.rows] == [
        "International migrants, UN estimate",
        "International migrants, UN estimate (women and girls)",
        "Refugees under UNHCR’s mandate",
    ]
    assert [one.cells[0].number for one in newest.table.rows] == [50_000, 24_000, 11_023]
    assert line.finding == "Refugees under UNHCR’s mandate (Fikania)"


@pytest.mark.parametrize("lang", ("ar", "es", "fr"))
def test_section_names_the_country_in_the_readers_language(document, lang):
    note, heading, *figures = section(document, lang).blocks
    assert FIKANIA.names[lang] in note.runs[0].text
    assert heading.text == FIKANIA.names[lang]
    assert all(FIKANIA.names[lang] in figure.finding for figure in figures)


def test_profile_has_its_country_in_the_chapter_on_the_country(drafted):
    document = drafted(frame(row("CTX-01", "2023", 1_000), *national()), areas=[FIKANIA])
    kind.PROFILE.validate(document)
    blocks = section(document, "en", "national-context").blocks
    assert papers.Subheading(text="Fikania") in blocks


def test_place_with_figures_of_its_country_alone_stays_an_entry(drafted):
    document = drafted(
        frame(*national()), kind="figures", about={"voice": "network"}, areas=[FIKANIA]
    )
    assert sheet.is_entry(document)
    paper = layout.paper(document, "en", IMPRINT)
    assert paper.kicker == "Member’s page"
    assert "country" in [one.anchor for one in paper.sections]
    assert "about" not in [one.anchor for one in paper.sections]


def test_dataset_names_the_country(document):
    dataset = files.as_dataset(document, IMPRINT)
    assert list(dataset.labels.territories) == ["ardelune", "fikania"]
