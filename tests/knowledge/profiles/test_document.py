"""Documents: their form, what they refuse, and what they hold."""

from __future__ import annotations

import copy
import json
from pathlib import Path

import jsonschema
import polars as pl
import pytest
from django.utils import translation

from qantara.core.locales import LANGUAGES
from qantara.demo.fictional import read as fictional
from qantara.knowledge.profiles import kind, sheet
from qantara.knowledge.profiles.figures import frame as frame_of
from qantara.knowledge.profiles.read import UnknownVersion, upgraded
from qantara.papers import Figure
from qantara.releases import kinds
from tests.knowledge.profiles.conftest import IMPRINT, frame, row

GOLDEN = Path(__file__).parent / "golden"

CHARTS = {"bars", "grouped", "line", "multiples", "pyramid", "range"}


def test_document_of_the_city_is_valid_and_can_be_written_down(city):
    kind.PROFILE.validate(city)
    schema = json.loads((kind.SCHEMAS / "profile-1.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(city, schema)
    assert kinds.canonical(city) == kinds.canonical(json.loads(kinds.canonical(city)))


def test_document_of_the_city_has_twenty_charts_of_every_kind(city):
    drawn = [chart["kind"] for chart in city["charts"] if chart["kind"] in CHARTS]
    assert len(drawn) >= 20
    assert set(drawn) == CHARTS


def test_document_keeps_its_frame(city):
    kept = frame_of(city["figures"])
    assert kept.schema == fictional.figures().schema
    assert (
        kept.filter(pl.col("state") != "shown")["value"].null_count()
        == kept.filter(pl.col("state") != "shown").height
    )


def test_sheet_is_valid_and_has_no_narrative(drafted):
    document = drafted(fictional.figures(), kind="figures", about={"voice": "network"})
    kind.FIGURES.validate(document)
    assert [section["id"] for section in document["sections"] if section["blocks"]] == []


def test_sheet_without_figures_names_every_core_gap(drafted, framework):
    document = drafted(frame(), kind="figures", about={"voice": "network"})
    kind.FIGURES.validate(document)
    core = [one for one in framework.indicators if one.is_core and one.audience == "public"]
    assert document["gaps"] == [{"definition": one.code, "absence": "no_figure"} for one in core]


def test_sheet_of_a_caution_member_has_the_total_population_alone(drafted):
    figures = sheet.cautious(fictional.figures())
    around = {"voice": "network", "is_cautious": True}
    document = drafted(figures, kind="figures", about=around)
    kind.FIGURES.validate(document)
    assert set(document["figures"]["definition"]) == {"CTX-01"}
    assert set(document["figures"]["breakdown"]) == {""}
    assert document["gaps"] == []


def test_gaps_leave_out_answers_and_withheld_figures(drafted):
    document = drafted(
        frame(
            row("POP-01", "2023", None, state="withheld"),
            row("PAR-03", "2023", None, unit="SEATS", state="absent", absence="none_exists"),
            row("EDU-01", "2023", None, unit="PT", state="absent", absence="refused"),
        )
    )
    found = {gap["definition"]: gap["absence"] for gap in document["gaps"]}
    assert (found.get("POP-01"), found.get("PAR-03"), found["EDU-01"]) == (None, None, "refused")


def test_validate_refuses_a_number_that_is_not_shown(city):
    spoilt = copy.deepcopy(city)
    at = spoilt["figures"]["state"].index("withheld")
    spoilt["figures"]["denominator"][at] = 12.0
    with translation.override("en"), pytest.raises(kind.BadDocument) as refused:
        kind.PROFILE.validate(spoilt)
    key = spoilt["figures"]["key"][at]
    assert str(refused.value) == f"The figure “{key}” is not shown, and yet has a number."


@pytest.mark.parametrize(
    "spoil",
    (
        lambda document: document.pop("sources"),
        lambda document: document["figures"]["value"].pop(),
        lambda document: document["figures"]["value"].__setitem__(0, "12"),
        lambda document: document["figures"]["state"].__setitem__(0, "hidden"),
        lambda document: document["charts"][0]["rows"].append(10**6),
        lambda document: document["lede"][0].pop("ar"),
        lambda document: document.update(raw={"secret": 1}),
    ),
)
def test_validate_refuses_another_form(city, spoil):
    spoilt = copy.deepcopy(city)
    spoil(spoilt)
    with pytest.raises(kind.BadDocument):
        kind.PROFILE.validate(spoilt)


def test_upgraded_reads_the_newest_and_refuses_the_unknown(city):
    assert upgraded(city) is city
    for schema in ("profile/2", "directory/1", "profile", ""):
        with pytest.raises(UnknownVersion):
            upgraded({**city, "schema": schema})


def test_card_shows_headlines_in_every_language(city):
    card = kind.PROFILE.card(city)
    assert card["title"] == {
        "ar": "أردلون: ملف الهجرة في المدينة",
        "en": "Ardelune: City Migration Profile",
        "es": "Ardeluna: perfil migratorio de la ciudad",
        "fr": "Ardelune : profil migratoire de la ville",
    }
    first = card["figures"][0]
    assert (first["definition"], first["label"]["fr"]) == ("CTX-01", "Population résidente")
    assert set(first["printed"]) == set(LANGUAGES)


def test_synopsis_gives_women_and_men_of_the_same_source(city):
    keys = city["figures"]["key"]
    rows = {keys[one["whole"]]: one for one in city["synopsis"]}
    people = rows["CTX-01@ardelune;2024"]
    assert [keys[people[sex]] for sex in "FM"] == [
        "CTX-01@ardelune;SEX=F;2024",
        "CTX-01@ardelune;SEX=M;2024",
    ]
    assert all(
        city["framework"]["indicators"][key.partition("@")[0]]["audience"] == "public"
        for key in rows
    )


@pytest.mark.parametrize("released", sorted(GOLDEN.glob("*.json")), ids=lambda path: path.stem)
def test_documents_released_long_ago_can_still_be_read(released):
    """One golden file a version, kept as it was written: never made anew when the code changes."""
    document = json.loads(released.read_text(encoding="utf-8"))
    newest = upgraded(document)
    of_kind = kind.PROFILE if released.stem.startswith("profile") else kind.FIGURES
    of_kind.validate(newest)
    for lang in LANGUAGES:
        paper = of_kind.paper(document, lang, IMPRINT)
        assert [section.anchor for section in paper.sections][:2] == ["about", "synopsis"]
        figures = [
            block
            for section in paper.sections
            for block in section.blocks
            if isinstance(block, Figure)
        ]
        assert {"pop-01-line", "pop-04-nat-bars"} <= {figure.anchor for figure in figures}
