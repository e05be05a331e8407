"""The page of due dates, the secret address of the feed, and the feed."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_POST, require_safe

from qantara.accounts.attempts import throttle
from qantara.core import clock, fence
from qantara.desk.asking import ANYBODY, SIGNED_IN, asks
from qantara.desk.calendar.entries import by_month, entries
from qantara.desk.calendar.ics import calendar as written
from qantara.desk.doors.acting import once_only
from qantara.desk.doors.place import count_place
from qantara.desk.forms import OnceForm
from qantara.desk.frame import for_people, frame, signed_in
from qantara.notices import feeds


@asks(SIGNED_IN)
@for_people
@require_safe
def calendar(request: HttpRequest, lang: str) -> HttpResponse:
    """What is due in the cities whose work one may see, by month."""
    return _page(request, lang)


@asks(SIGNED_IN)
@for_people
@require_POST
def link(request: HttpRequest, lang: str) -> HttpResponse:
    """Make a new address, shown this once; or end the one there is."""
    person, form = signed_in(request), OnceForm(request.POST)
    made: list[str] = []

    def act() -> None:
        if "end" in request.POST:
            feeds.end(person, at=clock.now())
        else:
            made.append(feeds.make(person, at=clock.now()))

    if once_only(form, act) and not made:
        return redirect("desk:calendar", lang=lang)
    return _page(request, lang, token=made[0] if made else "")


@asks(ANYBODY)
@require_safe
def feed(request: HttpRequest, lang: str, token: str) -> HttpResponse:
    """The calendar of whoever made the address. Ended and invented addresses look the same."""
    at = clock.now()
    with fence.reaching("feed"):
        person = feeds.opened(token)
    if person is None:
        try:
            count_place(request, at=at)
        except throttle.TooMany:
            return HttpResponse(status=429)
        return HttpResponse(status=404)
    # From here on nothing is in reach but what is in reach of them.
    fence.stand_for(person.pk)
    with translation.override(lang):
        content = written(entries(person, lang, at=at), lang, at=at)
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="qantara.ics"'
    return response


def _page(request: HttpRequest, lang: str, *, token: str = "") -> HttpResponse:
    person, at = signed_in(request), clock.now()
    path = reverse("desk:calendar", kwargs={"lang": lang})
    address = ""
    if token:
        address = settings.DESK_URL + reverse("desk:feed", kwargs={"lang": lang, "token": token})
    context = {
        "months": list(by_month(entries(person, lang, at=at))),
        "today": at.date(),
        "address": address,
        "in_force": feeds.in_force(person),
        "form": OnceForm(),
    }
    return render(request, "desk/calendar/calendar.html", frame(request, path=path) | context)
