"""The list of changes on the public site: reachable, in four languages, gone with either release."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from qantara.core.locales import LANGUAGES
from qantara.demo.fictional import read as fictional
from qantara.knowledge import frameworks
from qantara.knowledge.profiles import kind
from qantara.knowledge.profiles.draft import draft
from qantara.releases.kinds import Imprint
from qantara.releases.models import Release, Tombstone
from tests.knowledge.profiles.conftest import about, frame, row
from tests.publishing import released
from tests.web.reading import Page

DAYS = (datetime(2026, 1, 5, 9, tzinfo=UTC), datetime(2026, 10, 14, 9, tzinfo=UTC))
#: Counted in the first release, and nowhere to be read once it is withdrawn.
FIRST, SECOND, GONE = 412_144, 412_573, 7_321


def document(people: int, *more: dict[str, Any]) -> dict[str, Any]:
    return draft(
        "profile",
        place=fictional.place(),
        about=about(network=released.NETWORK),
        frame=frame(row("CTX-01", "2024", people), row("CTX-01", "2023", 401_000), *more),
        framework=frameworks.default(),
        sources=list(fictional.sources().values()),
        names=fictional.names(),
    )


@pytest.fixture
def pair(network: Release) -> tuple[Release, Release]:
    """Two profiles of the fictional city: one figure revised, one no longer shown."""
    taken = row("FLW-01", "2024", GONE)
    documents = (document(FIRST, taken), document(SECOND))
    previous: Release | None = None
    made = []
    for number, (of, day) in enumerate(zip(documents, DAYS, strict=True), start=1):
        imprint = Imprint(number=number, released_on=day, address="https://example.org/r/x")
        previous = released.a_release(
            "profile", "ardelune", number=number, released_at=day, document=of,
            card=kind.PROFILE.card(of), previous=previous,
            papers=tuple(kind.PROFILE.paper(of, lang, imprint) for lang in LANGUAGES),
        )  # fmt: skip
        made.append(previous)
    return made[0], made[1]


def path(release: Release, lang: str = "en") -> str:
    return f"/{lang}/r/{release.address}/changes/"


def withdraw(release: Release) -> None:
    at = datetime(2026, 11, 1, 9, tzinfo=UTC)
    Release.objects.filter(pk=release.pk).update(withdrawn_at=at)
    release.bodies.all().delete()
    Tombstone.objects.create(
        address=release.address, kind=release.kind, subject=release.subject,
        number=release.number, withdrawn_at=at, reason={"en": "An error", "ar": "خطأ"},
    )  # fmt: skip


def says(content: str, number: int) -> bool:
    return str(number) in content.replace("\u202f", "")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_changes_page_is_well_formed_and_says_before_and_now(
    client: Client, pair: tuple[Release, Release], lang: str
) -> None:
    answer = client.get(path(pair[1], lang))
    html = answer.content.decode()
    page = Page(html)
    assert (answer.status_code, answer["Content-Language"]) == (200, lang)
    assert page.is_inline_free
    assert page.has_headings_in_order
    assert (page.repeated_ids, page.dead_anchors) == (set(), set())
    assert says(html, FIRST)
    assert says(html, SECOND)
    assert not says(html, GONE)
    for other in LANGUAGES:
        address = f"https://example.org{path(pair[1], other)}"
        assert f'<link rel="alternate" hreflang="{other}" href="{address}">' in html


@pytest.mark.parametrize("lang", LANGUAGES)
def test_changes_table_is_csv_with_a_row_a_figure(
    client: Client, pair: tuple[Release, Release], lang: str
) -> None:
    answer = client.get(f"/{lang}/r/{pair[1].address}/changes.csv")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"] == (
        f'attachment; filename="{pair[1].address}-changes-{lang}.csv"'
    )
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [(one["CHANGE"], one["OBS_VALUE_BEFORE"], one["OBS_VALUE"]) for one in rows] == [
        ("revised", str(FIRST), str(SECOND)), ("gone", "", ""), ("gone", "", ""),
    ]  # fmt: skip


def test_changes_are_reached_from_the_city_and_the_release(
    client: Client, pair: tuple[Release, Release]
) -> None:
    first, second = pair
    for page in ("/en/cities/ardelune/", f"/en/r/{second.address}/", f"/en/r/{first.address}/"):
        html = client.get(page).content.decode()
        assert html.count(f'href="{path(second)}"') == 1
        assert path(first) not in html


def test_permanent_address_of_changes_asks_the_browser_for_its_language(
    client: Client, pair: tuple[Release, Release]
) -> None:
    for address in (f"/r/{pair[1].address}/changes", f"/r/{pair[1].address}/changes/"):
        answer = client.get(address, headers={"accept-language": "ar"})
        assert (answer.status_code, answer["Location"]) == (302, path(pair[1], "ar"))


def test_first_release_and_other_kinds_have_no_changes(
    client: Client, pair: tuple[Release, Release], network: Release
) -> None:
    assert client.get(path(pair[0])).status_code == 404
    assert client.get(path(network)).status_code == 404
    assert client.get("/en/r/nowhere/changes/").status_code == 404


@pytest.mark.parametrize("name", ("changes/", "changes.csv"))
def test_changes_go_with_the_earlier_release(
    client: Client, pair: tuple[Release, Release], name: str
) -> None:
    first, second = pair
    address = f"/en/r/{second.address}/{name}"
    assert client.get(address).status_code == 200
    withdraw(first)
    answer = client.get(address)
    html = answer.content.decode()
    assert answer.status_code == 410
    assert "Version 2 was laid beside version 1, which was withdrawn on 1 November 2026." in html
    assert not says(html, FIRST)
    assert path(second) not in client.get("/en/cities/ardelune/").content.decode()


@pytest.mark.parametrize("name", ("changes/", "changes.csv"))
def test_changes_go_with_the_later_release(
    client: Client, pair: tuple[Release, Release], name: str
) -> None:
    client.get(f"/en/r/{pair[1].address}/{name}")
    withdraw(pair[1])
    answer = client.get(f"/en/r/{pair[1].address}/{name}")
    assert answer.status_code == 410
    assert not says(answer.content.decode(), SECOND)


def test_changes_are_against_the_newest_release_that_stands(
    client: Client, pair: tuple[Release, Release]
) -> None:
    of = document(SECOND + 1)
    third = released.a_release(
        "profile", "ardelune", number=3, released_at=DAYS[1], document=of,
        card=kind.PROFILE.card(of), previous=pair[1],
    )  # fmt: skip
    withdraw(pair[1])
    html = client.get(path(third)).content.decode()
    assert "What changed since version 1" in html
    assert not says(html, SECOND)


def test_changes_are_not_shown_against_what_is_not_public(
    client: Client, pair: tuple[Release, Release]
) -> None:
    of = document(SECOND)
    for number, audience in ((1, "network"), (2, "public")):
        release = released.a_release(
            "profile", "pontessa", number=number, audience=audience, document=of,
            card=kind.PROFILE.card(of),
        )  # fmt: skip
    assert client.get(path(release)).status_code == 404


def test_kept_list_takes_one_query(
    client: Client, pair: tuple[Release, Release], django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(2):
        client.get(path(pair[1]))
    with django_assert_num_queries(1):
        client.get(path(pair[1]))
