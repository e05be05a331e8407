"""Members of a network: map and list, today or as of a day."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from qantara import charts
from qantara.core import locales
from qantara.publishing.site import errors, kept, standing
from qantara.publishing.site.directory import Phase, countries, phases
from qantara.publishing.site.frame import frame, language_of, members_path, notice_of
from qantara.publishing.site.map import members_map
from qantara.releases import read
from qantara.web import names


@require_safe
def members(request: HttpRequest, lang: str, network: str = "") -> HttpResponse:
    try:
        on = date.fromisoformat(request.GET["on"]) if request.GET.get("on") else None
    except ValueError:
        return HttpResponseRedirect(request.path)
    network = network or settings.NETWORK
    key = (request.path, on, *standing.of_network(network, limit=1))
    try:
        page = kept.shelf.get(key, lambda: _members(request, network, on))
    except NoDirectory:
        return without_directory(request, network)
    return kept.answer(request, page)


class NoDirectory(Exception):
    """The network is not known here, or has not released who takes part."""


def without_directory(request: HttpRequest, network: str) -> HttpResponse:
    """Raises Http404 where there is no such network to be waited for."""
    if network == settings.NETWORK:
        return errors.nothing_yet(request)
    raise Http404


def network_context(request: HttpRequest, network: str, on: date | None) -> dict[str, Any]:
    """The newest directory of a network and who takes part. Raises NoDirectory."""
    release = read.newest_document(kind="directory", subject=network)
    if release is None:
        raise NoDirectory(network)
    lang, document = language_of(request), release["document"]
    with_page = {card["subject"] for card in read.subjects(network)}
    found = phases(document, lang, on=on, path=lambda slug: _path(lang, slug, with_page))
    drawn = members_map(document, found, lang)
    taking_part = [member for phase in found for member in phase.members]
    return {
        "release": release,
        "document": document,
        "network_name": document["network"]["name"],
        "is_fictional": document["network"]["is_fictional"],
        "notice": notice_of(
            is_demonstration=document["demonstration"],
            is_fictional=document["network"]["is_fictional"],
        ),
        "phases": found,
        "count": len(taking_part),
        "countries": countries(taking_part),
        "drawing": charts.draw(drawn),
        "narrow_drawing": charts.draw(drawn, charts.NARROW),
        "key": _key(found, lang),
        "sources": sorted({member.source for member in taking_part if member.source}),
    }


def _members(request: HttpRequest, network: str, on: date | None) -> kept.Page:
    about = network_context(request, network, on)
    context = {
        **frame(
            request,
            path=members_path(language_of(request), network),
            query={"on": on.isoformat()} if on else None,
            network=network,
            line=names.in_language(about["network_name"], language_of(request))[0],
            crumbs=((_("Members"), ""),),
            notice=about["notice"],
        ),
        **about,
        "on": on,
    }
    html = render_to_string("site/members.html", context)
    return kept.Page(
        html=html.encode(),
        modified_at=about["release"]["released_at"],
        language=language_of(request),
    )


def _path(lang: str, slug: str, with_page: set[str]) -> str:
    return reverse("site:city", args=[lang, slug]) if slug in with_page else ""


def _key(found: list[Phase], lang: str) -> list[tuple[str, str]]:
    """Marks of the map and what they stand for: the first phase, and all that came later."""
    called = [names.in_language(phase.name, lang)[0] for phase in found]
    later = [("second", locales.listing(called[1:], lang))] if called[1:] else []
    return [("first", name) for name in called[:1]] + later
