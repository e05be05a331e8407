"""Pages for what went wrong at the desk, in the language of the address."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from qantara.desk.frame import frame


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The same for what is not there and for what is not yours to see."""
    return _page(
        request,
        404,
        _("There is nothing for you here"),
        _(
            "The page does not exist, or it belongs to another city or organisation. Ask whoever may sign for it."
        ),
    )


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(
        request,
        403,
        _("Your role does not allow this"),
        _("Ask whoever may sign for your city or organisation, or the secretariat of the network."),
    )


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    return _page(
        request,
        403,
        _("This form has expired"),
        _("Nothing was stored. Go back, load the page again and send the form once more."),
    )


def server_error(request: HttpRequest) -> HttpResponse:
    return _page(
        request,
        500,
        _("Something went wrong on our side"),
        _(
            "Nothing was stored. Try again; if it happens once more, tell the secretariat what you did."
        ),
    )


def _page(request: HttpRequest, status: int, title: str, text: str) -> HttpResponse:
    context = frame(request) | {"title": title, "text": text}
    return render(request, "desk/error.html", context, status=status)
