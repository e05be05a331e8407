"""The matrix as a page and as a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from qantara.accounts.models import Holder, Person
from qantara.accounts.roles import holders_for
from qantara.core import clock, locales
from qantara.desk.asking import asks
from qantara.desk.frame import for_people, frame, signed_in
from qantara.desk.matrix import cells
from qantara.desk.matrix.cells import Row
from qantara.desk.matrix.gathering import gather
from qantara.knowledge import frameworks
from qantara.network.models import Member
from qantara.tables import csv
from qantara.web import links, names

#: Members on one page.
PAGE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What was asked for: rows where ``step`` is open, drafts in one language; empty is all."""

    step: str = ""
    language: str = ""

    @property
    def languages(self) -> list[str]:
        return [self.language] if self.language else list(links.LANGUAGES)

    @property
    def query(self) -> str:
        given = {"step": self.step, "language": self.language}
        return urlencode({name: value for name, value in given.items() if value})


@asks("work.read")
@for_people
@require_safe
def matrix(request: HttpRequest, lang: str) -> HttpResponse:
    """Members a person may see the work of, a page at a time."""
    wanted = _wanted(request)
    members = _members(signed_in(request), lang)
    # Without a step to look for, only the members of the page are asked about.
    chosen: Sequence[Member | Row] = _rows(members, wanted, lang) if wanted.step else members
    page = Paginator(chosen, PAGE).get_page(request.GET.get("page"))
    rows = [one for one in page if isinstance(one, Row)]
    if asked := [one for one in page if isinstance(one, Member)]:
        rows = _rows(asked, wanted, lang)
    context = {
        "page": page,
        "rows": rows,
        "heads": cells.heads(wanted.languages),
        "members": len(members),
        "wanted": wanted,
        "steps": _step_names(),
        "codes": links.LANGUAGES,
    }
    return render(request, "desk/matrix/matrix.html", frame(request) | context)


@asks("work.read")
@for_people
@require_safe
def table(request: HttpRequest, lang: str) -> HttpResponse:
    """The same, all rows, as CSV."""
    wanted = _wanted(request)
    rows = _rows(_members(signed_in(request), lang), wanted, lang)
    heads = [pgettext("column of the matrix", "City"), *cells.heads(wanted.languages)]
    content = csv.table(
        heads, ([row.name, *(cell.text for cell in row.cells)] for row in rows), has_bom=True
    )
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="matrix.csv"'
    return response


def _wanted(request: HttpRequest) -> Wanted:
    """Anything unknown counts as not asked for."""
    step, language = request.GET.get("step", ""), request.GET.get("language", "")
    return Wanted(
        step=step if step in cells.STEPS else "",
        language=language if language in links.LANGUAGES else "",
    )


def _members(person: Person, lang: str) -> list[Member]:
    """By name, in the alphabet of the reader's language."""
    by_name = locales.sort_key(lang)
    found = Member.objects.filter(holder__in=holders_for(person, "work.read"))
    return sorted(
        found.select_related("holder").only("slug", "name", "holder__slug", "holder__kind"),
        key=lambda member: (by_name(names.in_language(member.name, lang)[0]), member.slug),
    )


def _rows(members: Sequence[Member], wanted: Wanted, lang: str) -> list[Row]:
    framework = frameworks.default()
    held = gather(members, framework, at=clock.now())
    core = sum(indicator.is_core for indicator in framework.indicators)
    rows = [
        cells.row(
            member,
            held[member.holder_id],
            languages=wanted.languages,
            core=core,
            city=_city(member, lang),
            lang=lang,
        )
        for member in members
    ]
    return [row for row in rows if not wanted.step or row.is_open(wanted.step)]


def _city(member: Member, lang: str) -> str:
    if member.holder.kind != Holder.Kind.CITY:
        return ""
    return reverse("desk:city", args=[lang, member.holder.slug])


def _step_names() -> list[tuple[str, str]]:
    return [
        ("team", pgettext("span of the journey", "Team")),
        ("evidence", pgettext("span of the journey", "Evidence")),
        ("draft", pgettext("column of the matrix", "Draft")),
        ("review", pgettext("column of the matrix", "Reviewed")),
        ("signature", pgettext("column of the matrix", "Signed")),
        ("release", pgettext("column of the matrix", "Released")),
    ]
