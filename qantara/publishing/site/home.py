"""The first page: what this is, who takes part, what is known, what is new."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from qantara.publishing.site import kept, standing
from qantara.publishing.site.directory import facts
from qantara.publishing.site.frame import frame, home_path, language_of
from qantara.publishing.site.members import NoDirectory, network_context, without_directory
from qantara.releases import read
from qantara.releases.words import kind_name
from qantara.web import links, names

NEWEST = 6
#: What is news: a page that says what is missing is none.
NEWS = ("profile", "figures", "directory", read.PRIORITIES, read.PROGRESS)


@require_safe
def home(request: HttpRequest, lang: str, network: str = "") -> HttpResponse:
    network = network or settings.NETWORK
    networks = standing.directories()
    key = (request.path, *networks.values(), *standing.of_network(network, NEWEST))
    try:
        page = kept.shelf.get(key, lambda: _home(request, network, set(networks)))
    except NoDirectory:
        return without_directory(request, network)
    return kept.answer(request, page)


def _home(request: HttpRequest, network: str, networks: set[str]) -> kept.Page:
    lang = language_of(request)
    newest = read.newest(network=network, kinds=NEWS, limit=NEWEST)
    about = network_context(request, network, on=None)
    achievements = _achievements(about["document"])
    context = {
        **frame(
            request,
            path=home_path(lang, network),
            network=network,
            line=names.in_language(about["network_name"], lang)[0],
            notice=about["notice"],
        ),
        **about,
        "door": links.site() if network == settings.NETWORK else "",
        "achievements": achievements,
        "achievement_sources": sorted({one["source"] for one in achievements}),
        "newest": [_item(card, lang) for card in newest],
        "others": [_other(slug, lang) for slug in sorted(networks - {network})],
    }
    html = render_to_string("site/home.html", context)
    return kept.Page(html=html.encode(), modified_at=newest[0]["released_at"], language=lang)


def _item(card: Mapping[str, Any], lang: str) -> dict[str, Any]:
    return {
        "title": card["card"]["title"],
        "summary": card["card"]["summary"],
        "kind": kind_name(card["kind"]),
        "number": card["number"],
        "released_at": card["released_at"],
        "path": reverse("site:release", args=[lang, card["address"]]),
    }


def _other(network: str, lang: str) -> dict[str, Any]:
    """Another network on this platform, as its directory names it."""
    directory = read.newest_document(kind="directory", subject=network)
    about = directory["document"]["network"] if directory else {"name": {}, "is_fictional": False}
    return {**about, "path": home_path(lang, network)}


def _achievements(document: dict[str, Any]) -> list[dict[str, Any]]:
    """What the first phase came to, as its record says: value, what it counts, source."""
    labels = {
        "peer_to_peer_exchanges": _("peer-to-peer exchanges"),
        "city_priorities_identified": _("city priorities identified"),
        "city_migration_profiles": _("City Migration Profiles developed"),
        "pilot_projects": _("pilot projects implemented"),
        "local_elected_representatives": _("local elected representatives engaged"),
        "local_stakeholders": _("local stakeholders involved"),
    }
    recorded = facts(document, "phase_1_")
    return [
        {"label": label, "value": recorded[name][0]["value"], "source": recorded[name][0]["source"]}
        for name, label in labels.items()
        if name in recorded
    ]
