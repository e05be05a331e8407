"""What the public side reads, and what its database role cannot."""

from __future__ import annotations

from datetime import timedelta

import psycopg
import pytest
from django.db import connection

from qantara.core import clock
from qantara.releases import public_role, read
from qantara.releases.withdraw import withdraw
from tests.releases.conftest import AT, REASON, Team, released

LEAFLET = ("leaflet",)


def test_page_is_the_newest_release_in_the_language_asked_for(team: Team) -> None:
    released(team)
    released(team, "Arches")
    page = read.page("velmora", "ar", LEAFLET)
    assert page is not None
    assert (page.number, page.title, page.is_demonstration) == (2, "Velmora ar", True)
    assert "Arches" in page.html


def test_earlier_version_stays_at_its_address(team: Team) -> None:
    first = released(team)
    released(team, "Arches")
    page = read.page_at(first.address, "fr")
    assert page is not None
    assert (page.number, "Bridges" in page.html) == (1, True)
    assert [version.number for version in read.versions("velmora")] == [2, 1]


@pytest.mark.parametrize("audience", ["holder", "network"])
def test_release_for_few_is_not_public(team: Team, audience: str) -> None:
    release = released(team, audience=audience)
    assert read.page("velmora", "en", LEAFLET) is None
    assert read.downloads(release.address, "en") == []


def test_release_under_embargo_is_absent(team: Team) -> None:
    release = released(team, public_from=clock.now() + timedelta(days=1))
    assert read.page_at(release.address, "en") is None
    assert read.versions("velmora") == []
    assert read.newest(network="arches", kinds=LEAFLET) == []


def test_as_of_resolves_to_the_release_that_stood(team: Team) -> None:
    release = released(team)
    assert read.as_of("velmora", "leaflet", AT.date()) == release.address
    assert read.as_of("velmora", "leaflet", AT.date() - timedelta(days=1)) is None


def test_download_gives_the_bytes_made_then(team: Team) -> None:
    release = released(team)
    found = read.download(release.address, "leaflet-1.es.txt")
    assert found is not None
    assert found[1] == b"es Bridges"


def test_page_takes_one_query_however_many_versions(team: Team, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    for text in ("one", "two", "three"):
        released(team, text)
    with django_assert_num_queries(1):
        read.page("velmora", "en", LEAFLET)


@pytest.fixture(autouse=True)
def role_of_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    """Roles belong to the whole server: a demonstration beside the tests keeps its own."""
    monkeypatch.setattr(public_role, "ROLE", "qantara_public_of_tests")


class AsPublic:
    """A second connection under the public role, to committed data."""

    def __init__(self) -> None:
        password = public_role.make()
        database = connection.settings_dict
        self.connection = psycopg.connect(
            host=database["HOST"], port=database["PORT"] or None, dbname=database["NAME"],
            user=public_role.ROLE, password=password, autocommit=True,
        )  # fmt: skip

    def rows(self, query: str) -> list[tuple[object, ...]]:
        return self.connection.execute(query).fetchall()  # type: ignore[arg-type]


@pytest.mark.django_db(transaction=True)
def test_public_role_sees_what_is_public_and_nothing_else(team: Team) -> None:
    shown = released(team, "shown")
    released(team, "for few", audience="network")
    released(team, "embargoed", public_from=clock.now() + timedelta(days=1))
    gone = released(team, "gone")
    partner = team.officer.roles.create(holder=team.city, title="signatory", since=AT).person
    withdraw(gone, by=team.signatory, second=partner, reason=REASON, at=clock.now())
    public = AsPublic()
    with public.connection:
        assert public.rows("select address from releases_release") == [(shown.address,)]
        assert public.rows("select distinct release_id from releases_artefact") == [(shown.pk,)]
        assert public.rows("select distinct release_id from releases_body") == [(shown.pk,)]
        assert public.rows("select address from releases_tombstone") == [(gone.address,)]
