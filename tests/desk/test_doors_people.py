"""The people of a body at the desk: invited, changed, removed, confirmed by a second person."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client

from qantara.accounts.factors import keep
from qantara.accounts.models import Invitation, Person, Request, Role
from qantara.core import clock
from qantara.mail.models import Letter
from tests.desk.conftest import Team, at_desk, with_password
from tests.desk.reading import form
from tests.people import a_person, with_app

NEW = "new.colleague@example.org"


@pytest.fixture
def deputy(team: Team) -> Person:
    return a_person("deputy", ("signatory", team.city))


def invite(team: Team, title: str = "officer", *, lang: str = "en") -> HttpResponse:
    client, page = at_desk(team.signatory), f"/en/people/{team.city.slug}/invite/"
    sent = form(client, page, page) | {"email": NEW, "title": title, "language": lang}
    return client.post(page, sent)  # type: ignore[return-value]


def link() -> str:
    """The address in the letter to whoever was invited last."""
    body = Letter.objects.filter(recipient=NEW).latest("written_at").body
    return re.search(r"http://[^/]+(/\w\w/invitations/\S+)", body)[1]  # type: ignore[index]


JOINING = {"name": "New Colleague", "language": "fr", "password": "seven old bridges"}


def test_invited_person_makes_an_account_by_the_link(team: Team) -> None:
    assert invite(team, lang="fr")["Location"] == f"/en/people/{team.city.slug}/"
    client = Client()
    page = client.get(link()).content.decode()
    assert NEW in page
    assert "Velmora" in page
    assert client.post(link(), JOINING | {"password": "short"}).status_code == 422
    assert client.post(link(), JOINING)["Location"] == "/fr/"
    assert client.get("/fr/").status_code == 200
    assert Client().get(link()).status_code == 404
    person = Person.objects.get(email=NEW)
    assert (person.name, person.language, person.roles.get().title) == (
        "New Colleague",
        "fr",
        "officer",
    )


def test_new_approver_is_led_to_a_second_factor(team: Team, deputy: Person) -> None:
    invite(team, "signatory")
    assert not Letter.objects.exists()
    browser = at_desk(deputy)
    waiting = browser.get("/en/people/").content.decode()
    assert NEW in waiting
    key = Request.objects.get().pk
    assert browser.post(f"/en/people/requests/{key}/confirm/")["Location"] == "/en/people/"
    client = Client()
    client.post(link(), JOINING | {"language": "en"})
    assert client.get("/en/")["Location"] == "/en/account/app/?next=%2Fen%2F"


def test_who_asked_sees_the_request_and_cannot_confirm_it(team: Team) -> None:
    invite(team, "signatory")
    client, key = at_desk(team.signatory), Request.objects.get().pk
    page = client.get(f"/en/people/{team.city.slug}/").content.decode()
    assert "Waits for a second person" in page
    assert f"{key}/confirm/" not in page
    assert client.post(f"/en/people/requests/{key}/confirm/").status_code == 422
    assert not Letter.objects.exists()
    assert client.post(f"/en/people/requests/{key}/refuse/").status_code == 302
    assert Request.objects.get().is_confirmed is False
    assert not Letter.objects.exists()


def test_request_of_another_body_is_not_there(team: Team) -> None:
    invite(team, "signatory")
    stranger, key = at_desk(team.stranger), Request.objects.get().pk
    for said in ("confirm", "refuse"):
        assert stranger.post(f"/en/people/requests/{key}/{said}/").status_code == 404
    assert NEW not in stranger.get("/en/people/").content.decode()


def test_answer_to_an_invitation_tells_nothing_about_accounts(team: Team) -> None:
    a_person("new.colleague")
    there = invite(team)
    Invitation.objects.update(taken_back_at=clock.now())
    Person.objects.filter(email=NEW).delete()
    absent = invite(team)
    assert (there.status_code, there["Location"]) == (absent.status_code, absent["Location"])
    assert Letter.objects.count() == 2


def test_colleague_with_an_account_signs_in_to_accept(team: Team) -> None:
    person = with_password(a_person("new.colleague"))
    invite(team)
    page = Client().get(link()).content.decode()
    assert "Sign in to accept" in page
    assert 'name="password"' not in page
    other = at_desk(team.stranger)
    assert "Somebody else is signed in" in other.get(link()).content.decode()
    assert other.post(link()).status_code == 200
    assert not person.roles.exists()
    assert at_desk(person).post(link())["Location"] == "/en/"
    assert person.roles.get().title == "officer"


def test_invitation_is_taken_back_at_the_desk(team: Team) -> None:
    invite(team)
    opened, key = link(), Invitation.objects.get().pk
    assert (
        at_desk(team.signatory).post(f"/en/people/invitations/{key}/take-back/").status_code == 302
    )
    assert Client().get(opened).status_code == 404


def test_expired_link_opens_nothing(team: Team) -> None:
    invite(team)
    Invitation.objects.update(expires_at=clock.now() - timedelta(seconds=1))
    assert Client().get(link()).status_code == 404
    assert Client().post(link(), JOINING).status_code == 404


def test_form_sent_twice_invites_once(team: Team) -> None:
    client, page = at_desk(team.signatory), f"/en/people/{team.city.slug}/invite/"
    sent = form(client, page, page) | {"email": NEW, "title": "officer", "language": "en"}
    assert [client.post(page, sent).status_code for _time in range(2)] == [302, 302]
    assert Letter.objects.count() == 1


def role_act(client: Client, role: Role, act: str, **given: str) -> HttpResponse:
    page = f"/en/people/roles/{role.pk}/"
    action = f"{page}{act}/"
    return client.post(action, form(client, page, action) | given)  # type: ignore[return-value]


def test_role_is_changed_and_ended(team: Team) -> None:
    client, role = at_desk(team.signatory), team.officer.roles.get()
    assert role_act(client, role, "change", title="editor").status_code == 302
    role = team.officer.roles.get(until=None)
    assert role.title == "editor"
    assert role_act(client, role, "end", reason="").status_code == 422
    assert role_act(client, role, "end", reason="Moved on").status_code == 302
    assert not team.officer.roles.filter(until=None).exists()
    log = client.get(f"/en/people/{team.city.slug}/").content.decode()
    assert "Moved on" in log
    assert "Role ended" in log
    assert log.count("<bdi>signatory</bdi>") >= 3


def test_last_approver_asks_to_leave(team: Team) -> None:
    role = team.signatory.roles.get()
    assert role_act(at_desk(team.signatory), role, "end", reason="Retires").status_code == 302
    role.refresh_from_db()
    assert role.until is None
    assert Request.objects.get().kind == "leaving"


def test_lost_factor_is_reset_by_two_people_and_ends_every_visit(
    team: Team, deputy: Person
) -> None:
    with_app(with_password(team.officer))
    lost = at_desk(team.officer)
    answer = role_act(
        at_desk(team.signatory), team.officer.roles.get(), "factor", reason="Seen in person"
    )
    assert answer.status_code == 302
    assert keep.has_one(team.officer)
    assert lost.get("/en/").status_code == 200
    page = at_desk(deputy).get("/ar/people/").content.decode()
    assert "Seen in person" in page
    assert (
        at_desk(deputy).post(f"/en/people/requests/{Request.objects.get().pk}/confirm/").status_code
        == 302
    )
    assert not keep.has_one(team.officer)
    assert lost.get("/en/").status_code == 302


def test_nobody_changes_their_own_role(team: Team) -> None:
    client, role = at_desk(team.signatory), team.signatory.roles.get()
    page = client.get(f"/en/people/roles/{role.pk}/").content.decode()
    assert "change/" not in page
    assert "factor/" not in page
    sent = {"once": "0" * 32, "title": "officer"}
    assert client.post(f"/en/people/roles/{role.pk}/change/", sent).status_code == 422


@pytest.mark.parametrize("lang", ["ar", "en", "es", "fr"])
def test_pages_are_there_in_four_languages(team: Team, deputy: Person, lang: str) -> None:
    invite(team, "signatory")
    client = at_desk(team.signatory)
    role = team.officer.roles.get().pk
    for page in (
        "account/", "people/", f"people/{team.city.slug}/", f"people/{team.city.slug}/invite/",
        f"people/roles/{role}/",
    ):  # fmt: skip
        assert client.get(f"/{lang}/{page}").status_code == 200
    assert Client().get(f"/{lang}/password/").status_code == 200
