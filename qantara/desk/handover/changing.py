"""What is done to a handover: somebody else takes over, another last day, other words; taken over."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from qantara.core import clock
from qantara.core.errors import Conflict
from qantara.desk.asking import asks
from qantara.desk.doors.acting import once_only
from qantara.desk.doors.proof import fresh
from qantara.desk.forms import OnceForm
from qantara.desk.frame import for_people, signed_in
from qantara.desk.handover.forms import MoveForm, RewordForm
from qantara.desk.handover.pages import found_of, page_of, successor_form
from qantara.network.handovers import amend, hand
from qantara.network.handovers.models import Handover


@asks("team.read", act="team.write")
@for_people
@fresh
@require_POST
def succeed(request: HttpRequest, lang: str, key: UUID) -> HttpResponse:
    """Somebody else succeeds."""
    found, by = found_of(request, key), signed_in(request)
    form = successor_form(request, found, request.POST)
    return _done(
        request, found, form, lambda: hand.succeed(found, form.whom(), by=by, at=clock.now())
    )


@asks("team.read", act="team.write")
@for_people
@fresh
@require_POST
def move(request: HttpRequest, lang: str, key: UUID) -> HttpResponse:
    """Another last day."""
    found, form, by = found_of(request, key), MoveForm(request.POST), signed_in(request)

    def act() -> None:
        amend.move(found, form.cleaned_data["leaves_on"], by=by, at=clock.now())

    return _done(request, found, form, act)


@asks("team.read", act="team.write")
@for_people
@require_POST
def reword(request: HttpRequest, lang: str, key: UUID) -> HttpResponse:
    """Other words. 409 where somebody worded them meanwhile: theirs stand on the page, one's own in the form."""
    found, form, by = found_of(request, key), RewordForm(request.POST), signed_in(request)
    met: list[Conflict] = []

    def act() -> None:
        try:
            amend.reword(found, form.now(), seen=form.before(), by=by, at=clock.now())
        except Conflict as conflict:
            met.append(conflict)
            raise

    answer = _done(request, found, form, act)
    if not met:
        return answer
    found.refresh_from_db(fields=["words"])
    form.now_of(seen=found.words)
    return page_of(request, found, lang, refused=form, status=409)


@asks("team.read", act="team.write")
@for_people
@require_POST
def take_over(request: HttpRequest, lang: str, key: UUID) -> HttpResponse:
    """Whoever succeeds has read it."""
    found, form, by = found_of(request, key), OnceForm(request.POST), signed_in(request)
    return _done(request, found, form, lambda: hand.take_over(found, by=by, at=clock.now()))


def _done(
    request: HttpRequest, found: Handover, form: OnceForm, act: Callable[[], object]
) -> HttpResponse:
    lang = request.LANGUAGE_CODE
    if once_only(form, act):
        return redirect("desk:handover-page", lang=lang, key=found.pk, text_lang=lang)
    return page_of(request, found, lang, refused=form, status=422)
