"""A release is withdrawn by two people, and the second gives a password and a code."""

from __future__ import annotations

import pytest
from django.http import HttpResponse

from qantara.accounts.models import Person
from qantara.releases.models import Release, Tombstone
from tests.desk.conftest import PASSWORD, Team, at_desk, with_password
from tests.desk.reading import form
from tests.people import code_for, with_app
from tests.releases.conftest import AT, REASON, released


@pytest.fixture
def second(team: Team) -> Person:
    person = Person.objects.create_user("second@example.org", name="second", language="en")
    person.roles.create(holder=team.city, title="signatory", since=AT)
    with_app(person)
    return with_password(person)


def page_of(release: Release) -> str:
    return f"/en/releases/{release.address}/withdraw/"


def send(team: Team, release: Release, email: str, password: str, **given: str) -> HttpResponse:
    client, page = at_desk(team.signatory), page_of(release)
    reasons = {f"reason_{lang}": text for lang, text in REASON.items()}
    person = Person.objects.filter(email=email, authenticator__isnull=False).first()
    typed = {
        "second_email": email, "second_password": password,
        "second_code": code_for(person) if person else "000000",
    }  # fmt: skip
    sent = form(client, page, page) | reasons | typed
    return client.post(page, sent | given)  # type: ignore[return-value]


def test_two_people_withdraw_with_a_reason_in_each_language(team: Team, second: Person) -> None:
    release = released(team)
    assert send(team, release, second.email, PASSWORD)["Location"] == "/en/"
    assert Tombstone.objects.get().reason == REASON
    assert "withdrawn" in at_desk(team.officer).get("/en/").content.decode()


def test_wrong_password_of_the_second_person_withdraws_nothing(team: Team, second: Person) -> None:
    release = released(team)
    response = send(team, release, second.email, "guessed")
    assert response.status_code == 422
    assert "do not fit together" in response.content.decode()
    assert "guessed" not in response.content.decode()
    assert not Tombstone.objects.exists()


def test_second_person_proves_themselves_as_when_they_sign_in(team: Team, second: Person) -> None:
    release = released(team)
    for code in ("000000", ""):
        response = send(team, release, second.email, PASSWORD, second_code=code)
        assert response.status_code == 422
    assert not Tombstone.objects.exists()


def test_nobody_is_their_own_second_person(team: Team) -> None:
    release = released(team)
    with_app(with_password(team.signatory))
    response = send(team, release, team.signatory.email, PASSWORD)
    assert response.status_code == 422
    assert not Tombstone.objects.exists()


def test_second_person_needs_a_role_there(team: Team) -> None:
    release = released(team)
    with_app(with_password(team.stranger))
    assert send(team, release, team.stranger.email, PASSWORD).status_code == 422
    assert not Tombstone.objects.exists()


@pytest.mark.parametrize("missing", ["reason_ar", "reason_en", "reason_es", "reason_fr"])
def test_reason_is_given_in_every_language(team: Team, second: Person, missing: str) -> None:
    release = released(team)
    response = send(team, release, second.email, PASSWORD, **{missing: ""})
    assert response.status_code == 422
    assert f'href="#id_{missing}"' in response.content.decode()
    assert not Tombstone.objects.exists()


def test_withdrawing_again_leads_to_the_desk(team: Team, second: Person) -> None:
    release = released(team)
    client, page = at_desk(team.signatory), page_of(release)
    send(team, release, second.email, PASSWORD)
    assert client.get(page)["Location"] == "/en/"
    assert client.post(page, {})["Location"] == "/en/"
    assert Tombstone.objects.count() == 1


@pytest.mark.parametrize("who", ["officer", "reviewer", "stranger"])
def test_release_is_there_for_those_who_may_withdraw_it(team: Team, who: str) -> None:
    release = released(team)
    assert at_desk(getattr(team, who)).get(page_of(release)).status_code == 404
