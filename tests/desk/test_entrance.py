"""Signing in: one answer to every mistake, the reader's language, and nothing without it."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests.desk.conftest import PASSWORD, Team, at_desk, with_password
from tests.desk.reading import form

SIGN_IN = "/en/sign-in/"


def sign_in(client: Client, email: str, password: str, page: str = SIGN_IN) -> object:
    return client.post(page, {"username": email, "password": password})


def test_sign_in_leads_to_the_desk_in_the_persons_language(team: Team) -> None:
    team.officer.language = "ar"
    with_password(team.officer)
    response = sign_in(Client(), team.officer.email, PASSWORD)
    assert (response.status_code, response["Location"]) == (302, "/ar/")  # type: ignore[attr-defined, index]


def test_sign_in_leads_back_to_the_page_that_was_asked_for(team: Team) -> None:
    client = Client()
    with_password(team.officer)
    asked = client.get("/fr/?page=2")
    assert asked["Location"] == "/fr/sign-in/?next=%2Ffr%2F%3Fpage%3D2"
    response = sign_in(client, team.officer.email, PASSWORD, asked["Location"])
    assert response["Location"] == "/fr/?page=2"  # type: ignore[index]


def test_sign_in_leads_to_no_other_host(team: Team) -> None:
    with_password(team.officer)
    response = sign_in(
        Client(), team.officer.email, PASSWORD, f"{SIGN_IN}?next=https://elsewhere.example/"
    )
    assert response["Location"] == "/en/"  # type: ignore[index]


def test_every_mistake_has_the_same_answer(team: Team) -> None:
    with_password(team.officer)
    with_password(team.reviewer)
    team.reviewer.is_active = False
    team.reviewer.save()
    tries = [
        (team.officer.email, "another password"),
        ("nobody@example.org", PASSWORD),
        (team.reviewer.email, PASSWORD),
        (team.signatory.email, PASSWORD),  # has no password yet
    ]
    answers = set()
    for email, password in tries:
        response = sign_in(Client(), email, password)
        text = response.content.decode()  # type: ignore[attr-defined]
        assert "This e-mail address and password do not fit together. Try again." in text
        assert "csrf" in text
        without_token = text.split('name="csrfmiddlewaretoken"')
        answers.add((response.status_code, text.count("<li>"), len(without_token)))  # type: ignore[attr-defined]
    assert len(answers) == 1
    assert {status for status, _lines, _tokens in answers} == {422}


def test_wrong_password_is_not_sent_back(team: Team) -> None:
    response = sign_in(Client(), team.officer.email, "another password")
    assert b"another password" not in response.content  # type: ignore[attr-defined]


def test_sign_out_forgets_and_leads_to_the_entrance(team: Team) -> None:
    client = at_desk(team.officer)
    response = client.post("/es/sign-out/")
    assert (response.status_code, response["Location"]) == (302, "/es/sign-in/")
    assert client.get("/es/").status_code == 302


def test_sign_out_takes_a_form(team: Team) -> None:
    client = at_desk(team.officer)
    assert client.get("/es/sign-out/").status_code == 405
    assert client.get("/es/").status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize(("asked", "language"), [("ar", "ar"), ("fr-BE,fr", "fr"), ("de", "en")])
def test_door_opens_in_the_browsers_language(asked: str, language: str) -> None:
    response = Client().get("/", headers={"Accept-Language": asked})
    assert response["Location"] == f"/{language}/"


def test_who_is_signed_in_sees_no_entrance(team: Team) -> None:
    assert at_desk(team.officer).get(SIGN_IN)["Location"] == "/en/"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("home", {}),
        ("case", {"key": "01a203b2-378c-7c32-9128-7e10625154df"}),
        ("act", {"key": "01a203b2-378c-7c32-9128-7e10625154df", "act": "review"}),
        ("withdraw", {"address": "abcdefghij"}),
    ],
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_pages_are_for_people_who_signed_in(name: str, given: dict[str, str], method: str) -> None:
    page = reverse(f"desk:{name}", kwargs={"lang": "en", **given})
    response = getattr(Client(), method)(page)
    assert (response.status_code, response["Location"].split("?")[0]) == (302, SIGN_IN)


def test_form_from_elsewhere_is_refused(team: Team) -> None:
    with_password(team.officer)
    client = Client(enforce_csrf_checks=True)
    page = client.get(SIGN_IN)
    assert page.status_code == 200
    given = {"username": team.officer.email, "password": PASSWORD}
    assert client.post(SIGN_IN, given).status_code == 403
    hidden = form(client, SIGN_IN, SIGN_IN)
    assert client.post(SIGN_IN, hidden | given).status_code == 302
