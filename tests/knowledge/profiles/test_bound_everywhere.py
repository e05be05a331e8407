"""One value changes, and nowhere is the old one left: page, PDF, tables, sentences (B1)."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pikepdf
import polars as pl
import pytest
from django.conf import settings

from qantara.core.locales import LANGUAGES
from qantara.demo.fictional import read
from qantara.fonts.build import build
from qantara.knowledge.profiles import kind
from qantara.web import paper as web_paper
from tests.knowledge.profiles.conftest import IMPRINT, Drafter
from tests.press.test_pdf import runs

#: A bound figure of the fictional city's text, as the files have it and as it became.
KEY, OLD, NEW = "FLW-01@ardelune;2024", 10_358, 11_469


@pytest.fixture(scope="module")
def documents(drafted: Drafter) -> tuple[Any, Any]:
    figures = read.figures()
    assert figures.filter(pl.col("key") == KEY)["value"].to_list() == [OLD]
    changed = figures.with_columns(
        value=pl.when(pl.col("key") == KEY).then(pl.lit(float(NEW))).otherwise("value")
    )
    before, after = (drafted(one, chapters=read.chapters()) for one in (figures, changed))
    return before, after


def printed(number: int) -> tuple[str, ...]:
    """A number as text and tables may have it."""
    thousands, rest = divmod(number, 1_000)
    return str(number), *(
        f"{thousands}{mark}{rest:03}" for mark in ("\u202f", "\u00a0", " ", ",", ".")
    )


def anywhere(content: str, number: int) -> bool:
    return any(one in content for one in printed(number))


def texts(name: str, content: bytes) -> str:
    """All that a file says, opened as a reader's program opens it."""
    if name.endswith(".pdf"):
        with pikepdf.open(io.BytesIO(content)) as opened:
            return "\n".join("".join(one) for one in runs(opened))
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return "\n".join(
                packed.read(one).decode("utf-8", "replace") for one in packed.namelist()
            )
    return content.decode()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_page_and_sentences_have_the_new_value_alone(documents, lang):
    before, after = (web_paper.body(kind.PROFILE.paper(one, lang, IMPRINT)) for one in documents)
    assert anywhere(before, OLD)
    assert not anywhere(before, NEW)
    assert anywhere(after, NEW)
    assert not anywhere(after, OLD)
    findings = [one["finding"][lang] for one in documents[1]["charts"] if one["finding"]]
    said = [documents[1]["bound"][KEY]["printed"][lang], *findings]
    assert not anywhere("\n".join(said), OLD)


def test_files_have_the_new_value_alone(documents):
    build(settings.VAR / "fonts")
    old, new = (
        {
            made.filename: made.content
            for made in kind.PROFILE.artefacts(one, IMPRINT, kind.PROFILE.papers(one, IMPRINT))
        }
        for one in documents
    )
    assert {name.rpartition("-")[2][2:] for name in new} >= {".pdf", ".xlsx", ".json"}
    assert len(new) >= 16
    for name in new:
        assert anywhere(texts(name, old[name]), OLD), name
        said = texts(name, new[name])
        assert anywhere(said, NEW), name
        assert not anywhere(said, OLD), name
