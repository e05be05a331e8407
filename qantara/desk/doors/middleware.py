"""Nobody who must have a second factor does anything at the desk before they have given one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from qantara.accounts.factors import keep
from qantara.accounts.models import Person
from qantara.accounts.visits import visits
from qantara.accounts.visits.store import USED
from qantara.core import clock
from qantara.desk.doors.proof import SECOND

#: Pages that are open without: what leads to a second factor, and out.
_OPEN = {
    "sign-in",
    "second",
    "elsewhere",
    "back",
    "sign-out",
    "app",
    "app-code",
    "passkey-add",
    "invitation",
    "forgotten",
    "reset",
}


class Doors:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: object, arguments: object, options: dict[str, Any]
    ) -> HttpResponse | None:
        match = request.resolver_match
        person = request.user
        if match is None or "desk" not in match.app_names or not isinstance(person, Person):
            return None
        at = clock.now()
        last = request.session.get(USED)
        if last is None or datetime.fromisoformat(last) < at - visits.GRAIN:
            request.session[USED] = at.isoformat()
        if SECOND in request.session or match.url_name in _OPEN:
            return None
        has, must = keep.standing(person, at)
        if has:  # set up elsewhere since: the password alone no longer does
            logout(request)
        elif not must:
            return None
        page = reverse(
            "desk:sign-in" if has else "desk:app", kwargs={"lang": request.LANGUAGE_CODE}
        )
        then = request.get_full_path() if request.method == "GET" else ""
        return HttpResponseRedirect(f"{page}?{urlencode({'next': then})}" if then else page)
