"""The order the group gave, the act of endorsement; and taking either back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from qantara.accounts.models import Holder
from qantara.action.priorities import endorse as endorsing
from qantara.action.priorities import ranking, voting
from qantara.action.priorities.endorse import Act
from qantara.action.priorities.models import Endorsement, Priority, Ranking
from qantara.action.priorities.ranking import Outcome
from qantara.action.priorities.wording import names, words_of
from qantara.core import clock, locales
from qantara.desk.asking import asks
from qantara.desk.doors.acting import once_only
from qantara.desk.forms import OnceForm
from qantara.desk.frame import for_people, frame, signed_in
from qantara.desk.priorities.forms import CountForm, EndorseForm, RankForm, ReasonForm
from qantara.desk.priorities.listing import page
from qantara.desk.priorities.reach import holder_of, place_of
from qantara.network.models import Territory
from qantara.web.names import in_language


@asks("priorities.decide")
@for_people
@require_http_methods(["GET", "POST"])
def rank(request: HttpRequest, lang: str, slug: str) -> HttpResponse:
    """The order by agreement, as the minutes have it."""
    holder = holder_of(request, slug, "priorities.decide")
    place = _place(request, holder)
    form = RankForm(
        request.POST if request.method == "POST" else None, chosen=_chosen(holder, place, lang)
    )

    def act() -> None:
        given = form.cleaned_data
        outcome = Outcome(
            places={key: given[f"place_{key}"] for key in form.chosen},
            held_on=given["held_on"], minute_reference=given["minute_reference"],
            took_part=form.took_part(),
            abstained=given["abstained"] or 0, dissent=[(lang, given["dissent"])],
        )  # fmt: skip
        ranking.record(
            outcome, holder=holder, territory=place, by=signed_in(request), at=clock.now()
        )

    if form.is_bound and once_only(form, act):
        return _back(lang, holder, place)
    return _page(request, "desk/priorities/rank.html", form, holder, place)


@asks("priorities.decide")
@for_people
@require_http_methods(["GET", "POST"])
def count(request: HttpRequest, lang: str, slug: str) -> HttpResponse:
    """The order a closed round of voting came to."""
    holder = holder_of(request, slug, "priorities.decide")
    place, by = _place(request, holder), signed_in(request)
    rounds = [
        (one.round, _round_name(one.number, locales.day(one.held_on, lang)))
        for one in voting.closed(holder, by=by)
    ]
    form = CountForm(request.POST if request.method == "POST" else None, rounds=rounds)

    def act() -> None:
        chosen = UUID(form.cleaned_data["round"])
        outcome = voting.outcome(chosen, form.took_part(), by=by)
        ranking.record(outcome, holder=holder, territory=place, by=by, at=clock.now())

    if form.is_bound and once_only(form, act):
        return _back(lang, holder, place)
    return _page(request, "desk/priorities/count.html", form, holder, place)


def _round_name(number: int, day: str) -> str:
    return _("Round %(number)s, %(day)s") % {"number": number, "day": day}


@asks("priorities.endorse")
@for_people
@require_http_methods(["GET", "POST"])
def endorse(request: HttpRequest, lang: str, slug: str) -> HttpResponse:
    """Who decided, when, and which of the chosen proposals in which order."""
    holder = holder_of(request, slug, "priorities.endorse")
    place = _place(request, holder)
    form = EndorseForm(
        request.POST if request.method == "POST" else None, chosen=_chosen(holder, place, lang),
        initial=_as_ranked(holder, place),
    )  # fmt: skip

    def act() -> None:
        given = form.cleaned_data
        chosen = Priority.objects.in_bulk(form.in_order())
        endorsing.endorse(
            [chosen[key] for key in form.in_order()],
            Act(body=given["body"], on=given["on"], minute_reference=given["minute_reference"]),
            holder=holder, territory=place, by=signed_in(request), at=clock.now(),
        )  # fmt: skip

    if form.is_bound and once_only(form, act):
        return _back(lang, holder, place)
    return _page(request, "desk/priorities/endorse.html", form, holder, place)


@asks("priorities.decide")
@for_people
@require_POST
def undo_ranking(request: HttpRequest, lang: str, key: UUID) -> HttpResponse:
    """The group's order counts no more."""
    rows = Ranking.objects.visible_to(signed_in(request), "priorities.decide")
    found: Ranking = get_object_or_404(rows.select_related("holder", "territory"), pk=key)
    form, at = ReasonForm(request.POST, auto_id="undo-%s"), clock.now()

    def act() -> None:
        reason = form.cleaned_data["reason"]
        ranking.take_back(found, reason=reason, by=signed_in(request), at=at)

    if once_only(form, act):
        return _back(lang, found.holder, found.territory)
    return page(request, lang, found.holder, reason=form)


@asks("priorities.endorse")
@for_people
@require_POST
def undo_endorsement(request: HttpRequest, lang: str, key: UUID) -> HttpResponse:
    """The act counts no more."""
    rows = Endorsement.objects.visible_to(signed_in(request), "priorities.endorse")
    found: Endorsement = get_object_or_404(rows.select_related("holder", "territory"), pk=key)
    form, at = ReasonForm(request.POST, auto_id="undo-%s"), clock.now()

    def act() -> None:
        reason = form.cleaned_data["reason"]
        endorsing.take_back(found, reason=reason, by=signed_in(request), at=at)

    if once_only(form, act):
        return _back(lang, found.holder, found.territory)
    return page(request, lang, found.holder, reason=form)


def _place(request: HttpRequest, holder: Holder) -> Territory:
    found = place_of(request, holder)
    if found is None:
        raise Http404
    return found


def _chosen(holder: Holder, place: Territory, lang: str) -> list[tuple[UUID, str]]:
    """What was taken to the workshop, by title."""
    rows = Priority.objects.filter(
        holder=holder, territory=place, state=Priority.State.CHOSEN
    ).select_related("text")
    found = list(rows.order_by("proposed_at", "id"))
    said = words_of(found)
    return [(one.pk, in_language(names(said[one.pk]["title"]), lang)[0]) for one in found]


def _as_ranked(holder: Holder, place: Territory) -> dict[str, Any]:
    """Places one after the other in the group's order, ties in the order they were proposed."""
    found = ranking.standing(holder, place)
    if found is None:
        return {}
    rows = found.places.filter(priority__state=Priority.State.CHOSEN)
    ordered = rows.order_by("place", "priority__proposed_at")
    return {f"place_{row.priority_id}": at for at, row in enumerate(ordered, start=1)}


def _back(lang: str, holder: Holder, place: Territory) -> HttpResponse:
    address = reverse("desk:priorities", args=[lang, holder.slug])
    return redirect(f"{address}?place={place.slug}")


def _page(
    request: HttpRequest, template: str, form: OnceForm, holder: Holder, place: Territory
) -> HttpResponse:
    context = {"form": form, "holder": holder, "place": place}
    status = 422 if form.errors else 200
    return render(request, template, frame(request) | context, status=status)
