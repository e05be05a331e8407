from dataclasses import replace
from datetime import UTC, datetime

import brotli
import pytest

from qantara.papers import Paper
from qantara.publishing.site import kept, standing
from qantara.releases import read
from qantara.releases.models import Release, Tombstone
from tests.publishing import released
from tests.web.papers import paper
from tests.web.reading import Page

CITY = "/en/cities/marawel/"


@pytest.mark.parametrize("lang", ("en", "ar"))
def test_city_page_is_well_formed_and_complete(client, marawel, lang):
    answer = client.get(f"/{lang}/cities/marawel/")
    html = answer.content.decode()
    page = Page(html)
    assert answer.status_code == 200
    assert page.is_inline_free
    assert page.has_headings_in_order
    assert page.repeated_ids == set()
    assert page.dead_anchors == set()
    assert f'<html lang="{lang}" dir="{"rtl" if lang == "ar" else "ltr"}">' in html
    assert answer["Content-Language"] == lang


def test_city_page_names_itself_in_every_language(client, marawel):
    html = client.get(CITY).content.decode()
    for lang in ("ar", "en", "es", "fr"):
        address = f"https://example.org/{lang}/cities/marawel/"
        assert f'<link rel="alternate" hreflang="{lang}" href="{address}">' in html
        assert f'<a href="/{lang}/cities/marawel/" lang="{lang}" hreflang="{lang}"' in html
    assert '<link rel="canonical" href="https://example.org/en/cities/marawel/">' in html


def test_city_page_says_in_four_languages_that_it_is_a_demonstration(client, marawel):
    html = client.get(CITY).content.decode()
    assert {"notice-ar", "notice-en", "notice-es", "notice-fr"} <= set(Page(html).ids)
    assert html.index("Demonstration made from public information") < html.index("<header")


def test_city_page_needs_three_queries_and_one_when_kept(
    client, marawel, django_assert_num_queries
):
    with django_assert_num_queries(3):
        client.get(CITY)
    with django_assert_num_queries(1):
        client.get(CITY)


def test_city_page_needs_no_more_queries_with_more_members(
    client, marawel, django_assert_num_queries
):
    for number in range(20):
        released.a_release("figures", f"elsewhere-{number}")
    with django_assert_num_queries(3):
        client.get(CITY)


