"""The role x action table: denied by default."""

from __future__ import annotations

from datetime import timedelta

import pytest

from qantara.accounts.models import Role
from qantara.accounts.roles import ACTIONS, can, holders_for
from tests.people import LONG_AGO, a_holder, a_person

TABLE = """
                        officer signatory reviewer coordinator reader
case.approve            .       x         .        .           .
case.open               x       .         .        x           .
case.read               x       x         x        x           x
case.release            .       x         .        x           .
case.review             .       .         x        x           .
evidence.add            x       .         .        x           .
evidence.destroy        x       .         .        x           .
evidence.read           x       x         x        x           .
network.edit            .       .         .        x           .
observations.prefer     x       .         .        x           .
observations.read       x       x         x        x           .
observations.record     x       .         .        x           .
observations.undo       x       .         .        x           .
release.withdraw        .       x         .        x           .
roles.grant             .       x         .        .           .
texts.read              x       x         x        x           x
texts.translate         x       .         x        x           .
texts.write             x       .         .        x           .
"""
HEAD, *LINES = (line.split() for line in TABLE.strip().splitlines())


class Record:
    """Something that belongs to a holder."""

    def __init__(self, holder_id: object) -> None:
        self.holder_id = holder_id


@pytest.mark.django_db
@pytest.mark.parametrize("title", HEAD)
def test_role_may_do_what_the_table_says_and_nothing_else(title: str) -> None:
    home, other = a_holder("home"), a_holder("other")
    person = a_person("someone", (title, home))
    wanted = {line[0]: line[1 + HEAD.index(title)] == "x" for line in LINES}
    assert {action: can(person, action, Record(home.pk)) for action in ACTIONS} == wanted
    assert not any(can(person, action, Record(other.pk)) for action in ACTIONS)


def test_table_names_every_role_and_action() -> None:
    assert sorted(HEAD) == sorted(Role.Title.values)
    assert [line[0] for line in LINES] == sorted(ACTIONS)


@pytest.mark.django_db
def test_role_that_has_ended_or_not_begun_allows_nothing() -> None:
    home = a_holder()
    person = a_person("someone", ("officer", home))
    assert not can(person, "case.open", Record(home.pk), at=LONG_AGO - timedelta(seconds=1))
    Role.objects.update(until=LONG_AGO + timedelta(days=1))
    assert not can(person, "case.open", Record(home.pk))
    assert holders_for(person, "case.read") == []


@pytest.mark.django_db
def test_person_who_is_not_active_may_do_nothing() -> None:
    home = a_holder()
    person = a_person("someone", ("officer", home))
    person.is_active = False
    assert not can(person, "case.read", Record(home.pk))


def test_misspelt_action_is_a_bug_not_a_refusal() -> None:
    with pytest.raises(KeyError):
        can(None, "case.aprove", Record(None))  # type: ignore[arg-type]
