"""The indicator catalogue: all indicators by domain, and a page for each."""

from __future__ import annotations

import json
from datetime import date
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from qantara.publishing.site import errors, kept, standing, words
from qantara.publishing.site.catalogue import Catalogue, Domain
from qantara.publishing.site.frame import Crumbs, frame, language_of, notice_of
from qantara.releases import read

KIND = "framework"


@require_safe
def overview(request: HttpRequest, lang: str) -> HttpResponse:
    """Every indicator by domain; with ``?q=`` those whose texts hold the words asked for."""
    found = standing.newest_of(settings.NETWORK, KIND)
    if found is None:
        return render(request, "site/indicators_none.html", frame(request, crumbs=_crumbs()))
    address, subject = found
    if "on" in request.GET:
        return _as_it_was(request, subject)
    if asked := request.GET.get("q", "").strip():
        catalogue = released(address)
        domains = catalogue.matching(asked, lang)
        html = _overview(request, catalogue, domains, asked=asked)
        return HttpResponse(html, headers={"Cache-Control": "public, max-age=0, must-revalidate"})
    page = kept.shelf.get((request.path, address), lambda: _kept(request, address))
    return kept.answer(request, page)


@require_safe
def indicator(request: HttpRequest, lang: str, code: str) -> HttpResponse:
    """All there is to know of one indicator."""
    found = standing.newest_of(settings.NETWORK, KIND)
    if found is None:
        raise Http404
    address, _subject = found
    catalogue = released(address)
    if code.upper() not in catalogue.indicators:
        raise Http404
    if code != code.lower():
        return HttpResponseRedirect(reverse("site:indicator", args=[lang, code.lower()]))
    page = kept.shelf.get((request.path, address), lambda: _indicator(request, catalogue, code))
    return kept.answer(request, page)


@lru_cache(maxsize=4)
def released(address: str) -> Catalogue:
    """The catalogue of one release, read once in a process. Raises Http404 where it stands no more."""
    row = read.public().filter(address=address).values("number", "released_at", "document").first()
    if row is None:
        raise Http404
    return Catalogue(
        json.loads(row["document"]),
        address=address,
        number=row["number"],
        released_at=row["released_at"],
    )


def paths(lang: str) -> list[str]:
    """The addresses of the catalogue and of its indicators; none where none has been released."""
    found = standing.newest_of(settings.NETWORK, KIND)
    if found is None:
        return []
    address, _subject = found
    codes = released(address).indicators
    return [
        reverse("site:indicators", args=[lang]),
        *(reverse("site:indicator", args=[lang, code.lower()]) for code in codes),
    ]


def _as_it_was(request: HttpRequest, subject: str) -> HttpResponse:
    try:
        day = date.fromisoformat(request.GET["on"])
    except ValueError:
        return HttpResponseRedirect(request.path)
    if address := read.as_of(subject, KIND, day):
        return HttpResponseRedirect(reverse("site:release", args=[language_of(request), address]))
    return errors.nothing_on(request, day)


def _kept(request: HttpRequest, address: str) -> kept.Page:
    catalogue = released(address)
    html = _overview(request, catalogue, catalogue.domains)
    return kept.Page(
        html=html.encode(), modified_at=catalogue.released_at, language=language_of(request)
    )


def _overview(
    request: HttpRequest, catalogue: Catalogue, domains: tuple[Domain, ...], *, asked: str = ""
) -> str:
    lang = language_of(request)
    downloads = sorted(
        read.downloads(catalogue.address, lang), key=lambda file: words.place_of(file.format)
    )
    context = {
        **_frame(request, catalogue, _crumbs(), query={"q": asked} if asked else None),
        "domains": [
            (domain, [_line(one, catalogue, lang) for one in domain.indicators])
            for domain in domains
        ],
        "asked": asked,
        "count": sum(len(domain.indicators) for domain in domains),
        "all": len(catalogue.indicators),
        "downloads": downloads,
    }
    return render_to_string("site/indicators.html", context)


def _line(one: dict[str, Any], catalogue: Catalogue, lang: str) -> dict[str, Any]:
    return {
        "code": one["code"],
        "name": one["name"],
        "path": reverse("site:indicator", args=[lang, one["code"].lower()]),
        "tier": catalogue.short("tier", one["tier"]),
        "is_core": one["tier"] == "core",
        "direction": catalogue.short("direction", one["direction"]),
    }


def _indicator(request: HttpRequest, catalogue: Catalogue, code: str) -> kept.Page:
    lang = language_of(request)
    one = catalogue.indicators[code.upper()]
    before, after = catalogue.beside(one["code"])
    context = {
        **_frame(
            request,
            catalogue,
            (*_crumbs(reverse("site:indicators", args=[lang])), (one["code"], "")),
        ),
        "domain": catalogue.domain_of(one),
        "tier": catalogue.short("tier", one["tier"]),
        "sheet": catalogue.sheet(one, lang),
        "reading": catalogue.reading(one, lang),
        "origins": catalogue.origins(one, lang),
        "variants": catalogue.variants(one, lang),
        "before": before and _line(before, catalogue, lang),
        "after": after and _line(after, catalogue, lang),
    }
    html = render_to_string("site/indicators_one.html", context)
    return kept.Page(html=html.encode(), modified_at=catalogue.released_at, language=lang)


def _frame(
    request: HttpRequest,
    catalogue: Catalogue,
    crumbs: Crumbs,
    *,
    query: dict[str, str] | None = None,
) -> dict[str, Any]:
    return {
        **frame(
            request,
            query=query,
            crumbs=crumbs,
            notice=notice_of(is_demonstration=catalogue.is_demonstration, is_fictional=False),
        ),
        "catalogue": catalogue,
        "index": reverse("site:indicators", args=[language_of(request)]),
    }


def _crumbs(path: str = "") -> Crumbs:
    return ((_("Indicators"), path),)
