"""What every page of the desk needs: who is here, language, the same page in the others."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from qantara.accounts.models import Person
from qantara.web import links

Given = ParamSpec("Given")
View = Callable[Concatenate[HttpRequest, Given], HttpResponse]


def frame(request: HttpRequest, *, path: str = "") -> dict[str, Any]:
    """Context of the base template. ``path``: where the page can be read, if not where it was sent."""
    lang = request.LANGUAGE_CODE
    rest = (path or request.get_full_path()).removeprefix(f"/{lang}/")
    return {
        "lang": lang,
        "languages": [
            {"code": code, "name": name, "path": f"/{code}/{rest}"}
            for code, name in links.LANGUAGES.items()
        ],
        "home": reverse("desk:home", kwargs={"lang": lang}),
    }


def signed_in(request: HttpRequest) -> Person:
    """Who is here, on a page behind ``for_people``."""
    person = request.user
    assert isinstance(person, Person)
    return person


def for_people(view: View[Given]) -> View[Given]:
    """Everybody else signs in first, in the language of the page, and then comes back to it."""

    @wraps(view)
    def asked(
        request: HttpRequest, /, *arguments: Given.args, **options: Given.kwargs
    ) -> HttpResponse:
        if request.user.is_authenticated:
            return view(request, *arguments, **options)
        door = reverse("desk:sign-in", kwargs={"lang": request.LANGUAGE_CODE})
        return HttpResponseRedirect(f"{door}?{urlencode({'next': request.get_full_path()})}")

    return asked
