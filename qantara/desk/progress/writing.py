"""Commit to a recommendation or say why not; change it, end it, translate it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from qantara.action.priorities.models import Priority
from qantara.action.priorities.wording import words_of
from qantara.action.progress import commit
from qantara.action.progress.models import Commitment
from qantara.action.progress.wording import COMMITMENT
from qantara.core import clock
from qantara.core.errors import Conflict
from qantara.desk.asking import asks
from qantara.desk.doors.acting import once_only
from qantara.desk.frame import for_people, frame, signed_in
from qantara.desk.priorities.forms import ReasonForm
from qantara.desk.progress.forms import CommitForm
from qantara.desk.progress.reach import cell_of, commitment_of, holder_of, place_of
from qantara.desk.progress.shown import Cell
from qantara.desk.progress.translating import translated
from qantara.network.models import Territory


@asks("progress.write")
@for_people
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, lang: str, slug: str, code: str) -> HttpResponse:
    """All the city says of a recommendation; 409 where somebody else changed it meanwhile."""
    holder = holder_of(request, slug, "progress.write")
    place = place_of(request, holder)
    cell = cell_of(place, holder, code, lang)
    assert place is not None  # a cell is of a place
    form = CommitForm(
        request.POST if request.method == "POST" else None, priorities=_priorities(place, lang),
        initial=_initial(cell) | {"language": lang},
    )  # fmt: skip
    clash: list[Conflict] = []

    def act() -> None:
        by, at, given = signed_in(request), clock.now(), form.cleaned_data
        try:
            if cell.commitment is None:
                commit.commit(
                    form.draft(), recommendation=code, language=given["language"] or lang,
                    holder=holder, territory=place, by=by, at=at,
                )  # fmt: skip
            else:
                commit.change(cell.commitment, form.draft(), seen=given["seen"], by=by, at=at)
        except Conflict as conflict:
            clash.append(conflict)
            raise

    if form.is_bound and once_only(form, act):
        return redirect(_page(lang, slug, code, place))
    if clash:
        cell = cell_of(place, holder, code, lang)
        form.now_of(seen=cell.commitment.version if cell.commitment else 0)
    context = {
        "holder": holder, "place": place, "cell": cell, "form": form, "is_conflict": bool(clash),
    }  # fmt: skip
    status = 409 if clash else 422 if form.errors else 200
    path = reverse("desk:commitment-change", args=[lang, slug, code])
    template = "desk/progress/change.html"
    return render(request, template, frame(request, path=path) | context, status=status)


@asks("progress.write")
@for_people
@require_POST
def end(request: HttpRequest, lang: str, key: UUID) -> HttpResponse:
    """The city no longer commits to it."""
    found = commitment_of(request, key, "progress.write")
    form = ReasonForm(request.POST, auto_id="end-%s")
    by, at = signed_in(request), clock.now()
    done = once_only(
        form, lambda: commit.end(found, reason=form.cleaned_data["reason"], by=by, at=at)
    )
    if done:
        return redirect(_page(lang, found.holder.slug, found.recommendation, found.territory))
    return refused(request, lang, found, form)


@asks("progress.translate")
@for_people
@require_http_methods(["GET", "POST"])
def translate(request: HttpRequest, lang: str, key: UUID, text_lang: str) -> HttpResponse:
    """The words of a commitment beside each other."""
    found = commitment_of(request, key, "progress.translate")
    return translated(request, lang, found, found.text, COMMITMENT, text_lang)


def refused(request: HttpRequest, lang: str, found: Commitment, form: ReasonForm) -> HttpResponse:
    """A reason that was not given, asked for again."""
    context = {
        "holder": found.holder, "place": found.territory, "form": form, "code": found.recommendation,
    }  # fmt: skip
    path = reverse("desk:commitment", args=[lang, found.holder.slug, found.recommendation])
    template = "desk/progress/reason.html"
    return render(request, template, frame(request, path=path) | context, status=422)


def _page(lang: str, slug: str, code: str, place: Territory) -> str:
    return f"{reverse('desk:commitment', args=[lang, slug, code])}?place={place.slug}"


def _priorities(place: Territory, lang: str) -> list[tuple[UUID, str]]:
    rows = list(
        Priority.objects.filter(territory=place, state=Priority.State.ENDORSED)
        .select_related("text")
        .order_by("proposed_at")
    )
    words = words_of(rows)
    return [(one.pk, words[one.pk]["title"].in_language(lang)[0]) for one in rows]


def _initial(cell: Cell) -> dict[str, Any]:
    one = cell.commitment
    if one is None or cell.words is None:
        return {"seen": 0, "stance": Commitment.Stance.COMMITTED}
    return {
        "seen": one.version, "stance": one.stance, "what": cell.words["what"].source,
        "lead": cell.words["lead"].source, "due": one.due, "held_by": one.held_by,
        "priority": str(one.priority_id or ""), "body": one.body, "decided_on": one.decided_on,
        "minute_reference": one.minute_reference,
    }  # fmt: skip
