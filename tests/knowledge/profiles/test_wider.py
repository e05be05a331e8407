"""The wider area: context under its own name, in no sentence and no figure of the place."""

from __future__ import annotations

import pytest

from qantara import papers
from qantara.knowledge.profiles import files, kind, layout
from qantara.knowledge.profiles.parts import Area
from tests.knowledge.profiles.conftest import IMPRINT, frame, row

COAST = Area(
    slug="ardelune-coast",
    names={"ar": "ساحل أردلون", "en": "Ardelune Coast", "es": "Costa de Ardeluna", "fr": "Côte d’Ardelune"},
    territory_type="metropolis",
)  # fmt: skip


@pytest.fixture(scope="module")
def document(drafted):
    around = [
        {**row("POP-01", year, people), "key": f"POP-01@ardelune-coast;{year}", "territory": COAST.slug}
        for year, people in (("2022", 4_000), ("2023", 4_200))
    ]  # fmt: skip
    figures = frame(row("CTX-01", "2022", 900), row("CTX-01", "2023", 1_000), *around)
    return drafted(figures, kind="figures", about={"voice": "network"}, areas=[COAST])


def section(document, lang: str) -> papers.Section:
    paper = layout.paper(document, lang, IMPRINT)
    return next(one for one in paper.sections if one.anchor == "wider-area")


def test_document_with_a_wider_area_is_valid(document):
    kind.FIGURES.validate(document)
    assert document["areas"] == [
        {"slug": COAST.slug, "names": COAST.names, "territory_type": "metropolis"}
    ]


def test_figures_of_the_wider_area_are_no_headline_datum_or_sentence_of_the_place(document):
    ours = {
        at
        for at, slug in enumerate(document["figures"]["territory"])
        if slug == document["place"]["slug"]
    }
    assert set(document["headlines"]) <= ours
    assert {row["whole"] for row in document["synopsis"]} <= ours
    assert [chart["finding"] for chart in document["charts"] if "territory" in chart] == [None]
    assert "POP-01" in {gap["definition"] for gap in document["gaps"]}


def test_section_says_what_it_is_not_and_names_the_area_at_every_chart(document):
    note, heading, figure = section(document, "en").blocks
    assert isinstance(note, papers.Note)
    assert "do not compare them with the figures of the city itself" in note.runs[0].text
    assert heading == papers.Subheading(text="Ardelune Coast")
    assert isinstance(figure, papers.Figure)
    assert figure.finding == "Foreign citizens (Ardelune Coast)"
    assert figure.measured == "Ardelune Coast: persons, 2022–2023"


@pytest.mark.parametrize("lang", ("ar", "es", "fr"))
def test_section_names_the_area_in_the_readers_language(document, lang):
    figure = section(document, lang).blocks[-1]
    assert isinstance(figure, papers.Figure)
    assert COAST.names[lang] in figure.finding
    assert COAST.names[lang] in figure.measured


def test_dataset_names_both_territories(document):
    dataset = files.as_dataset(document, IMPRINT)
    assert list(dataset.labels.territories) == ["ardelune", "ardelune-coast"]
    assert dataset.published["REF_AREA"].to_list() == ["ardelune"] * 2 + ["ardelune-coast"] * 2
