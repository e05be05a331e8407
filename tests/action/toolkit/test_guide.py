"""The guide: whole in four languages, a document that comes back as it went, tools one can use."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import fields
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest

from qantara.action.toolkit import files, kind, paper
from qantara.action.toolkit.document import document, guide_of
from qantara.action.toolkit.guide import Guide, Step, Tool, shipped
from qantara.core.errors import DomainError
from qantara.core.locales import LANGUAGES
from qantara.knowledge import frameworks
from qantara.knowledge.frameworks import Name
from qantara.papers import Bullets, Table
from qantara.releases.kinds import Imprint
from qantara.word.reading import read

AT = datetime(2026, 5, 1, tzinfo=UTC)
NETWORK = {"slug": "rivers", "name": dict.fromkeys(LANGUAGES, "Rivers"), "is_fictional": True}
IMPRINT = Imprint(number=1, released_on=AT, address="https://example.org/r/1", previous=None)


def names(guide: Guide) -> Iterator[Name]:
    """Every text of the guide."""
    yield from (guide.title, guide.about)
    for one in (*guide.steps, *guide.tools.values()):
        yield from _names(one)


def _names(one: Step | Tool) -> Iterator[Name]:
    for field in fields(one):
        value = getattr(one, field.name)
        if isinstance(value, dict):
            yield value
        elif isinstance(value, tuple):
            yield from (each for each in value if isinstance(each, dict))


def test_every_text_stands_in_four_languages() -> None:
    found = list(names(shipped()))
    assert len(found) > 150
    for name in found:
        assert set(name) == set(LANGUAGES)
        for text in name.values():
            assert text == " ".join(text.split())
            assert text
        assert re.search("[\u0621-\u064a]", name["ar"])
        assert len({name["en"], name["es"], name["fr"]}) > 1 or len(name["en"]) < 15


def test_steps_lead_from_a_mandate_to_sharing_and_name_what_there_is() -> None:
    guide = shipped()
    assert [step.id for step in guide.steps] == [
        "mandate", "team", "competences", "people", "evidence", "profile", "priorities", "options",
        "plan", "action", "follow", "share",
    ]  # fmt: skip
    framework = frameworks.default()
    for step in guide.steps:
        assert 0 < step.weeks[0] <= step.weeks[1]
        assert [framework[code].code for code in step.indicators] == list(step.indicators)
    used = {name for step in guide.steps for name in step.tools}
    assert used == set(guide.tools)
    assert all(tool.is_text or tool.desk for tool in guide.tools.values())


def test_document_gives_the_guide_back() -> None:
    made = document(shipped(), NETWORK, is_demonstration=False)
    kind.validate(made)
    assert guide_of(made) == shipped()
    assert kind.card(made)["steps"] == 12


@pytest.mark.parametrize(
    "harm",
    [
        lambda made: made.update(schema="profile/1"),
        lambda made: made["guide"].pop("steps"),
        lambda made: made["guide"]["steps"][0]["title"].pop("ar"),
        lambda made: made["guide"]["steps"][3]["tools"].append("unheard_of"),
        lambda made: made["guide"]["tools"][0].update(unheard_of=1),
    ],
)
def test_document_that_is_not_whole_is_refused(harm) -> None:
    made = document(shipped(), NETWORK, is_demonstration=False)
    harm(made)
    with pytest.raises(DomainError):
        kind.validate(made)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_paper_has_every_step_and_every_tool(lang: str) -> None:
    guide = shipped()
    made = paper.paper(document(guide, NETWORK, is_demonstration=True), lang, IMPRINT)
    anchors = [section.anchor for section in made.sections]
    assert anchors == [*(step.id for step in guide.steps), "tools", *guide.tools, "sources"]
    steps = made.sections[: len(guide.steps)]
    for step, section in zip(guide.steps, steps, strict=True):
        (listed,) = (block for block in section.blocks if isinstance(block, Bullets))
        assert [runs[0].text for runs in listed.items] == [one[lang] for one in step.do]
    assert len(made.notices) == 1


@pytest.mark.parametrize("lang", LANGUAGES)
def test_tools_are_documents_in_one_archive(lang: str, tmp_path: Path) -> None:
    guide = shipped()
    data = files.tools(guide, lang, at=AT)
    assert data == files.tools(guide, lang, at=AT)
    texts = [tool for tool in guide.tools.values() if tool.is_text]
    archive = zipfile.ZipFile(BytesIO(data))
    assert archive.namelist() == [files.filename(tool, lang) for tool in texts]
    for tool in texts:
        path = tmp_path / files.filename(tool, lang)
        path.write_bytes(archive.read(path.name))
        said = " ".join(piece.after for piece in read(path).pieces)
        for text in (tool.title, *tool.lines, *tool.columns):
            assert text[lang].split()[0] in said


def test_tool_with_columns_is_an_empty_table() -> None:
    made = paper.tool_paper(shipped().tools["transfer_sheet"], "fr")
    (table,) = (block for section in made.sections for block in section.blocks)
    assert isinstance(table, Table)
    assert [column.title for column in table.columns][1:3] == ["Là-bas", "Ici"]
    assert len(table.rows) == paper.ROWS
