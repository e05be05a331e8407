"""The files of a release."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import translation

from qantara.core.locales import LANGUAGES
from qantara.knowledge.profiles import files, kind, layout
from qantara.press import pdf
from qantara.releases.kinds import Made
from qantara.tables import jsonstat, package, xlsx
from tests.knowledge.profiles.conftest import IMPRINT

FORMATS = {"pdf": "-{}.pdf", "xlsx": "-{}.xlsx", "csv": "-{}-csv.zip", "json-stat": "-{}.json"}


@pytest.fixture(scope="module")
def made(city: dict[str, Any]) -> list[Made]:
    return list(kind.PROFILE.artefacts(city, IMPRINT, kind.PROFILE.papers(city, IMPRINT)))


def test_artefacts_are_four_formats_in_four_languages_in_a_fixed_order(made):
    assert [(one.language, one.format, one.filename) for one in made] == [
        (lang, name, f"ardelune-1{ending.format(lang)}")
        for lang in LANGUAGES
        for name, ending in FORMATS.items()
    ]


def test_artefacts_made_side_by_side_are_those_made_one_after_the_other(city, made):
    at, whole = IMPRINT.released_on, files.as_dataset(city, IMPRINT)
    writers: dict[str, Callable[[Any], bytes]] = {
        "pdf": lambda paper: pdf.pdf(paper, at=at, fonts=files.print_fonts()),
        "xlsx": lambda paper: xlsx.workbook(paper, whole, at=at),
        "csv": lambda paper: package.archive(whole, paper.lang, at=at),
        "json-stat": lambda paper: jsonstat.collection(whole, paper.lang),
    }
    papers = {lang: layout.paper(city, lang, IMPRINT) for lang in LANGUAGES}
    differing = [
        one.filename for one in made if one.content != writers[one.format](papers[one.language])
    ]
    assert differing == []


def test_artefacts_do_not_depend_on_the_language_of_who_asks(city, made):
    with translation.override("ar"):
        again = list(files.artefacts(city, IMPRINT, kind.PROFILE.papers(city, IMPRINT)))
    assert [one.filename for one, other in zip(made, again, strict=True) if one != other] == []


def test_an_entry_has_pdfs_alone(city, made):
    papers = kind.ENTRY.papers(city, IMPRINT)
    found = list(kind.ENTRY.artefacts(city, IMPRINT, papers))
    assert found == [one for one in made if one.format == "pdf"]
