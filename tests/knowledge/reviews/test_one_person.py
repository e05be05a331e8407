"""Signs that free text tells of one person, in four languages; none where it tells of groups."""

from __future__ import annotations

import pytest

from qantara.knowledge.reviews.one_person import looks_so


@pytest.mark.parametrize(
    "text",
    [
        "Fatima Benali told us so.",
        "Ask at +216 71 234 567",
        "06 12 34 56 78",
        "write to somebody@example.org",
        "A woman from the harbour who lost her work",
        "a 34-year-old",
        "Her son works there.",
        "Mr Hassan says no.",
        "Sra. Gómez lo dijo.",
        "una mujer que vive en el puerto",
        "un homme de 34 ans",
        "M. Dupont le dit.",
        "قالت السيدة ليلى ذلك",
        "امرأة من الحي فقدت عملها",
    ],
)
def test_text_of_one_person_is_seen(text: str) -> None:
    assert looks_so(text)


@pytest.mark.parametrize(
    "text",
    [
        "The figure of 2022 is old.",
        "Of the women from Syria, 40 % work.",
        "200 000 000 euros in 2015 2016 2017",
        "20 000 000 000",
        "Women: {fig:POP-01@marwa;SEX=F;2022}.",
        "San Pedro Sula and the City of Marwa differ.",
        "Las mujeres de Siria trabajan más.",
        "Les femmes venues de Syrie travaillent plus.",
        "النساء من سوريا أكثر من الرجال",
    ],
)
def test_text_of_groups_is_left_alone(text: str) -> None:
    assert not looks_so(text)
