"""Accepting an invitation: with a new account, or with the one that somebody has."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from qantara.accounts.attempts import throttle
from qantara.accounts.identity import links
from qantara.accounts.invitations import invite
from qantara.accounts.models import Invitation, Person
from qantara.core import clock
from qantara.core.errors import DomainError
from qantara.desk.asking import ANYBODY, asks
from qantara.desk.doors import elsewhere
from qantara.desk.doors.forms import JoinElsewhereForm, JoinForm
from qantara.desk.doors.place import count_place
from qantara.desk.frame import frame


@asks(ANYBODY)
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, lang: str, token: str) -> HttpResponse:
    """What the link opens. Used, taken back, expired and invented links look the same."""
    at = clock.now()
    found = invite.opened(token, at=at)
    if found is None:
        try:
            count_place(request, at=at)
        except throttle.TooMany:
            return render(request, "desk/doors/used_up.html", frame(request), status=429)
        return render(request, "desk/doors/used_up.html", frame(request), status=404)
    known = invite.account(found)
    if known is None:
        return _join(request, lang, token, found)
    return _accept(request, lang, token, found, known)


def _join(request: HttpRequest, lang: str, token: str, found: Invitation) -> HttpResponse:
    at = clock.now()
    vouched = elsewhere.vouched_for(request, found, at=at)
    kind = JoinElsewhereForm if vouched else JoinForm
    form = kind(request.POST or None, initial={"language": found.language})
    if request.method == "POST" and form.is_valid():
        try:
            person = _joined(token, form.cleaned_data, vouched, at)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            elsewhere.enter(request, person, vouched, at=at)
            return redirect("desk:home", lang=person.language)
    context = {
        "invitation": found, "form": form, "vouched": vouched,
        "provider": links.provider_of(found.holder), "token": token,
    }  # fmt: skip
    status = 422 if form.errors else 200
    return render(request, "desk/doors/join.html", frame(request) | context, status=status)


def _joined(
    token: str, given: dict[str, Any], vouched: elsewhere.Vouched | None, at: datetime
) -> Person:
    """With a password, or with the inviting body's account for whoever has shown that it is theirs."""
    name, language = given["name"], given["language"]
    if vouched is None:
        password = given["password"]
        return invite.join(token, name=name, language=language, password=password, at=at)
    return links.join(token, vouched.provider, vouched.subject, name=name, language=language, at=at)


def _accept(
    request: HttpRequest, lang: str, token: str, found: Invitation, known: Person
) -> HttpResponse:
    person = request.user
    error = ""
    is_them = isinstance(person, Person) and person.pk == known.pk
    if request.method == "POST" and is_them:
        try:
            invite.accept(token, by=known, at=clock.now())
        except DomainError as refused:
            error = str(refused)
        else:
            return redirect("desk:home", lang=lang)
    door = reverse("desk:sign-in", kwargs={"lang": lang})
    context = {
        "invitation": found,
        "is_them": is_them,
        "is_other": isinstance(person, Person) and not is_them,
        "error": error,
        "door": f"{door}?{urlencode({'next': request.get_full_path()})}",
    }
    status = 422 if error else 200
    return render(request, "desk/doors/accept.html", frame(request) | context, status=status)
