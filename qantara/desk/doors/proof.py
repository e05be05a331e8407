"""What a session knows of its person: who is halfway in, by what they proved themselves, and when."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any, Concatenate

from django import forms
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from qantara.accounts.factors import keep, passkeys
from qantara.accounts.identity.providers import standing
from qantara.accounts.models import Person, Provider
from qantara.accounts.visits import visits
from qantara.accounts.visits.store import DEVICE, SINCE, USED
from qantara.core import clock
from qantara.desk.doors.forms import ElsewhereProofForm, PasswordProofForm, ProofForm
from qantara.desk.frame import Given, View, frame, signed_in

HALFWAY, SECOND, PROVED, PASSKEY = "halfway", "second_at", "proved_at", "passkey"
#: The holder's slug by whose account elsewhere somebody came in, without a second factor of the desk's.
VIA = "via"
#: How long a password alone keeps the way open to the second factor.
ON_THE_WAY = timedelta(minutes=10)
#: How long a proof is fresh enough to approve, release, withdraw, invite and change roles.
FRESH = timedelta(minutes=10)

_BACKEND = "django.contrib.auth.backends.ModelBackend"


def halfway(request: HttpRequest, person: Person, *, then: str, at: datetime) -> None:
    """The password was right; the second factor comes next. Nobody is signed in yet."""
    request.session.flush()
    request.session[HALFWAY] = {"person": str(person.pk), "at": at.isoformat(), "then": then}


def who_is_halfway(request: HttpRequest, *, at: datetime) -> tuple[Person, str] | None:
    """Whoever gave a right password a short while ago, and where they wanted to go."""
    kept = request.session.get(HALFWAY)
    if not kept or datetime.fromisoformat(kept["at"]) < at - ON_THE_WAY:
        return None
    person = Person.objects.filter(pk=kept["person"], is_active=True).first()
    return (person, kept["then"]) if person else None


def enter(
    request: HttpRequest, person: Person, *, by_second: bool, at: datetime, via: str = ""
) -> None:
    """Sign ``person`` in, under a new session key."""
    login(request, person, backend=_BACKEND)
    request.session.pop(HALFWAY, None)
    request.session[VIA] = via
    request.session[DEVICE] = visits.device(request.headers.get("User-Agent", ""))
    request.session[SINCE] = request.session[USED] = at.isoformat()
    proved(request, by_second=by_second, at=at)


def proved(request: HttpRequest, *, by_second: bool, at: datetime) -> None:
    request.session[PROVED] = at.isoformat()
    if by_second:
        request.session[SECOND] = at.isoformat()


def is_fresh(request: HttpRequest, *, at: datetime) -> bool:
    kept = request.session.get(PROVED)
    return kept is not None and datetime.fromisoformat(kept) > at - FRESH


def ask(request: HttpRequest) -> HttpResponse | None:
    """None where the person proved themselves in the last minutes; else the page that asks them to.

    The page carries what was being sent and sends it again with the proof, so that nothing is lost;
    passwords alone are typed anew.
    """
    at = clock.now()
    if is_fresh(request, at=at):
        return None
    person = signed_in(request)
    by_second = keep.has_one(person)
    provider = None if by_second else _came_by(request)
    given = request.POST if "proof" in request.POST else None
    form: forms.Form
    if by_second:
        form = ProofForm(given, person=person, at=at, state=begun(request))
    elif provider:  # they show it there in another window; this page waits with the form
        form = ElsewhereProofForm(given)
    else:
        form = PasswordProofForm(given, person=person, at=at)
    if form.is_bound and form.is_valid():
        proved(request, by_second=by_second, at=at)
        if request.POST.get("proof_for") == "page":
            return HttpResponseRedirect(request.get_full_path())
        return None
    carried = [
        (name, value)
        for name, values in request.POST.lists()
        if not name.startswith(("csrf", "proof")) and "password" not in name and "code" not in name
        for value in values
    ]
    was = request.POST.get("proof_for") or ("page" if request.method == "GET" else "form")
    context = {
        "form": form, "carried": carried, "proof_for": was, "by_second": by_second,
        "passkey": begin(request, person), "provider": provider,
    }  # fmt: skip
    return render(request, "desk/doors/prove.html", frame(request) | context, status=403)


def _came_by(request: HttpRequest) -> Provider | None:
    """The provider by whose word alone this session was opened."""
    via = request.session.get(VIA)
    return standing().filter(holder__slug=via).first() if via else None


def begin(request: HttpRequest, person: Person) -> str:
    """What the page tells the browser to sign with a passkey, as JSON, if the person has one."""
    options, request.session[PASSKEY] = passkeys.begin_to_prove(person) or (None, None)
    return json.dumps(options) if options else ""


def begun(request: HttpRequest) -> dict[str, Any] | None:
    """What was begun on the page before this one. Once."""
    state: dict[str, Any] | None = request.session.pop(PASSKEY, None)
    return state


def fresh(view: View[Given]) -> Callable[Concatenate[HttpRequest, Given], HttpResponse]:
    """The page asks for a proof unless there was one in the last minutes. Below ``for_people``."""

    @wraps(view)
    def asked(
        request: HttpRequest, /, *arguments: Given.args, **options: Given.kwargs
    ) -> HttpResponse:
        return ask(request) or view(request, *arguments, **options)

    return asked
