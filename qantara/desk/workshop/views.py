"""The workshops of a city, one of them, and what a round asks."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from qantara.accounts.models import Holder
from qantara.accounts.roles import holders_for
from qantara.action.ballots import rounds
from qantara.action.ballots.models import Round, Workshop
from qantara.core import clock
from qantara.desk.asking import asks
from qantara.desk.doors.acting import once_only
from qantara.desk.frame import for_people, frame, signed_in
from qantara.desk.workshop.forms import RoundForm, WorkshopForm, initial_of
from qantara.desk.workshop.proposals import chosen
from qantara.desk.workshop.shown import state_name
from qantara.network.members import spoken_for
from qantara.network.models import Territory
from qantara.web.names import in_language


@asks("ballot.read", act="ballot.run")
@for_people
@require_http_methods(["GET", "HEAD", "POST"])
def workshops(request: HttpRequest, lang: str, slug: str) -> HttpResponse:
    """All of a city's, the newest first; and a form for the next."""
    is_sent = request.method == "POST"
    mine = holders_for(signed_in(request), "ballot.run" if is_sent else "ballot.read")
    holder = get_object_or_404(Holder, slug=slug, pk__in=mine)
    places = {one.slug: one for one in spoken_for(holder)}
    choices = [(key, in_language(one.name, lang)[0] or key) for key, one in places.items()]
    form = WorkshopForm(
        request.POST if is_sent else None, places=choices,
        initial={"held_on": clock.now().date(), "place": next(iter(places), "")},
    )  # fmt: skip
    made: list[Workshop] = []
    if is_sent and once_only(form, lambda: made.append(_prepare(request, holder, places, form))):
        where = made[0].pk if made else Workshop.objects.filter(holder=holder).latest("made_at").pk
        return redirect("desk:workshop", lang=lang, key=where)
    context = {
        "holder": holder,
        "rows": Workshop.objects.filter(holder=holder).order_by("-held_on", "-made_at"),
        "form": form,
        "may_run": holder.pk in holders_for(signed_in(request), "ballot.run") and bool(places),
    }
    return render(
        request,
        "desk/workshop/listed.html",
        frame(request) | context,
        status=422 if is_sent else 200,
    )


@asks("ballot.read")
@for_people
@require_safe
def workshop(request: HttpRequest, lang: str, key: UUID) -> HttpResponse:
    """A workshop and its rounds."""
    found = _workshop(request, key, "ballot.read")
    context = {
        "workshop": found,
        "rows": [(one, state_name(one.state)) for one in found.rounds.order_by("number")],
        "may_run": found.holder_id in holders_for(signed_in(request), "ballot.run"),
    }
    return render(request, "desk/workshop/workshop.html", frame(request) | context)


@asks("ballot.run")
@for_people
@require_http_methods(["GET", "HEAD", "POST"])
def prepare_round(request: HttpRequest, lang: str, key: UUID) -> HttpResponse:
    """A round more. Its form opens with what the last one asked."""
    found = _workshop(request, key, "ballot.run")
    last = found.rounds.order_by("-number").first()
    offered = chosen(found, lang)
    initial: dict[str, Any] = initial_of(last) if last else {"method": "scores"}
    initial |= {"seen": 1}
    if not last:
        initial["proposals"] = [option.key for option, _words in offered]
    form = RoundForm(_sent(request), proposals=offered, initial=initial)
    made: list[Round] = []

    def act() -> None:
        made.append(rounds.prepare(found, form.plan(), by=signed_in(request), at=clock.now()))

    if form.is_bound and once_only(form, act):
        newest = made[0] if made else found.rounds.latest("number")
        return redirect("desk:round", lang=lang, key=newest.pk)
    return _plan_page(request, form, found)


@asks("ballot.run")
@for_people
@require_http_methods(["GET", "HEAD", "POST"])
def change_round(request: HttpRequest, lang: str, key: UUID) -> HttpResponse:
    """What a round asks, as long as it is not open."""
    visible = Round.objects.visible_to(signed_in(request), "ballot.run")
    round_: Round = get_object_or_404(
        visible.select_related("workshop__holder", "workshop__territory"), pk=key
    )
    if round_.state != Round.State.PREPARED:
        return redirect("desk:round", lang=lang, key=key)
    form = RoundForm(
        _sent(request), proposals=chosen(round_.workshop, lang), initial=initial_of(round_)
    )

    def act() -> None:
        rounds.change(
            round_, form.plan(), seen=form.cleaned_data["seen"], by=signed_in(request),
            at=clock.now(),
        )  # fmt: skip

    if form.is_bound and once_only(form, act):
        return redirect("desk:round", lang=lang, key=key)
    return _plan_page(request, form, round_.workshop, round_)


def _plan_page(
    request: HttpRequest, form: RoundForm, workshop: Workshop, round_: Round | None = None
) -> HttpResponse:
    context = {"form": form, "workshop": workshop, "round": round_}
    status = 422 if form.errors else 200
    return render(request, "desk/workshop/plan.html", frame(request) | context, status=status)


def _prepare(
    request: HttpRequest, holder: Holder, places: dict[str, Territory], form: WorkshopForm
) -> Workshop:
    return rounds.prepare_workshop(
        form.names(), holder=holder, territory=places[form.cleaned_data["place"]],
        held_on=form.cleaned_data["held_on"], by=signed_in(request), at=clock.now(),
    )  # fmt: skip


def _workshop(request: HttpRequest, key: UUID, action: str) -> Workshop:
    visible = Workshop.objects.visible_to(signed_in(request), action)
    found = visible.select_related("holder", "territory").filter(pk=key).first()
    if not isinstance(found, Workshop):
        raise Http404
    return found


def _sent(request: HttpRequest) -> object:
    return request.POST if request.method == "POST" else None
