"""From a gap on the city's page to the line that asks for it by letter."""

from __future__ import annotations

import re

import pytest

from tests.desk.conftest import at_desk
from tests.knowledge.ledger.conftest import City, made

pytestmark = pytest.mark.django_db

LINK = re.compile(
    r'<a href="(/\w\w/requests/[^"#]+)#([^"]+)">([^<]+)<span class="vh">: (.*?)</span></a>'
)


@pytest.fixture
def city(db: None) -> City:
    return made(None)


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("ar", "اطلبوه برسالة"),
        ("en", "Ask for it by letter"),
        ("es", "Solicitarlo por carta"),
        ("fr", "Le demander par lettre"),
    ],
)
def test_every_gap_shown_leads_to_its_line_among_the_letters(
    city: City, lang: str, words: str
) -> None:
    browser = at_desk(city.officer)
    links = LINK.findall(browser.get(f"/{lang}/").content.decode())
    assert [text for _page, _line, text, _name in links] == [words] * 3
    for page, line, _text, _name in links:
        asked = browser.get(page).content.decode()
        assert asked.count(f'id="{line}"') == 1


def test_whoever_may_not_write_letters_is_offered_none(city: City) -> None:
    assert LINK.findall(at_desk(city.reviewer).get("/en/").content.decode()) == []
