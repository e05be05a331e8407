"""One round: its cards, its opening and closing, what it came to."""

from __future__ import annotations

import json
from collections.abc import Callable
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from qantara.accounts.roles import holders_for
from qantara.action.ballots import closing, dissent, paper, results, rounds
from qantara.action.ballots.cast import cast_so_far
from qantara.action.ballots.models import Round
from qantara.core import clock
from qantara.core.errors import DomainError
from qantara.desk.asking import asks
from qantara.desk.attached import attached
from qantara.desk.doors.acting import once_only
from qantara.desk.forms import OnceForm
from qantara.desk.frame import for_people, frame, signed_in
from qantara.desk.workshop import made, shown
from qantara.desk.workshop.forms import CardsForm, DissentForm

ACTS = ("open", "close", "call-off", "dissent")


@asks("ballot.read")
@for_people
@require_safe
def round_page(request: HttpRequest, lang: str, key: UUID) -> HttpResponse:
    """Where a round stands and its next step; once it is closed, its result."""
    return page(request, lang, found(request, key))


@asks("ballot.run")
@for_people
@require_POST
def cards(request: HttpRequest, lang: str, key: UUID) -> HttpResponse:
    """New cards, handed over at once. Sent again it makes others: the last file is the one that counts."""
    round_, at = found(request, key, "ballot.run"), clock.now()
    form = CardsForm(request.POST, auto_id="cards-%s")
    if not form.is_valid():
        return page(request, lang, round_, form)
    try:
        now, codes = rounds.make_cards(
            round_, form.cleaned_data["seats"], by=signed_in(request), at=at
        )
    except DomainError as error:
        form.add_error(None, str(error))
        return page(request, lang, round_, form)
    content = made.cards(now, codes, form.cleaned_data["languages"], at=at)
    name = f"cards-round-{now.number}-series-{now.series}.pdf"
    return attached(content, "application/pdf", name)


@asks("ballot.run")
@for_people
@require_POST
def act(request: HttpRequest, lang: str, key: UUID, act: str) -> HttpResponse:
    """Opened, closed, called off; a note beside the result."""
    if act not in ACTS:
        raise Http404
    round_, by, at = found(request, key, "ballot.run"), signed_in(request), clock.now()
    form = DissentForm(request.POST) if act == "dissent" else OnceForm(request.POST)
    todo: dict[str, Callable[[], object]] = {
        "open": lambda: rounds.open_round(round_, by=by, at=at),
        "close": lambda: closing.stop(round_, by=by, at=at),
        "call-off": lambda: rounds.call_off(round_, by=by, at=at),
        "dissent": lambda: dissent.note(
            round_,
            form.cleaned_data["words"],
            language=form.cleaned_data["language"],
            by=by,
            at=at,
        ),
    }
    if not once_only(form, todo[act]):
        return page(request, lang, round_, form)
    if act == "close":
        # Behind the form's own transaction: that the round takes no more is then known to everybody.
        closing.finish(round_.pk)
    return redirect("desk:round", lang=lang, key=key)


@asks("ballot.read")
@for_people
@require_safe
def record(request: HttpRequest, lang: str, key: UUID) -> HttpResponse:
    """The record of a closed round as it was kept."""
    outcome = results.of(key, by=signed_in(request))
    if outcome is None:
        raise Http404
    text = json.dumps({**outcome.record, "sha256": outcome.digest}, ensure_ascii=False, indent=1)
    return attached(text, "application/json", f"round-{outcome.number}.json")


def found(request: HttpRequest, key: UUID, action: str = "ballot.read") -> Round:
    visible = Round.objects.visible_to(signed_in(request), action)
    round_: Round = get_object_or_404(visible.select_related("workshop__holder"), pk=key)
    return round_


def page(
    request: HttpRequest, lang: str, round_: Round, form: OnceForm | None = None
) -> HttpResponse:
    """The page of a round, with a form that was refused."""
    round_.refresh_from_db(fields=["state", "series", "seats", "version"])
    outcome = results.of(round_.pk, by=signed_in(request))
    state, tone = shown.state_name(round_.state)
    is_shown = outcome is not None and outcome.is_shown
    context = {
        "round": round_,
        "workshop": round_.workshop,
        "state": state,
        "tone": tone,
        "cast": cast_so_far(round_) if round_.state == Round.State.OPEN else None,
        "batch": paper.batch(round_),
        "join": made.join_address(lang),
        "may_run": round_.holder_id in holders_for(signed_in(request), "ballot.run"),
        "outcome": outcome,
        "rows": shown.rows(outcome) if outcome else [],
        "said": shown.said(outcome) if outcome and is_shown else [],
        "weights": shown.weights(outcome) if outcome and is_shown else [],
        "duels": shown.duels(outcome) if outcome else [],
        "form": form,
        "cards_form": form
        if isinstance(form, CardsForm)
        else CardsForm(
            auto_id="cards-%s", initial={"seats": round_.seats or 20, "languages": [lang]}
        ),
        "dissent_form": form
        if isinstance(form, DissentForm)
        else DissentForm(initial={"language": lang}),
        "once": OnceForm(auto_id=False),
    }
    return render(
        request,
        "desk/workshop/round.html",
        frame(request, path=f"/{lang}/rounds/{round_.pk}/") | context,
        status=422 if form is not None else 200,
    )
