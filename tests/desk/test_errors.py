"""The desk's own pages for what went wrong, in the reader's language."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.people import a_holder, a_person

SAID = {
    "ar": "لا شيء لكم هنا",
    "en": "There is nothing for you here",
    "es": "Aquí no hay nada para usted",
    "fr": "Il n’y a rien pour vous ici",
}


@pytest.mark.django_db
@pytest.mark.parametrize("language", sorted(SAID))
def test_unknown_page_says_so_in_the_language_of_its_address(language: str) -> None:
    client = Client()
    client.force_login(a_person("someone", ("officer", a_holder())))
    answer = client.get(f"/{language}/nowhere/")
    assert answer.status_code == 404
    assert SAID[language] in answer.content.decode()


@pytest.mark.django_db
def test_form_without_its_token_stores_nothing_and_says_what_to_do() -> None:
    answer = Client(enforce_csrf_checks=True).post("/fr/sign-in/", {"username": "a@example.org"})
    assert answer.status_code == 403
    assert "Ce formulaire a expiré" in answer.content.decode()
