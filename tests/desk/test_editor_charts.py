"""Charts in a text: searched, shown as they will look, put in as a paragraph, in every language."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from qantara.core.locales import LANGUAGES
from qantara.editions.models import Block, Text
from qantara.editions.write import write_text
from qantara.knowledge.profiles.models import Narrative
from qantara.network.models import Participation, Phase, Territory
from tests.desk.conftest import at_desk
from tests.desk.reading import form
from tests.knowledge.ledger.conftest import START, City, made
from tests.people import a_holder, a_person
from tests.web.reading import Page

SCRIPT = {"HTTP_ACCEPT": "application/json"}
LINE = "pop-01-line"


@pytest.fixture
def city(db: None) -> City:
    """With five years of figures, drafted."""
    city = made(db)
    member = Territory.objects.get(slug="marwa").members.get()
    phase = Phase.objects.create(network=city.network, number=1, name={})
    Participation.objects.create(network=city.network, member=member, joined_in=phase)
    for year in range(2019, 2024):
        city.tell("marwa", {"": 100.0 + year}, day=year - 2018, period=f"{year}-01-01")
    path = reverse("desk:refresh-figures", kwargs={"lang": "en", "place": "marwa"})
    assert at_desk(city.officer).post(path, {"once": uuid4()}).status_code == 302
    return city


@pytest.fixture
def text(city: City) -> Text:
    made = write_text(
        ["The river divides the city.", "Many came by boat."], language="en", holder=city.holder,
        by=city.officer, at=START,
    )  # fmt: skip
    Narrative.objects.create(
        territory=Territory.objects.get(slug="marwa"), section="people", text=made
    )
    return made


def page(lang: str = "en", name: str = "people", route: str = "find-chart") -> str:
    return reverse(f"desk:{route}", kwargs={"lang": lang, "place": "marwa", "name": name})


def find(city: City, words: str, lang: str = "en", **headers: str) -> str:
    answer = at_desk(city.officer).get(page(lang), {"q": words}, **headers)
    assert (answer.status_code, answer["Cache-Control"]) == (200, "no-store")
    return answer.content.decode()


def standing(text: Text) -> list[str]:
    return list(
        Block.objects.filter(text=text, removed_at=None)
        .order_by("order")
        .values_list("markdown", flat=True)
    )


@pytest.mark.parametrize(
    ("lang", "words"),
    [("en", "foreign"), ("fr", "étrangers"), ("es", "extranjeros"), ("ar", "أجانب")],
)
def test_chart_is_found_in_the_language_of_the_reader_and_drawn(
    city: City, text: Text, lang: str, words: str
) -> None:
    whole, part = find(city, words, lang), find(city, words, lang, **SCRIPT)
    for said in (whole, part):
        assert f'id="found-{LINE}"' in said
        assert "<svg" in said
        assert f'name="chart" value="{LINE}"' in said
    assert Page(whole).is_inline_free


def test_without_words_the_charts_of_the_section_are_shown(city: City, text: Text) -> None:
    assert f'id="found-{LINE}"' in find(city, "")
    assert "No chart fits “elephants”." in find(city, "elephants")


def test_chart_is_put_below_its_paragraph_without_script(city: City, text: Text) -> None:
    client, first = at_desk(city.officer), text.blocks.get(order=0)
    path = f"{page()}?block={first.pk}&q=foreign"
    answer = client.post(page(route="change"), form(client, path, page(route="change")))
    placed = Block.objects.get(text=text, order=1)
    assert answer["Location"] == f"{page(route='section')}#b-{placed.pk}"
    assert standing(text) == [
        "The river divides the city.", f"{{chart:{LINE}}}", "Many came by boat.",
    ]  # fmt: skip
    assert {one.language: one.markdown for one in placed.translations.all() if one.is_current} == {
        lang: f"{{chart:{LINE}}}" for lang in LANGUAGES if lang != "en"
    }
    shown = client.get(page(route="section")).content.decode()
    assert f'id="{LINE}"' in shown.split("data-preview")[2]
    assert "<span>9 words</span>" in shown
    assert "It already stands in the text of the section" in find(city, "foreign")


def test_chart_begins_a_section(city: City) -> None:
    client = at_desk(city.officer)
    given = {"once": uuid4(), "act": "chart", "chart": LINE, "language": "ar"}
    assert client.post(page(name="housing", route="change"), given).status_code == 302
    text = Narrative.objects.get(section="housing").text
    assert (text.source_language, standing(text)) == ("ar", [f"{{chart:{LINE}}}"])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_draft_has_the_chart_where_the_text_has_it(city: City, text: Text, lang: str) -> None:
    client = at_desk(city.officer)
    given = {"once": uuid4(), "act": "chart", "chart": LINE, "block": text.blocks.get(order=0).pk}
    client.post(page(route="change"), given)
    names = {"lang": "en", "place": "marwa", "text_lang": lang}
    draft = client.get(reverse("desk:draft", kwargs=names)).content.decode()
    assert len(re.findall(f'id="{LINE}"', draft)) == 1
    assert (
        draft.index("The river divides")
        < draft.index(f'id="{LINE}"')
        < draft.index("Many came by boat")
    )


@pytest.mark.parametrize("chart", ("", "POP 01", "{x}", "a" * 201))
def test_what_is_no_chart_is_refused(city: City, text: Text, chart: str) -> None:
    client: Client = at_desk(city.officer)
    given = {"once": uuid4(), "act": "chart", "chart": chart}
    assert client.post(page(route="change"), given).status_code == 422
    assert len(standing(text)) == 2


def test_nobody_else_finds_or_puts_in_a_chart(city: City, text: Text) -> None:
    stranger = at_desk(a_person("stranger", ("officer", a_holder("elsewhere"))))
    assert stranger.get(page()).status_code == 404
    given = {"once": uuid4(), "act": "chart", "chart": LINE}
    assert stranger.post(page(route="change"), given).status_code == 404
    translator = at_desk(a_person("translator", ("translator", city.holder)))
    assert 'value="chart"' not in translator.get(page(), {"q": "foreign"}).content.decode()
    assert translator.post(page(route="change"), given).status_code == 409
    assert len(standing(text)) == 2
