"""The indicator catalogue on the site, from a release of the framework that is shipped."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from qantara.knowledge import frameworks
from qantara.knowledge.frameworks import released as papers
from qantara.knowledge.frameworks.document import framework_document
from qantara.knowledge.frameworks.kind import card
from qantara.publishing.site import indicators, standing
from qantara.releases import read
from qantara.releases.imprint import imprint
from qantara.releases.models import Release
from tests.publishing import released
from tests.web.reading import Page

AT = datetime(2026, 10, 14, 9, tzinfo=UTC)
NETWORK = {"slug": released.NETWORK, "name": {"en": "Riverbank Network"}, "is_fictional": True}


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    indicators.released.cache_clear()


def a_catalogue(number: int = 1, *, at: datetime = AT, name: str = "") -> Release:
    document = framework_document(frameworks.default(), NETWORK, is_demonstration=True)
    if name:
        document["framework"]["name"] = dict.fromkeys(("ar", "en", "es", "fr"), name)
    return released.a_release(
        "framework",
        released.NETWORK,
        number=number,
        released_at=at,
        document=document,
        card=card(document),
    )


@pytest.fixture
def catalogue(db: None) -> Release:
    return a_catalogue()


class Read(Page):
    """A page with the words on it."""

    def __init__(self, html: str) -> None:
        self.said: list[str] = []
        super().__init__(html)

    def handle_data(self, data: str) -> None:
        self.said.append(data)

    @property
    def text(self) -> str:
        return " ".join("".join(self.said).split())


def page(client, path: str) -> Read:
    """The page at ``path``, which is well made whatever it shows."""
    answer = client.get(path)
    assert answer.status_code == 200
    found = Read(answer.content.decode())
    assert found.has_headings_in_order
    assert (found.repeated_ids, found.dead_anchors, found.is_inline_free) == (set(), set(), True)
    return found


def test_indicators_say_so_where_no_catalogue_has_been_released(client, db):
    assert "No indicator catalogue has been released yet." in page(client, "/en/indicators/").text
    assert client.get("/en/indicators/pop-01/").status_code == 404


@pytest.mark.parametrize("lang", ("ar", "en", "es", "fr"))
def test_indicators_lead_to_every_indicator(client, catalogue, lang):
    found = page(client, f"/{lang}/indicators/")
    framework = frameworks.default()
    addresses = [f"/{lang}/indicators/{one.code.lower()}/" for one in framework.indicators]
    assert [href for href in found.hrefs if href in addresses] == addresses
    for one in framework.indicators:
        assert one.name[lang] in found.text


def test_indicators_are_as_released_not_as_the_files_have_them(client, db):
    a_catalogue(name="An earlier name of it all")
    assert "An earlier name of it all" in page(client, "/en/indicators/").text


def test_indicators_show_the_newest_release(client, catalogue):
    page(client, "/en/indicators/")
    newer = a_catalogue(2, at=AT + timedelta(days=1), name="A newer name of it all")
    assert "A newer name of it all" in page(client, "/en/indicators/").text
    Release.objects.filter(pk=newer.pk).update(withdrawn_at=AT + timedelta(days=2))
    assert "A newer name of it all" not in page(client, "/en/indicators/").text


def test_indicators_lead_to_what_stood_on_a_day(client, catalogue):
    answer = client.get("/fr/indicators/?on=2026-10-20")
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/fr/r/{catalogue.address}/")
    assert client.get("/fr/indicators/?on=2026-10-01").status_code == 404
    assert client.get("/fr/indicators/?on=soon").headers["Location"] == "/fr/indicators/"


@pytest.mark.parametrize(
    ("lang", "asked", "first"),
    (
        ("en", "segregation", "HOU-08"),
        ("en", "COH-03", "COH-03"),
        ("fr", "refugies", "LEG-02"),
        ("ar", "اللاجئون", "LEG-02"),
    ),
)
def test_indicators_are_found_by_their_words(client, catalogue, lang, asked, first):
    found = page(client, f"/{lang}/indicators/?q={asked}")
    codes = [
        one.code
        for one in frameworks.default().indicators
        if f"/{lang}/indicators/{one.code.lower()}/" in found.hrefs
    ]
    assert first in codes
    assert len(codes) < 20


def test_indicators_keep_the_words_asked_for_when_the_language_changes(client, catalogue):
    found = page(client, "/en/indicators/?q=foreign+%26+born")
    assert "/ar/indicators/?q=foreign+%26+born" in found.hrefs


def test_indicators_say_where_nothing_is_found(client, catalogue):
    found = page(client, "/en/indicators/?q=zeppelin")
    assert "No indicator holds these words." in found.text


def test_indicator_says_all_there_is_to_know_of_it(client, catalogue):
    text = page(client, "/en/indicators/pop-06/").text
    indicator = frameworks.default()["POP-06"]
    for said in (
        indicator.name["en"],
        indicator.definition["en"],
        indicator.usual_source["en"],
        "percent",
        "Country of citizenship and Sex",
        "Context: neither high nor low is good or bad.",
        "Core: asked of every city",
        "People: very small numbers are withheld.",
        "Everyone, but for what is withheld to protect people",
        "16.2",
        "Convention on the Rights of the Child, article 2",
        "MC2CM City Migration Profiles and MC2CM project documents",
    ):
        assert said in text


def test_indicator_shows_its_variants(client, catalogue):
    found = page(client, "/fr/indicators/pop-02/")
    assert "Immigrés (définition française)" in found.text
    assert "POP-02/immigre" in found.text


@pytest.mark.parametrize("lang", ("ar", "en", "es", "fr"))
def test_indicator_pages_all_open(client, catalogue, lang):
    for indicator in frameworks.default().indicators:
        found = page(client, f"/{lang}/indicators/{indicator.code.lower()}/")
        assert indicator.name[lang] in found.text


def test_indicator_keeps_its_page_when_the_language_changes(client, catalogue):
    hrefs = page(client, "/en/indicators/pop-01/").hrefs
    assert [f"/{lang}/indicators/pop-01/" in hrefs for lang in ("ar", "en", "es", "fr")] == [
        True
    ] * 4
    html = client.get("/en/indicators/pop-01/").content.decode()
    assert (
        '<link rel="alternate" hreflang="ar" href="https://example.org/ar/indicators/pop-01/">'
        in html
    )


def test_indicator_has_one_address(client, catalogue):
    answer = client.get("/en/indicators/POP-01/")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/en/indicators/pop-01/")
    assert client.get("/en/indicators/pop-99/").status_code == 404


def test_indicator_is_answered_with_one_question_to_the_database(
    client, catalogue, django_assert_num_queries
):
    client.get("/en/indicators/pop-01/")
    with django_assert_num_queries(1):
        client.get("/en/indicators/pop-01/")


def test_sitemap_names_every_indicator(client, network, catalogue):
    text = client.get("/sitemap.xml").content.decode()
    assert text.count("<loc>https://example.org/ar/indicators/") == 92


def test_paper_leads_to_pages_that_are_there(client, catalogue):
    document = framework_document(frameworks.default(), NETWORK, is_demonstration=True)
    paper = papers.overview(document, "es", imprint(catalogue))
    links = [
        run.href
        for section in paper.sections
        for block in section.blocks
        for item in getattr(block, "items", ())
        for run in item
        if run.href
    ]
    assert len(links) == 91
    for link in links:
        assert client.get(link.removeprefix("https://example.org")).status_code == 200


def test_standing_agrees_with_read_on_the_newest(catalogue):
    withdrawn = a_catalogue(2, at=AT + timedelta(days=1))
    Release.objects.filter(pk=withdrawn.pk).update(withdrawn_at=AT + timedelta(days=2))
    a_catalogue(3, at=AT + timedelta(days=36_500))
    [newest] = read.newest(network=released.NETWORK, kinds=["framework"], limit=1)
    assert newest["address"] == catalogue.address
    assert standing.newest_of(released.NETWORK, "framework") == (
        catalogue.address,
        released.NETWORK,
    )
    assert standing.newest_of(released.NETWORK, "leaflet") is None
