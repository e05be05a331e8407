"""Stop mails by the link in one of them: without signing in, in one click (RFC 8058).

A mail program sends the form by itself, from elsewhere and without cookies, so nothing but the link speaks
for it; and all it can do is to stop mails, which their reader can begin again at the desk.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from qantara.accounts.attempts import throttle
from qantara.core import clock
from qantara.desk.asking import ANYBODY, asks
from qantara.desk.doors.place import count_place
from qantara.desk.frame import frame
from qantara.notices import wishes


@asks(ANYBODY)
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, lang: str, token: str) -> HttpResponse:
    """GET asks, POST stops. Links that were not made here open nothing."""
    at = clock.now()
    person = wishes.opened(token)
    if person is None:
        try:
            count_place(request, at=at)
        except throttle.TooMany:
            return render(request, "desk/notices/no_link.html", frame(request), status=429)
        return render(request, "desk/notices/no_link.html", frame(request), status=404)
    is_done = request.method == "POST"
    if is_done:
        wishes.stop(person, at=at)
    return render(request, "desk/notices/stop.html", frame(request) | {"is_done": is_done})
