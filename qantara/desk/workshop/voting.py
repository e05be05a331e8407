"""The ballot: for whoever has a card, without an account, on any phone, with script or without.

Nothing of it stands in an address: the code is typed, or lies behind the # of the card's picture, and is
sent as the body of a form. The page gives no cookie. That a form comes from this page is seen by what the
browser says of itself; and who has no card's code can send nothing anyway, which is why no token is needed.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from qantara.accounts.attempts import throttle
from qantara.action.ballots.cast import NothingSaid, Taken, UnknownCode, cast, take_seat
from qantara.core import clock
from qantara.core.errors import DomainError
from qantara.desk.asking import ANYBODY, asks
from qantara.desk.doors.place import place
from qantara.desk.frame import frame
from qantara.desk.workshop import marks


@csrf_exempt
@asks(ANYBODY)
@require_http_methods(["GET", "HEAD", "POST"])
def ballot(request: HttpRequest, lang: str) -> HttpResponse:
    """The code, then the ballot, then that it is kept. Every step can be sent again."""
    if request.method != "POST":
        return _door(request)
    if not _is_from_here(request):
        return _door(request, _("This form was not sent from this page. Type your code here."), 403)
    code = request.POST.get("code", "")
    try:
        seat = take_seat(code)
        if "said" not in request.POST:
            return _paper(request, seat, code)
        try:
            cast(code, marks.read(seat.round, request.POST))
        except UnknownCode:
            raise
        except DomainError as error:
            return _paper(request, seat, code, error)
    except UnknownCode as error:
        return _refused(request, error)
    except DomainError as error:
        return _door(request, str(error), 422)
    context = {
        "code": code,
        "round": seat.round,
        "is_abstention": request.POST["said"] == "abstain",
    }
    return _answer(request, "kept", context)


def _door(
    request: HttpRequest, error: str = "", status: int = 200, *, is_over: bool = False
) -> HttpResponse:
    context = {
        "error": error,
        "code": request.POST.get("code", "") if error else "",
        "is_over": is_over,
    }
    return _answer(request, "code", context, status)


def _paper(
    request: HttpRequest, seat: Taken, code: str, error: DomainError | None = None
) -> HttpResponse:
    context = {
        "code": code,
        "round": seat.round,
        "workshop": seat.round.workshop,
        "has_voted": seat.has_voted,
        "questions": marks.questions(seat.round, request.POST),
        "is_ranking": not seat.round.criteria,
        "stamp": marks.stamp(seat.round),
        "error": str(error) if error else "",
        "says_nothing": isinstance(error, NothingSaid),
    }
    return _answer(request, "ballot", context, 422 if error else 200)


def _refused(request: HttpRequest, error: UnknownCode) -> HttpResponse:
    """A code that fits its check and is of no open round was guessed, or its round is over.

    Guesses are counted, and those alone: of a ballot that is cast nothing is written but the ballot.
    """
    try:
        throttle.count("ballot", place(request), at=clock.now())
    except throttle.TooMany as too_many:
        return _door(request, str(too_many), 429)
    return _door(request, str(error), 422, is_over=True)


def _is_from_here(request: HttpRequest) -> bool:
    """What browsers say of where a form comes from; those that say nothing are believed."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == request.get_host()


def _answer(
    request: HttpRequest, name: str, context: dict[str, object], status: int = 200
) -> HttpResponse:
    path = f"/{request.LANGUAGE_CODE}/b/"
    return render(
        request,
        f"desk/workshop/vote_{name}.html",
        frame(request, path=path) | context,
        status=status,
    )
