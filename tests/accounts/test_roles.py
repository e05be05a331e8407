"""The role x action table: denied by default, and what docs/roles.md says."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from qantara.accounts import table
from qantara.accounts.models import Holder, Role
from qantara.accounts.roles import ACTIONS, can, holders_for
from qantara.network.models import Member, Network, Participation, Phase
from tests.people import LONG_AGO, a_holder, a_person

PRINTED = Path(__file__).parents[2] / "docs" / "roles.md"


def printed() -> dict[str, dict[str, str]]:
    """action -> role -> mark, as the page says it."""
    rows = [
        [cell.strip() for cell in line.strip("|\n").split("|")]
        for line in PRINTED.read_text(encoding="utf-8").splitlines()
        if line.startswith("| ")
    ]
    head, _rule, *lines = rows
    titles = head[2:-1]
    return {line[0].strip("`"): dict(zip(titles, line[2:-1], strict=True)) for line in lines}


class Record:
    """Something that belongs to a holder."""

    def __init__(self, holder_id: object) -> None:
        self.holder_id = holder_id


def a_member(network: Holder, city: Holder, *, until: date | None = None) -> Participation:
    """The city takes part in the network that the other holder runs."""
    found = Network.objects.filter(holder=network).first() or Network.objects.create(
        slug=network.slug, name={"en": network.slug}, holder=network
    )
    phase, _made = Phase.objects.get_or_create(network=found, number=1, defaults={"name": {}})
    member = Member.objects.create(slug=city.slug, kind="city", name={}, holder=city)
    return Participation.objects.create(
        network=found, member=member, joined_in=phase, valid_from=date(2020, 1, 1), valid_to=until
    )


def test_page_says_what_the_code_says() -> None:
    assert PRINTED.read_text(encoding="utf-8") == table.markdown()


def test_table_names_every_role_and_action() -> None:
    assert sorted(printed()) == sorted(ACTIONS)
    assert {tuple(row) for row in printed().values()} == {tuple(Role.Title.values)}


@pytest.mark.django_db
@pytest.mark.parametrize("title", Role.Title.values)
def test_role_may_do_what_the_table_says_and_nothing_else(title: str) -> None:
    home, other, stranger = a_holder("home"), a_holder("other"), a_holder("stranger")
    a_member(home, other)
    person = a_person("someone", (title, home))
    found = {
        action: (
            can(person, action, Record(home.pk)),
            can(person, action, Record(other.pk)),
            can(person, action, Record(stranger.pk)),
        )
        for action in ACTIONS
    }
    assert found == {
        action: ("●" in row[title], "○" in row[title], False) for action, row in printed().items()
    }


@pytest.mark.django_db
def test_secretariat_reaches_members_for_as_long_as_they_are() -> None:
    office, city, former = a_holder("office"), a_holder("city"), a_holder("former")
    a_member(office, city)
    a_member(office, former, until=date(2024, 12, 31))
    person = a_person("someone", ("coordinator", office))
    assert holders_for(person, "case.review") == sorted([office.pk, city.pk])
    before = datetime.fromisoformat("2024-12-31T12:00:00+00:00")
    assert holders_for(person, "case.review", at=before) == sorted([office.pk, city.pk, former.pk])


@pytest.mark.django_db
def test_no_role_afar_reaches_figures_as_they_came_or_acts_in_the_citys_name() -> None:
    """Protected figures only: what is withheld is withheld from the network's office too."""
    office, city = a_holder("office"), a_holder("city")
    a_member(office, city)
    person = a_person("someone", *((title, office) for title in Role.Title.values))
    raw_or_acting = [
        action
        for action in ACTIONS
        if action.startswith(("evidence.", "observations."))
        or action in {"case.open", "case.approve", "case.release", "release.withdraw", "texts.write",
                      "texts.translate", "roles.grant", "network.edit", "audit.read"}
    ]  # fmt: skip
    assert [action for action in raw_or_acting if can(person, action, Record(city.pk))] == []


@pytest.mark.django_db
def test_reach_does_not_go_on_from_member_to_member() -> None:
    office, city, third = a_holder("office"), a_holder("city"), a_holder("third")
    a_member(office, city)
    a_member(city, third)
    person = a_person("someone", ("coordinator", office))
    assert not can(person, "case.read", Record(third.pk))


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
