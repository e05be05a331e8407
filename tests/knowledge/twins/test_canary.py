"""Withheld figures hold 987,6xx: no file and no page has any of them (DISCLOSURE 12.6)."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

import pikepdf
import polars as pl
import pytest

from qantara.core.locales import LANGUAGES
from tests.knowledge.twins import city, pages
from tests.press.test_pdf import runs

FIRST = 987_600
#: With nothing, a comma, a point or any space between the thousands.
CANARY = re.compile(r"987[\s\u00a0\u2009\u202f,.]?6\d\d(?!\d)")
#: The city's residents, which everything prints: what does not find them would find no canary.
RESIDENTS = re.compile(r"412[\s\u00a0\u2009\u202f,.]?144(?!\d)")


@pytest.fixture(scope="module")
def secret(guarded):
    """The city's document where each withheld figure is one of 987,600 and following."""
    numbers = {key: FIRST + at for at, key in enumerate(city.withheld(guarded))}
    assert 30 < len(numbers) < 100
    value = pl.col("key").replace_strict(numbers, default=pl.col("value"), return_dtype=pl.Float64)
    figures = guarded.folded.with_columns(value=value)
    assert figures["value"].is_between(FIRST, FIRST + 99).sum() == len(numbers)
    return city.drafted(guarded, figures)


def texts(filename: str, content: bytes) -> Iterator[str]:
    """All a file says, packed or not, with what only machines read."""
    if filename.endswith(".pdf"):
        yield from of_pdf(content)
    elif zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for entry in archive.infolist():
                yield from texts(entry.filename, archive.read(entry))
    else:
        yield content.decode("utf-8", errors="replace")


def of_pdf(content: bytes) -> Iterator[str]:
    """Letters as set, alternative texts, metadata."""
    with pikepdf.open(io.BytesIO(content)) as document:
        for letters in runs(document):
            yield "".join(letters)
        for one in document.objects:
            if isinstance(one, pikepdf.Stream) and one.get("/Type") == "/Metadata":
                yield one.read_bytes().decode()
            elif isinstance(one, pikepdf.Dictionary):
                yield from (str(text) for text in one.values() if isinstance(text, pikepdf.String))


@pytest.mark.parametrize("text", ("987600", "987\u202f655", "987,612", "987 699", "≥987\u00a0601"))
def test_canary_is_known_when_seen(text):
    assert CANARY.search(text)


def test_document_holds_no_canary(secret):
    assert not CANARY.search(repr(secret))


def test_files_hold_no_canary(secret, fonts):
    for filename, content in city.files(secret).items():
        found = "\n".join(texts(filename, content))
        assert RESIDENTS.search(found), filename
        assert not CANARY.search(found), filename


@pytest.mark.django_db
def test_pages_hold_no_canary(secret, site):
    answers = {address: text.decode() for address, text in pages.answers(secret, {}).items()}
    assert [address for address, text in answers.items() if CANARY.search(text)] == []
    for lang in LANGUAGES:
        assert RESIDENTS.search(answers[f"/{lang}/cities/ardelune/"])
