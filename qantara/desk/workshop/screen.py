"""What the room sees: where to vote, how many have; once the round is closed, what it came to.

Never who or which body has not voted: nobody knows.
"""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from qantara.action.ballots import results
from qantara.action.ballots.cast import cast_so_far
from qantara.action.ballots.models import Round
from qantara.desk.asking import asks
from qantara.desk.frame import for_people, frame, signed_in
from qantara.desk.workshop import made, shown
from qantara.desk.workshop.running import found
from qantara.press.cards import picture

#: Seconds between two looks at the count.
EVERY = 5
#: Seats that are drawn; of more the number alone tells.
DRAWN = 120


@asks("ballot.read")
@for_people
@require_safe
def screen(request: HttpRequest, lang: str, key: UUID) -> HttpResponse:
    """Loads itself again while the round is open, unless it is told to stand still."""
    round_ = found(request, key)
    outcome = results.of(round_.pk, by=signed_in(request))
    is_open = round_.state == Round.State.OPEN
    cast = (cast_so_far(round_) or 0) if is_open else 0
    moves = round_.state in (Round.State.PREPARED, Round.State.OPEN, Round.State.CLOSING)
    is_still = "still" in request.GET
    join = made.join_address(lang)
    context = {
        "round": round_,
        "workshop": round_.workshop,
        "is_open": is_open,
        "cast": cast,
        "seats": [at < cast for at in range(round_.seats)] if round_.seats <= DRAWN else [],
        "join": join,
        "plain_join": join.partition("://")[2],
        # Made here of our own address.
        "picture": mark_safe(picture(join, border=2)),  # noqa: S308
        "outcome": outcome,
        "rows": shown.rows(outcome) if outcome else [],
        "said": shown.said(outcome) if outcome and outcome.is_shown else [],
        "moves": moves,
        "is_still": is_still,
    }
    response = render(request, "desk/workshop/screen.html", frame(request) | context)
    if moves and not is_still:
        response["Refresh"] = str(EVERY)
    return response
