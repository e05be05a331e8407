"""Wishes for a translation: counted by the database, for what is public alone, and of nobody."""

from __future__ import annotations

from datetime import timedelta

import pytest

from qantara.core import clock
from qantara.releases import wishes
from qantara.releases.models import Wish
from tests.releases.conftest import AT, Team, released
from tests.releases.test_read import AsPublic, role_of_tests

__all__ = ["role_of_tests"]


@pytest.mark.django_db
def test_wishes_of_a_day_are_one_number_for_each_part_and_language(team: Team) -> None:
    release = released(team, public_from=AT)
    for section, language in (("a", "ar"), ("a", "ar"), ("", "ar"), ("a", "es")):
        assert wishes.ask(release.address, section=section, language=language)
    assert sorted(Wish.objects.values_list("section", "language", "count")) == [
        ("", "ar", 1), ("a", "ar", 2), ("a", "es", 1),
    ]  # fmt: skip
    assert wishes.asked([release.pk]) == {release.pk: {"ar": 3, "es": 1}}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("section", "language"), [("a", "de"), ("b", "ar"), ("A", "ar"), ('a" class="x', "ar")]
)
def test_wish_for_what_is_not_there_is_not_counted(team: Team, section: str, language: str) -> None:
    release = released(team, public_from=AT)
    assert not wishes.ask(release.address, section=section, language=language)
    assert not Wish.objects.exists()


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
    assert Wish.objects.get().count == 100


@pytest.mark.django_db(transaction=True)
def test_public_role_counts_a_wish_and_cannot_read_it(team: Team) -> None:
    release = released(team, public_from=AT)
    public = AsPublic()
    with public.connection:
        public.connection.execute("begin read write")
        assert public.rows(f"select ask_for_translation('{release.address}', '', 'ar')") == [
            (True,)
        ]
        public.connection.execute("commit")
        assert public.rows("select has_any_column_privilege('releases_wish', 'select')") == [
            (False,)
        ]
    assert Wish.objects.get().count == 1
