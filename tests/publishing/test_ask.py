"""Asking for a translation from the banner of a part that is shown in another language."""

from __future__ import annotations

import pytest

from qantara.releases.models import Release
from qantara.releases.wishes import asked
from tests.publishing import released
from tests.web.papers import paper
from tests.web.reading import Page


@pytest.fixture
def address(network) -> str:
    """A city with pages in English and Arabic, one section of which is written in French."""
    release = released.a_release("profile", "marawel", papers=(paper("en"), paper("ar")))
    return release.address


def counted() -> list[dict[str, int]]:
    """The wishes of every release that has some."""
    return list(asked(Release.objects.values_list("pk", flat=True)).values())


def path(address: str, lang: str = "en") -> str:
    return f"/{lang}/r/{address}/translation/"


def test_banner_names_the_language_and_asks_with_one_click(client, address):
    html = client.get("/en/cities/marawel/").content.decode()
    banner = html[html.index("It is shown in French.") :]
    assert banner.startswith(
        f'It is shown in French.</p><form method="post" action="{path(address)}">'
        '<input type="hidden" name="section" value="context">'
    )
    assert '<div lang="fr" dir="ltr">' in banner
    assert html.count('method="post"') == 1
    assert Page(html).is_inline_free


def test_whole_page_in_another_language_asks_too(client, address):
    html = client.get("/es/cities/marawel/").content.decode()
    assert f'action="{path(address, "es")}"><input type="hidden" name="section" value="">' in html


@pytest.mark.parametrize(
    ("lang", "said"),
    (
        ("ar", "شكرًا لكم، سُجّل طلبكم"),
        ("en", "Thank you: your wish has been counted"),
        ("es", "Gracias: su petición se ha registrado"),
        ("fr", "Merci : votre demande est prise en compte"),
    ),
)
def test_wish_is_counted_and_thanked_for(client, address, lang, said):
    answer = client.post(path(address, lang), {"section": "context"})
    page = Page(answer.content.decode())
    assert answer.status_code == 200
    assert said in answer.content.decode()
    assert f"/{lang}/r/{address}/#context" in page.hrefs
    assert answer["Cache-Control"] == "no-store"
    assert not answer.cookies
    assert page.is_inline_free
    assert counted() == [{lang: 1}]


def test_who_merely_opens_the_address_reads_the_release(client, address):
    assert client.get(path(address))["Location"] == f"/en/r/{address}/"
    assert counted() == []


@pytest.mark.parametrize(
    "headers",
    (
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "none"},
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
    ),
)
def test_form_of_another_site_is_not_counted_and_its_reader_reads_the_release(
    client, address, headers
):
    answer = client.post(path(address), {"section": ""}, headers=headers)
    assert answer["Location"] == f"/en/r/{address}/"
    assert counted() == []


@pytest.mark.parametrize(
    "headers", ({"Sec-Fetch-Site": "same-origin"}, {"Origin": "https://testserver"}, {})
)
def test_form_of_our_own_is_taken(client, address, headers):
    assert client.post(path(address), {"section": ""}, headers=headers).status_code == 200


@pytest.mark.parametrize("section", ("nowhere", "a\0b", "x" * 500, "'; drop table x"))
def test_section_that_is_not_there_is_not_found(client, address, section):
    assert client.post(path(address), {"section": section}).status_code == 404


def test_unknown_release_is_not_found(client, network):
    assert client.post(path("nothing1"), {"section": ""}).status_code == 404
