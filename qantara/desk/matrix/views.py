"""The matrix as a page and as a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from qantara.accounts.models import Person
from qantara.accounts.roles import holders_for
from qantara.core import clock, locales
from qantara.desk.asking import asks
from qantara.desk.frame import for_people, frame, signed_in
from qantara.desk.matrix import cells
from qantara.desk.matrix.cells import Row
from qantara.knowledge import frameworks
from qantara.knowledge.dues import days
from qantara.knowledge.dues.models import Step
from qantara.knowledge.dues.standing import Held, gather
from qantara.network.models import Member
from qantara.tables import csv
from qantara.web import links, names

#: Members on one page.
PAGE = 100
#: Asked for in the place of a step: anything whose day is over.
LATE = "late"


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
    person, wanted = signed_in(request), _wanted(request)
    members = _members(person, lang)
    # Which rows fit is decided by what is on record; only those of the page are put into words.
    fitting, held = _fitting(members, wanted)
    page = Paginator(fitting, PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": _rows(list(page), held, wanted, lang),
        "heads": cells.heads(wanted.languages),
        "members": len(members),
        "wanted": wanted,
        "steps": _step_names(),
        "codes": links.LANGUAGES,
        "may_set": bool(holders_for(person, "dues.set")),
    }
    return render(request, "desk/matrix/matrix.html", frame(request) | context)


@asks("work.read")
@for_people
@require_safe
def table(request: HttpRequest, lang: str) -> HttpResponse:
    """The same, all rows, as CSV."""
    wanted = _wanted(request)
    fitting, held = _fitting(_members(signed_in(request), lang), wanted)
    rows = _rows(fitting, held, wanted, lang)
    heads = [pgettext("column of the matrix", "City"), *cells.heads(wanted.languages)]
    content = csv.table(
        heads, ([row.name, *(cell.words for cell in row.cells)] for row in rows), has_bom=True
    )
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="matrix.csv"'
    return response


def _wanted(request: HttpRequest) -> Wanted:
    """Anything unknown counts as not asked for."""
    step, language = request.GET.get("step", ""), request.GET.get("language", "")
    return Wanted(
        step=step if step in (*Step.values, LATE) else "",
        language=language if language in links.LANGUAGES else "",
    )


def _members(person: Person, lang: str) -> list[Member]:
    """By name, in the alphabet of the reader's language."""
    by_name = locales.sort_key(lang)
    found = Member.objects.filter(holder__among=holders_for(person, "work.read"))
    return sorted(
        found.select_related("holder").only("slug", "name", "holder__slug", "holder__kind"),
        key=lambda member: (by_name(names.in_language(member.name, lang)[0]), member.slug),
    )


def _fitting(
    members: Sequence[Member], wanted: Wanted
) -> tuple[Sequence[Member], Mapping[UUID, Held]]:
    """Members whose rows were asked for, and what is on record where that had to be asked."""
    if not wanted.step:
        return members, {}
    at = clock.now()
    step = "" if wanted.step == LATE else wanted.step
    held = gather(members, frameworks.default(), at=at, steps={step} if step else None)
    languages = wanted.languages
    if step:
        fits = [one for one in members if cells.is_open(held[one.holder_id], step, languages)]
        return fits, {}
    dated = days.load(list(held), at)
    today = at.date()
    return [
        one
        for one in members
        if cells.is_late(one.holder_id, held[one.holder_id], dated, languages, today)
    ], held


def _rows(
    members: Sequence[Member], held: Mapping[UUID, Held], wanted: Wanted, lang: str
) -> list[Row]:
    at = clock.now()
    held = held or gather(members, frameworks.default(), at=at)
    dated = days.load([member.holder_id for member in members], at)
    writer = cells.writer(lang, wanted.languages, dated, at.date())
    return [writer.row(member, held[member.holder_id]) for member in members]


def _step_names() -> list[tuple[str, str]]:
    return [
        ("team", pgettext("span of the journey", "Team")),
        ("evidence", pgettext("span of the journey", "Evidence")),
        ("draft", pgettext("column of the matrix", "Draft")),
        ("review", pgettext("column of the matrix", "Reviewed")),
        ("signature", pgettext("column of the matrix", "Signed")),
        ("release", pgettext("column of the matrix", "Released")),
        (LATE, _("Anything whose day is over")),
    ]