def test_city_page_is_sent_compressed_and_not_twice(client, marawel):
    plain = client.get(CITY)
    packed = client.get(CITY, headers={"accept-encoding": "gzip, br"})
    assert packed["Content-Encoding"] == "br"
    assert packed["Vary"] == "Accept-Encoding"
    assert packed["Content-Length"] == str(len(packed.content))
    assert brotli.decompress(packed.content) == plain.content
    again = client.get(CITY, headers={"accept-encoding": "br", "if-none-match": packed["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get(CITY, headers={"if-none-match": packed["ETag"]}).status_code == 200


def test_city_page_sets_no_cookie(client, marawel):
    assert client.get(CITY).cookies == {}


def test_city_page_shows_a_new_release_at_once(client, marawel):
    client.get(CITY)
    released.a_release("profile", "marawel", number=3, papers=(released_paper("Renewed"),))
    assert "<h1>Renewed</h1>" in client.get(CITY).content.decode()


def test_city_page_forgets_a_withdrawn_release_at_once(client, marawel):
    first, second = marawel
    assert second.address in client.get(CITY).content.decode()
    withdraw(second)
    html = client.get(CITY).content.decode()
    assert second.address not in html
    assert first.address in html


def test_city_page_says_so_where_a_language_is_missing(client, network):
    released.a_release("profile", "marawel", papers=(released_paper("Marawel"),))
    html = client.get("/fr/cities/marawel/").content.decode()
    assert "Cette partie n’est pas encore traduite. Elle est affichée en anglais." in html
    assert '<div lang="en" dir="ltr">' in html


def test_release_page_leads_to_the_newer_one(client, marawel):
    first, second = marawel
    older = client.get(f"/en/r/{first.address}/").content.decode()
    newer = client.get(f"/en/r/{second.address}/").content.decode()
    assert "A newer version has taken its place." in older
    assert "A newer version has taken its place." not in newer


def test_city_as_it_was_leads_to_the_release_of_that_day(client, marawel):
    first, second = marawel
    assert client.get(CITY, {"on": "2026-03-01"})["Location"] == f"/en/r/{first.address}/"
    assert client.get(CITY, {"on": "2026-11-01"})["Location"] == f"/en/r/{second.address}/"
    assert client.get(CITY, {"on": "2025-01-01"}).status_code == 404
    assert client.get(CITY, {"on": "yesterday"})["Location"] == CITY


def test_permanent_address_leads_to_the_readers_language(client, marawel):
    _, second = marawel
    answer = client.get(f"/r/{second.address}", headers={"accept-language": "ar"})
    assert answer["Location"] == f"/ar/r/{second.address}/"
    assert answer["Vary"] == "Accept-Language"


def test_file_is_sent_as_it_was_made(client, marawel):
    _, second = marawel
    html = client.get(CITY).content.decode()
    path = f"/en/r/{second.address}/files/marawel-2-en.pdf"
    assert path in Page(html).hrefs
    assert "PDF</bdi>, 24 pages" in html
    answer = client.get(path)
    assert answer.content == b"%PDF-"
    assert answer["Content-Disposition"] == 'attachment; filename="marawel-2-en.pdf"'
    assert answer["Content-Length"] == "5"


def test_file_is_not_sent_twice(client, marawel):
    path = f"/en/r/{marawel[1].address}/files/marawel-2-en.pdf"
    again = client.get(path, headers={"if-none-match": client.get(path)["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("name", ("%00", "..%2Fsecret.key", "marawel-2-en.pdf%00.txt", "none.pdf"))
def test_file_with_no_such_name_is_not_found(client, marawel, name):
    answer = client.get(f"/es/r/{marawel[1].address}/files/{name}")
    assert answer.status_code == 404
    assert answer["Content-Language"] == "es"


@pytest.mark.parametrize("path", ("/en/r/{}/", "/r/{}", "/en/r/{}/files/marawel-2-en.pdf"))
def test_withdrawn_release_answers_with_date_and_reason_in_four_languages(client, marawel, path):
    _, second = marawel
    withdraw(second)
    answer = client.get(path.format(second.address))
    html = answer.content.decode()
    assert answer.status_code == 410
    assert "Withdrawn on 20 November 2026. Reason:" in html
    assert "Retirée le 20 novembre 2026. Motif :" in html
    assert html.count("Une erreur") == 1
    assert html.count("خطأ") == 1
    assert f'<a href="/ar/r/{second.address}/" lang="ar"' in html


def test_language_switch_keeps_the_day_before_anything_was_released(client, marawel):
    html = client.get(CITY, {"on": "2014-01-01"}).content.decode()
    assert '<a href="/ar/cities/marawel/?on=2014-01-01" lang="ar"' in html
    assert f'class="btn" href="{CITY}"' in html


def test_city_whose_releases_are_all_withdrawn_answers_with_date_and_reason(client, marawel):
    for release in marawel:
        withdraw(release)
    answer = client.get(CITY)
    html = answer.content.decode()
    assert answer.status_code == 410
    assert "Withdrawn on 20 November 2026. Reason:" in html
    assert f'class="btn" href="{CITY}"' not in html
    assert "/en/members/" in Page(html).hrefs


def test_city_that_does_not_exist_says_so_in_four_languages(client, network):
    card = {"title": {"en": "Tarsis"}, "summary": {}, "is_fictional": True, "demonstration": True}
    released.a_release("profile", "tarsis", card=card, papers=(paper("en"),))
    html = client.get("/en/cities/tarsis/").content.decode()
    assert {"notice-ar", "notice-en", "notice-es", "notice-fr"} <= set(Page(html).ids)
    assert html.index("This network does not exist.") < html.index("<header")
    assert "هذه الشبكة غير موجودة." in html
    assert "Demonstration made from public information" not in html


def test_unknown_city_is_not_found_in_the_language_of_the_address(client, network):
    answer = client.get("/ar/cities/nowhere/")
    assert answer.status_code == 404
    assert "الصفحة غير موجودة" in answer.content.decode()


def test_standing_releases_are_those_the_gate_calls_public(marawel):
    first, second = marawel
    released.a_release("profile", "tarsis")
    withdraw(first)
    assert standing.of_subject("marawel") == tuple(read.versions("marawel"))
    assert standing.beside(second.address) == tuple(read.versions("marawel"))
    assert standing.beside("nothing") == ()
    assert set(standing.of_network(released.NETWORK, 9)) == {
        *read.public().values_list("address", flat=True), f"withdrawn {first.address}",
    }  # fmt: skip


def test_shelf_lets_go_of_the_pages_not_asked_for_the_longest():
    shelf = kept.Shelf(most_bytes=25)
    made: list[str] = []

    def page(name: str) -> kept.Page:
        def make() -> kept.Page:
            made.append(name)
            return kept.Page(
                html=b"x" * 10, modified_at=datetime(2026, 1, 1, tzinfo=UTC), language="en"
            )

        return shelf.get(name, make)

    for name in "abacab":
        page(name)
    assert made == ["a", "b", "c", "b"]


def released_paper(title: str) -> Paper:
    return replace(paper("en"), title=title)


def withdraw(release: Release) -> None:
    at = datetime(2026, 11, 20, 9, tzinfo=UTC)
    Release.objects.filter(pk=release.pk).update(withdrawn_at=at)
    Tombstone.objects.create(
        address=release.address,
        kind=release.kind,
        subject=release.subject,
        number=release.number,
        withdrawn_at=at,
        reason={"ar": "خطأ", "en": "An error", "es": "Un error", "fr": "Une erreur"},
    )
