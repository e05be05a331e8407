"""A network's recommendations, and what its cities let out of their progress on them."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from qantara.core import clock
from qantara.publishing.site import grid, kept, standing
from qantara.publishing.site.frame import frame, language_of, notice_of, recommendations_path
from qantara.publishing.site.grid import City
from qantara.releases import read
from qantara.web import names

KIND = "recommendations"


def paths(lang: str, network: str) -> list[str]:
    """The address of a network's recommendations, where they have been released."""
    found = standing.newest_of(network, KIND)
    return [recommendations_path(lang, network)] if found else []


@require_safe
def recommendations(request: HttpRequest, lang: str, network: str = "") -> HttpResponse:
    """The grid of all members, and the recommendations one by one."""
    network = network or settings.NETWORK
    if standing.newest_of(network, KIND) is None:
        if network != settings.NETWORK and network not in standing.directories():
            raise Http404
        context = frame(request, network=network, crumbs=((_("Recommendations"), ""),))
        return render(request, "site/recommendations_none.html", context)
    key = (request.path, clock.now().date(), *standing.of_network(network, limit=1))
    return kept.answer(request, kept.shelf.get(key, lambda: _made(request, network)))


def _made(request: HttpRequest, network: str) -> kept.Page:
    lang, today = language_of(request), clock.now().date()
    release = read.newest_document(kind=KIND, subject=network)
    if release is None:
        raise Http404
    document = release["document"]
    found = [one for one in document["set"]["recommendations"] if not one["is_retired"]]
    cities = _cities(network, lang)
    name = names.in_language(document["network"]["name"], lang)[0]
    is_fictional = document["network"]["is_fictional"]
    context: dict[str, Any] = {
        **frame(
            request,
            path=recommendations_path(lang, network),
            network=network,
            line=name,
            crumbs=((_("Recommendations"), ""),),
            notice=notice_of(
                is_demonstration=document["demonstration"], is_fictional=is_fictional
            ),
        ),
        "release": release,
        "network_name": document["network"]["name"],
        "is_placeholder": document["set"]["is_placeholder"],
        "source": document["set"]["source"],
        "recommendations": [
            (one["code"], names.in_language(one["title"], lang), names.in_language(one["text"], lang))
            for one in found
        ],
        "columns": grid.columns(found, cities, lang),
        "rows": grid.rows(cities, [one["code"] for one in found], lang, today=today),
        "levels": list(enumerate(grid.levels())),
        "not_shared": grid.not_shared(),
        "cities": len(cities),
        "sharing": sum(bool(city.cells) for city in cities),
    }  # fmt: skip
    html = render_to_string("site/recommendations.html", context)
    return kept.Page(html=html.encode(), modified_at=release["released_at"], language=lang)


def _cities(network: str, lang: str) -> list[City]:
    """Every place of the members that take part today, and whoever let something out."""
    shared = {one["subject"]: one["card"] for one in read.subjects(network, (read.PROGRESS,))}
    directory = read.newest_document(kind="directory", subject=network)
    places = {
        place["slug"]: place["name"]
        for member in (directory["document"]["members"] if directory else ())
        for place in member["places"]
        if place["has_page"]
    }
    places |= {slug: card["name"] for slug, card in shared.items()}
    return [
        City(
            slug=slug,
            name=name,
            path=reverse("site:progress", args=[lang, slug]) if slug in shared else "",
            cells=shared[slug]["cells"] if slug in shared else {},
        )
        for slug, name in places.items()
    ]
