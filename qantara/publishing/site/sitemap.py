"""What search engines ask for: which pages there are, in which languages."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from qantara.publishing.site import indicators
from qantara.publishing.site.frame import languages
from qantara.releases import read
from qantara.web import links


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *", "Allow: /", f"Sitemap: {links.site(reverse('site:sitemap'))}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Home, members, about, every place and every indicator, each with its four languages."""
    paths = [reverse(f"site:{name}", args=["en"]) for name in ("home", "members", "about")]
    subjects = sorted({card["subject"] for card in read.subjects(settings.NETWORK)})
    paths += [reverse("site:city", args=["en", subject]) for subject in subjects]
    paths += indicators.paths("en")
    pages = [language for path in paths for language in _each(path)]
    return render(request, "site/sitemap.xml", {"pages": pages}, content_type="application/xml")


def _each(path: str) -> list[tuple[str, list[tuple[str, str]]]]:
    found = [(language.code, language.url) for language in languages(path)]
    return [(url, found) for _code, url in found]
