"""Wishes for a translation: a row in a box, for what is public alone, and of nobody."""

from __future__ import annotations

from datetime import timedelta

import psycopg
import pytest

from qantara.core import clock
from qantara.releases import wishes
from tests.releases.conftest import AT, Team, released
from tests.releases.test_read import AsPublic, role_of_tests

__all__ = ["role_of_tests"]


@pytest.mark.django_db
def test_wishes_are_counted_for_each_release_and_language(team: Team) -> None:
    release, other = released(team, public_from=AT), released(team, "Arches", public_from=AT)
    for section, language in (("a", "ar"), ("a", "ar"), ("", "ar"), ("a", "es")):
        assert wishes.ask(release.address, section=section, language=language)
    assert wishes.asked([release.pk, other.pk]) == {release.pk: {"ar": 3, "es": 1}}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("section", "language"),
    [("a", "de"), ("b", "ar"), ("A", "ar"), ('a" class="x', "ar"), ("a" * 61, "ar")],
)
def test_wish_for_what_is_not_there_is_not_counted(team: Team, section: str, language: str) -> None:
    release = released(team, public_from=AT)
    assert not wishes.ask(release.address, section=section, language=language)
    assert wishes.asked([release.pk]) == {}


@pytest.mark.django_db
def test_wish_for_what_is_not_public_is_not_counted(team: Team) -> None:
    for number, given in enumerate(
        ({"audience": "network"}, {"public_from": clock.now() + timedelta(days=1)})
    ):
        release = released(team, f"hidden {number}", **given)
        assert not wishes.ask(release.address, section="", language="ar")
    assert not wishes.ask("nothing", section="", language="ar")


@pytest.mark.django_db
def test_no_more_than_a_hundred_are_counted_on_a_day(team: Team) -> None:
    release = released(team, public_from=AT)
    for _ in range(103):
        assert wishes.ask(release.address, section="", language="ar")
    assert wishes.asked([release.pk]) == {release.pk: {"ar": 100}}


@pytest.mark.django_db(transaction=True)
def test_public_role_adds_a_wish_and_can_neither_read_nor_date_it(team: Team) -> None:
    release = released(team, public_from=AT)
    columns = "(release_id, section, language, slot)"
    public = AsPublic()
    with public.connection:
        public.connection.execute("set transaction_read_only = off")
        public.connection.execute("set default_transaction_read_only = off")
        insert = f"insert into releases_wish {columns} values ('{release.pk}', '', 'ar', 1)"
        for _twice in range(2):
            public.connection.execute(f"{insert} on conflict do nothing")  # type: ignore[arg-type]
        dated = (
            "insert into releases_wish (release_id, section, language, slot, day) "
            f"values ('{release.pk}', '', 'ar', 2, '2001-01-01')"
        )
        for refused in (
            "select * from releases_wish",
            "delete from releases_wish",
            "update releases_wish set slot = 2",
            dated,
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                public.connection.execute(refused)  # type: ignore[arg-type]
        for broken in (f"'{release.pk}', 'zz', 'ar', 1", f"'{release.pk}', '', 'ar', 101"):
            with pytest.raises(psycopg.IntegrityError):
                public.connection.execute(
                    f"insert into releases_wish {columns} values ({broken})"  # type: ignore[arg-type]
                )
    assert wishes.asked([release.pk]) == {release.pk: {"ar": 1}}
