"""What a release changed against the one it took the place of: a page and a file for spreadsheets.

Made of the two public documents when it is asked for, and of nothing kept: where one of the two is
withdrawn, its list is gone with it.
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language_from_request
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from qantara.publishing.site import errors, kept, standing, words
from qantara.publishing.site.frame import frame, language_of, members_path, notice_of
from qantara.releases import read, succession
from qantara.releases.read import Version
from qantara.releases.succession import Succession
from qantara.web import names, paper

Make = Callable[[HttpRequest, Succession], bytes]


@require_safe
def permanent(request: HttpRequest, address: str) -> HttpResponse:
    """``/r/<address>/changes/``: on to the language the reader's browser asks for."""
    lang = get_language_from_request(request)
    answer = HttpResponseRedirect(reverse("site:changes", args=[lang, address]))
    answer.headers["Vary"] = "Accept-Language"
    return answer


@require_safe
def changes(request: HttpRequest, lang: str, address: str) -> HttpResponse:
    """The list, to be read. 410 where one of the two releases has been withdrawn."""
    return _answer(request, address, _page)


@require_safe
def table(request: HttpRequest, lang: str, address: str) -> HttpResponse:
    """The same as CSV, with a row for every figure."""
    answer = _answer(request, address, _table)
    if answer.status_code == 200:
        answer.headers["Content-Type"] = "text/csv; charset=utf-8"
        name = f"{address}-changes-{lang}.csv"
        answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _answer(request: HttpRequest, address: str, make: Make) -> HttpResponse:
    versions = standing.beside(address)
    newer = next((one for one in versions if one.address == address), None)
    if newer is None:
        return _withdrawn_or_unknown(request, address)
    older = succession.replaced(newer, versions)
    if older is None:
        return _nothing_before(request, newer)
    key = (request.path, older.address, newer.address)
    return kept.answer(request, kept.shelf.get(key, lambda: _made(request, older, newer, make)))


def _made(request: HttpRequest, older: Version, newer: Version, make: Make) -> kept.Page:
    found = succession.between(older.address, newer.address)
    if found is None:  # withdrawn since this request began
        raise Http404
    return kept.Page(
        html=make(request, found), modified_at=newer.released_at, language=language_of(request)
    )


def _withdrawn_or_unknown(request: HttpRequest, address: str) -> HttpResponse:
    tombstone = read.tombstone(address)
    if tombstone is None:
        raise Http404
    return errors.gone(request, tombstone)


def _nothing_before(request: HttpRequest, newer: Version) -> HttpResponse:
    """A first release has no list; one whose forerunner was withdrawn has none any more."""
    subject = standing.subject_of(newer.address)
    tombstone = succession.withdrawn_before(subject, newer.kind, newer.number)
    if tombstone is None:
        raise Http404
    return errors.no_list(request, tombstone, newer)


def _page(request: HttpRequest, found: Succession) -> bytes:
    lang = language_of(request)
    address = found.newer.imprint.address.rpartition("/")[2]
    title = names.in_language(found.title, lang)[0]
    made = found.comparison.paper(found.older, found.newer, lang)
    context = {
        **frame(
            request,
            network=found.network,
            crumbs=(
                (_("Members"), members_path(lang, found.network)),
                (title, reverse("site:release", args=[lang, address])),
                (made.kicker, ""),
            ),
            notice=notice_of(
                is_demonstration=found.is_demonstration, is_fictional=found.is_fictional
            ),
        ),
        "paper": made,
        "address": address,
        "older": found.older.imprint,
        "newer": found.newer.imprint,
        "older_address": found.older.imprint.address.rpartition("/")[2],
        "file": words.file_format("csv")[0],
    }
    context["body"] = paper.fill(
        paper.body(made), actions="", after=render_to_string("site/changes_after.html", context)
    )
    return render_to_string("site/changes.html", context).encode()


def _table(request: HttpRequest, found: Succession) -> bytes:
    return found.comparison.table(found.older, found.newer, language_of(request))
