"""A place's page, a certain release of it, and its files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language_from_request
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from qantara.publishing.site import errors, kept, standing, words
from qantara.publishing.site.frame import (
    Crumbs,
    frame,
    language_of,
    members_path,
    notice_of,
    recommendations_path,
)
from qantara.releases import read, succession
from qantara.releases.models import Tombstone
from qantara.releases.words import kind_name
from qantara.web import links, names, paper

Versions = tuple[read.Version, ...]

#: One file of each is offered as a button under the title.
BUTTONS = ("pdf",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A release among those of its place, as the list of versions shows it."""

    version: read.Version
    name: str
    path: str
    is_shown: bool
    before: read.Version | None  # the standing release it took the place of


@require_safe
def city(request: HttpRequest, lang: str, subject: str) -> HttpResponse:
    """The page of a place: its profile, else its published figures, else what is missing.

    Where all there was has been withdrawn: 410, with date and reason.
    """
    if "on" in request.GET:
        return _as_it_was(request, lang, subject)
    versions = standing.of_subject(subject)
    if not any(version.kind in read.PAGE_KINDS for version in versions):
        return _withdrawn_or_unknown(request, read.tombstone_of(subject), path=request.path)
    key = (request.path, *(version.address for version in versions))
    return kept.answer(request, kept.shelf.get(key, lambda: _city(request, subject, versions)))


@require_safe
def priorities(request: HttpRequest, lang: str, subject: str) -> HttpResponse:
    """A city's newest City Priority Paper; 410 where the last one has been withdrawn."""
    return _of_kind(request, subject, read.PRIORITIES)


@require_safe
def progress(request: HttpRequest, lang: str, subject: str) -> HttpResponse:
    """What a city lets out of its progress; 410 where the last release of it has been withdrawn."""
    return _of_kind(request, subject, read.PROGRESS)


@require_safe
def release(request: HttpRequest, lang: str, address: str) -> HttpResponse:
    """One release, as it was made; 410 where it has been withdrawn."""
    versions = standing.beside(address)
    if address not in {version.address for version in versions}:
        return _withdrawn_or_unknown(request, read.tombstone(address))
    key = (request.path, *(version.address for version in versions))
    return kept.answer(request, kept.shelf.get(key, lambda: _release(request, address, versions)))


@require_safe
def permanent(request: HttpRequest, address: str) -> HttpResponse:
    """``/r/<address>``: on to the language the reader's browser asks for."""
    if tombstone := read.tombstone(address):
        return errors.gone(request, tombstone)
    answer = HttpResponseRedirect(
        reverse("site:release", args=[get_language_from_request(request), address])
    )
    answer.headers["Vary"] = "Accept-Language"
    return answer


@require_safe
def file(request: HttpRequest, lang: str, address: str, filename: str) -> HttpResponse:
    """A file of a release, byte for byte as its checksum says."""
    found = read.download(address, filename)
    if found is None:
        return _withdrawn_or_unknown(request, read.tombstone(address))
    download, content = found
    etag = f'"{download.checksum}"'
    answer = HttpResponse(content, content_type=download.media_type)
    answer.headers["Content-Disposition"] = f'attachment; filename="{download.filename}"'
    answer.headers["Content-Length"] = str(len(content))
    answer.headers["ETag"] = etag
    answer.headers["Cache-Control"] = "public, max-age=0, must-revalidate"
    return get_conditional_response(request, etag=etag, response=answer) or answer


#: Kinds beside a place's own page, and their addresses.
_PATHS = {read.PRIORITIES: "priorities", read.PROGRESS: "progress"}


def _of_kind(request: HttpRequest, subject: str, kind: str) -> HttpResponse:
    versions, kinds = standing.of_subject(subject), (kind,)
    if not any(version.kind == kind for version in versions):
        return _withdrawn_or_unknown(request, read.tombstone_of(subject, kinds), path=request.path)
    key = (request.path, *(version.address for version in versions))
    made = kept.shelf.get(key, lambda: _city(request, subject, versions, kinds))
    return kept.answer(request, made)


def _as_it_was(request: HttpRequest, lang: str, subject: str) -> HttpResponse:
    try:
        day = date.fromisoformat(request.GET["on"])
    except ValueError:
        return HttpResponseRedirect(request.path)
    for kind in read.PAGE_KINDS:
        if address := read.as_of(subject, kind, day):
            return HttpResponseRedirect(reverse("site:release", args=[lang, address]))
    return errors.nothing_on(request, day)


