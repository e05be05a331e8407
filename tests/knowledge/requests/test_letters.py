"""The words of a letter: in the office's language and country, and no law made up for one that exists."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date

import pytest

from qantara.knowledge import frameworks
from qantara.knowledge.requests import countries, gaps, letters
from qantara.knowledge.requests.models import DataRequest
from qantara.network.models import Territory

FRAMEWORK = frameworks.default()


def asking(country: str, language: str) -> DataRequest:
    asked = [asdict(line) for line in gaps.lines(FRAMEWORK, ["CTX-01"], period="2025")]
    return DataRequest(
        territory=Territory(slug="karwan", country=country, name={}), number="2026/001",
        language=language, deadline=date(2026, 11, 30), asked=asked,
    )  # fmt: skip


def words(request: DataRequest) -> dict[str, str]:
    return letters.first_text(request, FRAMEWORK, sender="Karwan", place="Karwan", earlier={})


@pytest.mark.parametrize(
    ("country", "month"),
    [("MA", "نونبر"), ("LB", "تشرين الثاني"), ("EG", "نوفمبر"), ("QM", "نوفمبر")],
)
def test_arabic_letter_names_months_as_its_country_does(country: str, month: str) -> None:
    assert f"30 {month} 2026" in words(asking(country, "ar"))["body"]


def test_no_legal_basis_is_made_up_for_a_country_that_exists() -> None:
    assert words(asking("TN", "fr"))["legal_basis"] == ""
    assert words(asking("QM", "fr"))["legal_basis"] != ""


def test_official_languages_are_those_of_the_country() -> None:
    assert countries.official("TN") == ("ar",)
    assert countries.official("ES") == ("es",)
    assert countries.official("AT") == ()
    assert countries.official("QN") == ("ar", "en", "es", "fr")


@pytest.mark.parametrize("language", ["ar", "en", "es", "fr"])
def test_letter_asks_for_totals_by_name_definition_part_and_period(language: str) -> None:
    request = asking("QM", language)
    body = words(request)["body"]
    indicator = FRAMEWORK["CTX-01"]
    assert indicator.name[language] in body
    assert indicator.definition[language] in body
    assert "2025" in body
    made = letters.letter(request, words(request), FRAMEWORK, on=date(2026, 11, 1), link="")
    assert [len(row.cells) for row in made.annexed[0].rows] == [4] * len(request.asked)
