"""Pages with words of their own: the door, and what this is and how figures are protected."""

from __future__ import annotations

from datetime import UTC, datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from qantara.publishing.site import kept, standing
from qantara.publishing.site.frame import frame, language_of, notice_of
from qantara.releases import read
from qantara.web import links


@require_safe
def door(request: HttpRequest) -> HttpResponse:
    """The address without a language: one arch for each."""
    return kept.answer(request, kept.shelf.get(_key(request), lambda: _door(request)))


@require_safe
def about(request: HttpRequest, lang: str) -> HttpResponse:
    """What this is, how figures are checked and protected, what may be reused."""
    return kept.answer(request, kept.shelf.get(_key(request), lambda: _about(request)))


def _door(request: HttpRequest) -> kept.Page:
    languages = []
    for code, name in links.LANGUAGES.items():
        with translation.override(code):
            line = _("Cities working together on migration")
        url = links.site(reverse("site:home", args=[code]))
        languages.append({"code": code, "name": name, "line": line, "url": url})
    is_demonstration, changed_at = _demonstration()
    context = {
        "languages": languages,
        "description": " · ".join(language["line"] for language in languages),
        "canonical": links.site(),
        "is_demonstration": is_demonstration,
    }
    html = render_to_string("site/door.html", context)
    return kept.Page(html=html.encode(), modified_at=changed_at, language="mul")


def _about(request: HttpRequest) -> kept.Page:
    is_demonstration, changed_at = _demonstration()
    notice = notice_of(is_demonstration=is_demonstration, is_fictional=False)
    context = frame(request, crumbs=((_("About"), ""),), notice=notice)
    html = render_to_string("site/about.html", context)
    return kept.Page(html=html.encode(), modified_at=changed_at, language=language_of(request))


def _key(request: HttpRequest) -> tuple[str, ...]:
    return (request.path, *standing.of_network(settings.NETWORK, limit=1))


def _demonstration() -> tuple[bool, datetime]:
    """Whether the network at the root is a demonstration, and since when its directory says so."""
    directory = read.newest_document(kind="directory", subject=settings.NETWORK)
    if directory is None:
        return False, datetime.fromtimestamp(0, UTC)
    return directory["document"]["demonstration"], directory["released_at"]
