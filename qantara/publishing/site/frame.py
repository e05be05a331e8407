"""What stands around every page of the site: language switch, addresses, crumbs, notice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from qantara.web import links

Crumbs = tuple[tuple[str, str], ...]

#: What a page says of itself before all else: nothing, that it is a demonstration, or invented.
Notice = Literal["", "demonstration", "fiction"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    code: str
    name: str
    path: str  # of the same page, with what was asked of it
    url: str  # the same, absolute


def language_of(request: HttpRequest) -> str:
    lang: str = request.LANGUAGE_CODE
    return lang


def languages(path: str, query: Mapping[str, str] | None = None) -> list[Language]:
    """The page at ``path``, which begins with its language, in each of the languages.

    ``query``: what is asked of the page, as it understood it.
    """
    rest = path[3:] + (f"?{urlencode(query)}" if query else "")
    return [
        Language(code=code, name=name, path=f"/{code}{rest}", url=links.site(f"/{code}{rest}"))
        for code, name in links.LANGUAGES.items()
    ]


def home_path(lang: str, network: str) -> str:
    if network == settings.NETWORK:
        return reverse("site:home", args=[lang])
    return reverse("site:network-home", args=[lang, network])


def members_path(lang: str, network: str) -> str:
    if network == settings.NETWORK:
        return reverse("site:members", args=[lang])
    return reverse("site:network-members", args=[lang, network])


def recommendations_path(lang: str, network: str) -> str:
    if network == settings.NETWORK:
        return reverse("site:recommendations", args=[lang])
    return reverse("site:network-recommendations", args=[lang, network])


def notice_of(*, is_demonstration: bool, is_fictional: bool) -> Notice:
    """A network that does not exist is no publication of anyone's, whatever else it is."""
    if is_fictional:
        return "fiction"
    return "demonstration" if is_demonstration else ""


def frame(
    request: HttpRequest,
    *,
    path: str = "",
    query: Mapping[str, str] | None = None,
    network: str = "",
    line: str = "",
    crumbs: Crumbs = (),
    notice: Notice = "",
) -> dict[str, Any]:
    """Context of the base template.

    path   the page's own address, where it has several
    query  what is asked of the page: its other languages are asked the same, and search engines,
           which would ask without end, are told to keep the plain page only
    """
    lang = language_of(request)
    network = network or settings.NETWORK
    own_path = path or request.path
    home = home_path(lang, network)
    return {
        "lang": lang,
        "own_path": own_path,
        "is_asked": bool(query),
        "canonical": links.site(own_path),
        "languages": languages(own_path, query),
        "home": home,
        "members": members_path(lang, network),
        "recommended": recommendations_path(lang, network),
        "line": line or _("Cities working together on migration"),
        "crumbs": ((_("Home"), home), *crumbs) if crumbs else (),
        "notice": notice,
        "contact": settings.CONTACT,
    }
