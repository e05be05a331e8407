"""The framework as a kind of release."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime
from typing import Any

import pytest

from qantara.core.errors import DomainError
from qantara.knowledge.frameworks import kind, load, released
from qantara.knowledge.frameworks.document import framework_document
from qantara.releases import gate, kinds
from qantara.releases.kinds import Imprint
from qantara.releases.models import Artefact, Body
from tests.people import a_holder, a_person
from tests.publishing.released import a_release

NETWORK = {"slug": "arches", "name": {"en": "Arches"}, "is_fictional": True}
AT = datetime(2026, 11, 22, 9, tzinfo=UTC)
IMPRINT = Imprint(number=3, released_on=AT, address="https://example.org/r/abc")


@pytest.fixture
def document(framework) -> dict[str, Any]:
    return framework_document(framework, NETWORK, is_demonstration=True)


@pytest.fixture
def release(db):
    """Take a document through the gate, by a secretariat of three."""
    secretariat = a_holder("arches-secretariat")
    author = a_person("author", ("officer", secretariat))
    reviewer = a_person("reviewer", ("reviewer", secretariat))
    signatory = a_person("signatory", ("signatory", secretariat))

    def act(document: dict[str, Any]):
        case = gate.open_case(
            "framework", document, subject="arches", holder=secretariat, by=author, at=AT
        )
        gate.review_case(case, by=reviewer, at=AT)
        gate.approve_case(case, by=signatory, at=AT, audience="public", public_from=AT)
        return gate.release_case(case, by=signatory, at=AT)

    return act


def plain_files(document: dict[str, Any]) -> dict[str, bytes]:
    """The files that have no language, by format; made before those for print."""
    made = kind.artefacts(document, IMPRINT, kind.FRAMEWORK.papers(document, IMPRINT))
    return {file.format: file.content for file in (next(made), next(made))}


def test_framework_is_a_kind_of_release():
    assert kinds.kind_named("framework") is kind.FRAMEWORK


def test_framework_goes_through_the_gate_with_its_files_and_pages(release, document):
    made = release(document)
    assert (made.number, made.network, made.voice) == (1, "arches", "network")
    files = Artefact.objects.filter(release=made).order_by("filename")
    assert list(files.values_list("filename", "language", "format")) == [
        ("indicators-default-1-ar.pdf", "ar", "pdf"),
        ("indicators-default-1-en.pdf", "en", "pdf"),
        ("indicators-default-1-es.pdf", "es", "pdf"),
        ("indicators-default-1-fr.pdf", "fr", "pdf"),
        ("indicators-default-1.csv", "", "csv"),
        ("indicators-default-1.json", "", "json"),
    ]
    assert Body.objects.filter(release=made).count() == 4


@pytest.fixture
def is_released(db, document) -> None:
    """The document stands as a release."""
    a_release("framework", "arches", document=document, card=kind.card(document))


def test_validate_takes_a_released_version_unchanged(is_released, document):
    kind.validate(document | {"demonstration": False})


def test_validate_refuses_what_its_checksum_does_not_cover(db, document):
    document["framework"]["about"]["fr"] = "Tout autre chose"
    with pytest.raises(DomainError, match="does not match its checksum"):
        kind.validate(document)


def test_validate_asks_for_a_new_version_of_a_changed_catalogue(is_released, folder, change):
    change("pop.toml", "Residents who do not hold", "People who do not hold")
    changed = framework_document(load(folder), NETWORK, is_demonstration=True)
    with pytest.raises(DomainError, match="Give the catalogue a new version"):
        kind.validate(changed)
    change("framework.toml", 'version = "0.1.0"', 'version = "0.2.0"')
    kind.validate(framework_document(load(folder), NETWORK, is_demonstration=True))


@pytest.mark.parametrize("missing", ("domains", "units", "measures"))
def test_validate_refuses_what_is_not_whole(document, missing):
    del document["framework"][missing]
    with pytest.raises(DomainError, match="incomplete"):
        kind.validate(document)


def test_validate_refuses_another_schema(document):
    with pytest.raises(DomainError, match="not an indicator catalogue"):
        kind.validate(document | {"schema": "directory/1"})


def test_card_says_what_is_in_it(document, framework):
    assert kind.card(document) == {
        "title": framework.name,
        "summary": framework.about,
        "network": "arches",
        "voice": "network",
        "demonstration": True,
        "framework": "default",
        "version": framework.version,
        "content_hash": framework.content_hash,
        "domains": 12,
        "indicators": 91,
        "core": 48,
        "extended": 43,
    }


def test_json_is_the_document_to_the_byte(document):
    assert plain_files(document)["json"] == kinds.canonical(document).encode()
    assert json.loads(plain_files(document)["json"]) == document


def test_csv_has_a_row_for_each_definition(document, framework):
    text = plain_files(document)["csv"].decode("utf-8-sig")
    rows = {row["code"]: row for row in csv.DictReader(io.StringIO(text))}
    assert list(rows) == list(framework.definitions())
    women = rows["POP-05"]
    indicator = framework["POP-05"]
    assert {name: women[name] for name in ("tier", "direction", "measure", "protection")} == {
        "tier": indicator.tier,
        "direction": indicator.direction,
        "measure": "foreign-citizens",
        "protection": "people",
    }
    assert women["definition_ar"] == indicator.definition["ar"]
    assert rows["POP-03/wien-herkunft"]["country"] == "AT"


@pytest.mark.parametrize("lang", ("ar", "en", "es", "fr"))
def test_paper_counts_the_indicators_of_each_domain(document, framework, lang):
    paper = released.overview(document, lang, IMPRINT)
    [table] = paper.sections[0].blocks
    counted = [tuple(int(cell.number) for cell in row.cells[1:]) for row in table.rows]
    assert [row.header.text for row in table.rows] == [one.name[lang] for one in framework.domains]
    assert sum(core for core, _extended in counted) == 48
    assert [core + extended for core, extended in counted] == [
        len(framework.of(one.code)) for one in framework.domains
    ]


def test_paper_is_made_from_the_document_not_from_the_files(document):
    document["framework"]["name"]["en"] = "As it was then"
    assert released.overview(document, "en", IMPRINT).title == "As it was then"


def test_paper_for_print_has_every_indicator_and_lists_the_domains(document, framework):
    paper = released.whole(document, "fr", IMPRINT)
    anchors = [section.anchor for section in paper.sections]
    assert {one.code.lower() for one in framework.indicators} <= set(anchors)
    assert len(anchors) == len(set(anchors))
    assert [section.anchor for section in paper.sections if section.is_listed] == [
        "domains",
        "reading",
        *(one.code.lower() for one in framework.domains),
        "codes",
    ]


def test_paper_says_that_it_is_a_demonstration_where_it_is_one(document):
    [notice] = released.overview(document, "en", IMPRINT).notices
    assert notice.runs[0].text.startswith("Demonstration made from public information.")
    assert released.overview(document | {"demonstration": False}, "en", IMPRINT).notices == ()