def _city(
    request: HttpRequest,
    subject: str,
    versions: Versions,
    kinds: Sequence[str] = read.PAGE_KINDS,
) -> kept.Page:
    """In the reader's language, else in the first other language there is, and said to be so."""
    for lang in (language_of(request), *names.FALLBACK):
        if page := read.page(subject, lang, kinds):
            return _page(request, page, versions, page_lang=lang)
    raise Http404


def _release(request: HttpRequest, address: str, versions: Versions) -> kept.Page:
    for lang in (language_of(request), *names.FALLBACK):
        if page := read.page_at(address, lang):
            return _page(request, page, versions, page_lang=lang)
    raise Http404


def _withdrawn_or_unknown(
    request: HttpRequest, tombstone: Tombstone | None, *, path: str = ""
) -> HttpResponse:
    if tombstone is None:
        raise Http404
    return errors.gone(request, tombstone, path=path)


def _page(
    request: HttpRequest, page: read.Page, versions: Versions, *, page_lang: str
) -> kept.Page:
    lang = language_of(request)
    downloads = sorted(
        read.downloads(page.address, lang), key=lambda download: words.place_of(download.format)
    )
    context = {
        **frame(
            request,
            network=page.network,
            crumbs=_crumbs(lang, page),
            notice=notice_of(
                is_demonstration=page.is_demonstration, is_fictional=page.is_fictional
            ),
        ),
        "page": page,
        "page_lang": page_lang,
        "downloads": downloads,
        "buttons": [download for download in downloads if download.format in BUTTONS],
        "versions": [
            _listed(version, page, versions, lang)
            for version in versions
            if version.kind in _kinds_beside(page)
        ],
        "newer": _newer(page, versions),
        "kind_name": kind_name(page.kind),
        "current_path": _current_path(lang, page),
        "is_place": page.kind in read.PAGE_KINDS,
        "priorities_path": _beside(lang, page, versions, read.PRIORITIES, "priorities"),
        "progress_path": _beside(lang, page, versions, read.PROGRESS, "progress"),
        "withdrawn": sorted(set(page.quoted) - {version.address for version in versions}),
        "address": links.site(f"/r/{page.address}"),
        "today": versions[0].released_at.date(),
    }
    context["body"] = paper.fill(
        page.html,
        actions=render_to_string("site/city_actions.html", context),
        after=render_to_string("site/city_after.html", context),
        ask=lambda section: render_to_string("site/ask.html", {**context, "section": section}),
    )
    html = render_to_string("site/city.html", context)
    return kept.Page(html=html.encode(), modified_at=versions[0].released_at, language=lang)


def _current_path(lang: str, page: read.Page) -> str:
    """Where the newest release of the same thing is read."""
    if page.kind == "directory":
        return members_path(lang, page.network)
    if page.kind == "framework":
        return reverse("site:indicators", args=[lang])
    if page.kind == "toolkit":
        return reverse("site:toolkit", args=[lang])
    if page.kind == "recommendations":
        return recommendations_path(lang, page.network)
    if page.kind in _PATHS:
        return reverse(f"site:{_PATHS[page.kind]}", args=[lang, page.subject])
    return reverse("site:city", args=[lang, page.subject])


def _beside(lang: str, page: read.Page, versions: Versions, kind: str, name: str) -> str:
    """From a place's own page to another kind of it; empty where it has released none."""
    if page.kind in read.PAGE_KINDS and any(one.kind == kind for one in versions):
        return reverse(f"site:{name}", args=[lang, page.subject])
    return ""


def _crumbs(lang: str, page: read.Page) -> Crumbs:
    if page.kind == "framework":
        return ((_("Indicators"), _current_path(lang, page)), (page.title, ""))
    if page.kind == "toolkit":
        return ((_("Toolkit"), ""),)
    members = (_("Members"), members_path(lang, page.network))
    if page.kind == "recommendations":
        return ((kind_name(page.kind), ""),)
    if page.kind in _PATHS:
        place = (page.title, reverse("site:city", args=[lang, page.subject]))
        return (members, place, (kind_name(page.kind), ""))
    return (members, (page.title, ""))


def _kinds_beside(page: read.Page) -> tuple[str, ...]:
    """What stands in one list with a page: all a place has released, or the same of a network."""
    return read.PAGE_KINDS if page.kind in read.PAGE_KINDS else (page.kind,)


def _listed(version: read.Version, page: read.Page, versions: Versions, lang: str) -> Listed:
    return Listed(
        version=version,
        name=kind_name(version.kind),
        path=reverse("site:release", args=[lang, version.address]),
        is_shown=version.address == page.address,
        before=succession.replaced(version, versions),
    )


def _newer(page: read.Page, versions: Versions) -> read.Version | None:
    """The release of the same kind that has taken this one's place."""
    return next(
        (one for one in versions if one.kind == page.kind and one.number > page.number), None
    )
