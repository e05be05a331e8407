"""What somebody of the group sees who opens its link: a form, and nothing of the city's work.

Links that were closed, have expired or never were look the same.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from qantara.accounts.attempts import throttle
from qantara.action.priorities import links
from qantara.core import clock, fence
from qantara.desk.asking import ANYBODY, asks
from qantara.desk.doors.acting import once_only
from qantara.desk.doors.place import count_place
from qantara.desk.frame import frame
from qantara.desk.priorities.forms import GroupForm


@asks(ANYBODY)
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: HttpRequest, lang: str, token: str) -> HttpResponse:
    """A proposal without an account, written in the language of the page."""
    at = clock.now()
    with fence.reaching("group"):
        link = links.opened(token, at=at)
    if link is None or request.method == "POST":
        try:
            count_place(request, at=at)
        except throttle.TooMany:
            return render(request, "desk/priorities/closed.html", frame(request), status=429)
    if link is None:
        return render(request, "desk/priorities/closed.html", frame(request), status=404)
    form = GroupForm(request.POST if request.method == "POST" else None)
    context = {"link": link, "form": form, "token": token}

    def act() -> None:
        links.propose(token, form.draft(), language=lang, at=at)

    if form.is_bound and once_only(form, act):
        return render(request, "desk/priorities/thanks.html", frame(request) | context)
    status = 422 if form.errors else 200
    return render(request, "desk/priorities/group.html", frame(request) | context, status=status)
