import re
import xml.etree.ElementTree as ET

import pytest
from django.test import RequestFactory
from django.utils import translation

from qantara.publishing.site import errors
from tests.publishing import released
from tests.web.reading import Page

ALTERNATE = re.compile(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">')
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def alternates(html: str) -> dict[str, str]:
    return dict(ALTERNATE.findall(html))


@pytest.mark.parametrize("lang", ("ar", "en", "es", "fr"))
@pytest.mark.parametrize("path", ("/{}/", "/{}/members/", "/{}/about/", "/{}/n/riverbank/"))
def test_pages_are_well_formed_in_every_language(client, marawel, path, lang):
    answer = client.get(path.format(lang))
    page = Page(answer.content.decode())
    assert answer.status_code == 200
    assert page.is_inline_free
    assert page.headings.count(1) == 1
    assert page.has_headings_in_order
    assert page.repeated_ids == set()
    assert page.dead_anchors == set()


def test_home_shows_network_figures_and_newest_releases(client, marawel):
    html = client.get("/en/").content.decode()
    assert "Riverbank Network" in html
    assert "Counted from the directory of members, version 1 of 14 October 2026." in html
    assert "/en/cities/marawel/" in Page(html).hrefs
    assert f"/en/r/{marawel[1].address}/" in Page(html).hrefs


def test_home_draws_the_map_for_wide_and_narrow_screens(client, network):
    html = client.get("/ar/").content.decode()
    assert html.count('class="chart') == 2
    assert html.count("ترسيس</text>") == 2


def test_map_has_one_mark_for_the_first_phase_and_one_for_all_later(client, network):
    document = released.directory()
    document["phases"].append(document["phases"][1] | {"number": 3, "name": {"en": "Phase III"}})
    tarsis = document["members"][1]
    document["members"].append(tarsis | {"slug": "later", "number": 4, "joined_in": 3})
    released.a_release("directory", released.NETWORK, number=2, document=document)
    html = client.get("/en/members/").content.decode()
    key = html[html.index('<span class="key">') :]
    assert key.index("<bdi>Phase I</bdi>") < key.index("<bdi>Phase II and Phase III</bdi>")


def test_members_link_to_the_pages_that_exist(client, marawel):
    hrefs = Page(client.get("/en/members/").content.decode()).hrefs
    assert "/en/cities/marawel/" in hrefs
    assert "/en/cities/tarsis/" not in hrefs


@pytest.mark.parametrize(
    ("day", "sentence"),
    (
        ("2017-06-01", "2 members took part on 1 June 2017."),
        ("2019-06-01", "2 members took part on 1 June 2019."),
        ("2010-01-01", "Nobody took part in the network on this day."),
    ),
)
def test_members_as_of_a_day(client, network, day, sentence):
    assert sentence in client.get("/en/members/", {"on": day}).content.decode()


def test_members_ask_again_where_the_day_cannot_be_read(client, network):
    assert client.get("/en/members/", {"on": "soon"})["Location"] == "/en/members/"


def test_language_switch_of_the_members_keeps_the_day(client, network):
    html = client.get("/en/members/", {"on": "2019-06-01"}).content.decode()
    assert '<a href="/ar/members/?on=2019-06-01" lang="ar"' in html
    assert alternates(html) == {
        lang: f"https://example.org/{lang}/members/?on=2019-06-01"
        for lang in ("ar", "en", "es", "fr")
    }
    assert '<meta name="robots" content="noindex">' in html


def test_members_of_a_day_asked_in_another_manner_have_one_address(client, network):
    html = client.get("/en/members/", {"on": "20190601"}).content.decode()
    assert alternates(html)["fr"] == "https://example.org/fr/members/?on=2019-06-01"


def test_language_switch_of_a_page_that_does_not_exist_leads_home(client, network):
    html = client.get("/en/nowhere/").content.decode()
    assert '<a href="/fr/" lang="fr"' in html


def test_members_keep_their_queries_with_more_members(client, network, django_assert_num_queries):
    with django_assert_num_queries(3):
        client.get("/en/members/")
    released.a_release("figures", "marawel")
    with django_assert_num_queries(3):
        client.get("/en/members/")


def test_unknown_network_is_not_found(client, network):
    assert client.get("/en/n/nowhere/").status_code == 404


@pytest.mark.parametrize("path", ("/es/", "/es/members/"))
def test_network_at_the_root_that_has_released_nothing_says_so(client, db, path):
    answer = client.get(path)
    html = answer.content.decode()
    assert answer.status_code == 404
    assert "Aquí todavía no se ha publicado nada" in html
    assert f'<a href="{path.replace("/es/", "/ar/")}" lang="ar"' in html
    assert client.get("/es/n/nowhere/").status_code == 404


def test_numbers_of_one_are_named_in_the_singular(client, db):
    document = released.directory()
    document["members"], document["phases"] = document["members"][:1], document["phases"][:1]
    released.a_release("directory", released.NETWORK, document=document)
    html = client.get("/en/").content.decode()
    for label in ("member", "country", "phase of work"):
        assert f"<dt>{label}</dt>" in html


def test_door_opens_in_each_language(client, db):
    page = Page(client.get("/").content.decode())
    assert page.hrefs == ["/ar/", "/en/", "/es/", "/fr/"]
    assert page.is_inline_free


def test_door_and_homes_name_each_other(client, network):
    """Search engines take alternates only where both pages say so, in whole addresses."""
    addresses = {"x-default": "https://example.org/"} | {
        lang: f"https://example.org/{lang}/" for lang in ("ar", "en", "es", "fr")
    }
    assert alternates(client.get("/").content.decode()) == addresses
    assert alternates(client.get("/fr/").content.decode()) == addresses


def test_network_at_the_root_has_one_address(client, network):
    for path in ("/en/", "/en/members/"):
        other = path.replace("/en/", "/en/n/riverbank/")
        html = client.get(other).content.decode()
        assert f'<link rel="canonical" href="https://example.org{path}">' in html


@pytest.mark.parametrize(
    ("path", "whole"),
    (
        ("/ar", "/ar/"),
        ("/en/members?on=2019-06-01", "/en/members/?on=2019-06-01"),
        ("/fr/cities/marawel", "/fr/cities/marawel/"),
    ),
)
def test_address_without_its_last_stroke_leads_to_the_whole_one(client, marawel, path, whole):
    answer = client.get(path)
    assert (answer.status_code, answer["Location"]) == (301, whole)


@pytest.mark.parametrize(
    "path",
    (
        "/ar/%00/",
        "/ar/cities/%F0%9F%98%80/",
        "/ar//example.org",
        "/ar/" + "x" * 9000,
        "/ar/%FF%FE/",
    ),
)
def test_strange_addresses_are_not_found_in_the_readers_language(client, network, path):
    answer = client.get(path)
    assert (answer.status_code, answer["Content-Language"]) == (404, "ar")
    assert "الصفحة غير موجودة" in answer.content.decode()


def test_server_error_asks_the_database_for_nothing(django_assert_num_queries, db):
    request = RequestFactory().get("/es/")
    request.LANGUAGE_CODE = "es"
    with translation.override("es"), django_assert_num_queries(0):
        answer = errors.server_error(request)
    assert answer.status_code == 500
    assert "Algo ha fallado" in answer.content.decode()


def test_sitemap_names_every_page_in_every_language(client, marawel):
    root = ET.fromstring(client.get("/sitemap.xml").content)
    addresses = [one.text for one in root.iter(f"{SITEMAP}loc")]
    assert len(addresses) == 4 * 4
    assert "https://example.org/ar/cities/marawel/" in addresses
    assert b"Sitemap: https://example.org/sitemap.xml" in client.get("/robots.txt").content


def test_sitemap_names_every_network(client, marawel):
    other = released.directory()
    other["network"] = {"slug": "islands", "name": {"en": "Islands"}, "is_fictional": True}
    released.a_release("directory", "islands", document=other, network="islands")
    released.a_release("figures", "skerry", network="islands")
    addresses = client.get("/sitemap.xml").content.decode()
    for path in ("/en/", "/ar/n/islands/", "/fr/n/islands/members/", "/es/cities/skerry/"):
        assert f"<loc>https://example.org{path}</loc>" in addresses


@pytest.mark.parametrize("path", ("/en/", "/en/about/", "/robots.txt"))
def test_pages_refuse_what_would_write(client, network, path):
    assert client.post(path).status_code == 405


def test_home_leads_to_the_other_networks(client, network):
    other = released.directory()
    other["network"] = {"slug": "islands", "name": {"en": "Islands"}, "is_fictional": True}
    released.a_release("directory", "islands", document=other, network="islands")
    assert "/en/n/islands/" in Page(client.get("/en/").content.decode()).hrefs
    html = client.get("/en/n/islands/").content.decode()
    assert "/en/" in Page(html).hrefs
    assert html.index("This network does not exist.") < html.index("<header")
