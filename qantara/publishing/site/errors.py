"""Pages for what is not there: unknown, withdrawn, broken. In the language of the address."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.template.loader import render_to_string
from django.urls import is_valid_path
from django.utils import translation
from django.utils.translation import gettext as _

from qantara.core import locales
from qantara.publishing.site.frame import frame
from qantara.releases import read
from qantara.releases.models import Tombstone
from qantara.web import links, names


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Says so; an address that lacks no more than its last stroke leads to the whole one."""
    path = request.path_info
    if not path.endswith("/") and is_valid_path(f"{path}/"):
        return HttpResponsePermanentRedirect(request.get_full_path(force_append_slash=True))
    return _page(request, "site/errors/not_found.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    return _page(request, "site/errors/server_error.html", status=500)


def nothing_on(request: HttpRequest, day: date) -> HttpResponse:
    """Nothing had been released about a place on the day asked for."""
    return _page(request, "site/errors/nothing_on.html", status=404, day=day)


def gone(request: HttpRequest, tombstone: Tombstone) -> HttpResponse:
    """A withdrawn release: date and reason, in all four languages."""
    is_place = tombstone.kind in read.PAGE_KINDS
    return _page(
        request,
        "site/errors/gone.html",
        status=410,
        tombstone=tombstone,
        has_page=is_place and bool(read.versions(tombstone.subject)),
        statements=[_statement(tombstone, lang) for lang in links.LANGUAGES],
    )


def _statement(tombstone: Tombstone, lang: str) -> dict[str, str]:
    """Date and reason of a withdrawal in one language."""
    reason, reason_lang = names.in_language(tombstone.reason, lang)
    with translation.override(lang):
        day = locales.day(tombstone.withdrawn_at.date(), lang)
        sentence = _("Withdrawn on %(day)s. Reason:") % {"day": day}
    return {"lang": lang, "sentence": sentence, "reason": reason, "reason_lang": reason_lang}


def _page(request: HttpRequest, template: str, *, status: int, **context: object) -> HttpResponse:
    """The language switch leads home: a page that is not there has no other languages."""
    around = frame(request)
    around["languages"] = [
        {"code": language.code, "name": language.name, "path": f"/{language.code}/"}
        for language in around["languages"]
    ]
    html = render_to_string(template, {**around, **context, "is_error": True})
    response = HttpResponse(html, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response
