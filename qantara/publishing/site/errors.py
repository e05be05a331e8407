"""Pages for what is not there: unknown, withdrawn, broken. In the language of the address."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.template.loader import render_to_string
from django.urls import is_valid_path, reverse
from django.utils import translation
from django.utils.translation import gettext as _

from qantara.core import locales
from qantara.publishing.site.frame import frame, language_of, languages
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
    query = {"on": day.isoformat()}
    return _page(
        request, "site/errors/nothing_on.html", status=404, path=request.path, query=query, day=day
    )


def nothing_yet(request: HttpRequest) -> HttpResponse:
    """The network at the root has released no directory: its first page and members are to come."""
    return _page(request, "site/nothing_yet.html", status=404, path=request.path)


def gone(request: HttpRequest, tombstone: Tombstone, *, path: str = "") -> HttpResponse:
    """A withdrawn release: date and reason, in all four languages, the reader's first.

    ``path``: where that is answered, if not at the release's own address.
    """
    is_place = tombstone.kind in read.PAGE_KINDS
    own = language_of(request)
    return _page(
        request,
        "site/errors/gone.html",
        status=410,
        path=path or reverse("site:release", args=[own, tombstone.address]),
        tombstone=tombstone,
        has_page=is_place and bool(read.versions(tombstone.subject)),
        statements=[
            _statement(tombstone, lang) for lang in sorted(links.LANGUAGES, key=own.__ne__)
        ],
    )


def no_list(request: HttpRequest, tombstone: Tombstone, newer: read.Version) -> HttpResponse:
    """A list of changes whose earlier release, the one of ``tombstone``, has been withdrawn."""
    return _page(
        request,
        "site/errors/no_list.html",
        status=410,
        path=reverse("site:changes", args=[language_of(request), newer.address]),
        tombstone=tombstone,
        newer=newer,
    )


def _statement(tombstone: Tombstone, lang: str) -> dict[str, str]:
    """Date and reason of a withdrawal in one language."""
    reason, reason_lang = names.in_language(tombstone.reason, lang)
    with translation.override(lang):
        day = locales.day(tombstone.withdrawn_at.date(), lang)
        sentence = _("Withdrawn on %(day)s. Reason:") % {"day": day}
    return {"lang": lang, "sentence": sentence, "reason": reason, "reason_lang": reason_lang}


def _page(
    request: HttpRequest,
    template: str,
    *,
    status: int,
    path: str = "",
    query: Mapping[str, str] | None = None,
    **context: object,
) -> HttpResponse:
    """``path`` and ``query``: where every language answers the same; else the switch leads home."""
    around = frame(request, path=path, query=query)
    if not path:
        around["languages"] = languages(f"/{language_of(request)}/")
    html = render_to_string(template, {**around, **context, "is_error": True})
    response = HttpResponse(html, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response
