"""What search engines ask for: which pages there are, in which languages."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from qantara.publishing.site import indicators, recommendations, standing, toolkit
from qantara.publishing.site.frame import home_path, languages, members_path
from qantara.releases import read
from qantara.web import links


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *", "Allow: /", f"Sitemap: {links.site(reverse('site:sitemap'))}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """About, every network, place and indicator, each with its four languages."""
    paths = [reverse("site:about", args=["en"])]
    for network in sorted({settings.NETWORK, *standing.directories()}):
        paths += [home_path("en", network), members_path("en", network)]
        subjects = sorted({card["subject"] for card in read.subjects(network)})
        paths += [reverse("site:city", args=["en", subject]) for subject in subjects]
        paths += recommendations.paths("en", network)
        telling = sorted({card["subject"] for card in read.subjects(network, (read.PROGRESS,))})
        paths += [reverse("site:progress", args=["en", subject]) for subject in telling]
        with_paper = sorted(
            {card["subject"] for card in read.subjects(network, (read.PRIORITIES,))}
        )
        paths += [reverse("site:priorities", args=["en", subject]) for subject in with_paper]
    paths += [*indicators.paths("en"), *toolkit.paths("en")]
    pages = [language for path in paths for language in _each(path)]
    return render(request, "site/sitemap.xml", {"pages": pages}, content_type="application/xml")


def _each(path: str) -> list[tuple[str, list[tuple[str, str]]]]:
    found = [(language.code, language.url) for language in languages(path)]
    return [(url, found) for _code, url in found]
