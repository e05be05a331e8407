"""Paper ballots, typed from numbered sheets by one person and again by a second."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from qantara.action.ballots import paper
from qantara.action.ballots.models import Round
from qantara.core import clock
from qantara.core.errors import DomainError
from qantara.desk.asking import asks
from qantara.desk.doors.acting import once_only
from qantara.desk.forms import OnceForm
from qantara.desk.frame import for_people, frame, signed_in
from qantara.desk.workshop import marks
from qantara.desk.workshop.running import found


@asks("ballot.run")
@for_people
@require_http_methods(["GET", "HEAD", "POST"])
def sheets(request: HttpRequest, lang: str, key: UUID) -> HttpResponse:
    """A sheet after the other: its number, and what it says. What was typed is not shown again."""
    round_, person = found(request, key, "ballot.run"), signed_in(request)
    if round_.state != Round.State.OPEN:
        return redirect("desk:round", lang=lang, key=key)
    error, told = "", ""
    if request.method == "POST":
        try:
            number = _number(request.POST.get("number", ""))
            row = paper.enter(
                round_, number, marks.read(round_, request.POST), by=person, at=clock.now()
            )
            told = _told(row.second_by_id is not None, row.agrees) % {"number": number}
        except DomainError as refused:
            error = str(refused)
    batch, mine = paper.batch(round_), paper.mine_to_check(round_, person)
    sent = request.POST if error else {}
    last = max((*batch.agreed, *batch.once, *batch.differing), default=0)
    context = {
        "round": round_,
        "workshop": round_.workshop,
        "batch": batch,
        "mine": mine,
        "number": request.POST.get("number", "") if error else (mine[0] if mine else last + 1),
        "questions": marks.questions(round_, sent),
        "is_ranking": not round_.criteria,
        "stamp": marks.stamp(round_),
        "error": error,
        "told": told,
        "once": OnceForm(auto_id=False),
    }
    return render(
        request, "desk/workshop/sheets.html", frame(request) | context, status=422 if error else 200
    )


@asks("ballot.run")
@for_people
@require_POST
def take_out(request: HttpRequest, lang: str, key: UUID, number: int) -> HttpResponse:
    """A sheet that does not count."""
    round_, person = found(request, key, "ballot.run"), signed_in(request)
    once_only(
        OnceForm(request.POST),
        lambda: paper.take_out(round_, number, by=person, at=clock.now()),
    )
    return redirect("desk:round-sheets", lang=lang, key=key)


def _number(typed: str) -> int:
    if not (typed.isdecimal() and len(typed) < 6):
        raise DomainError(_("Give the number that stands on the sheet."))
    return int(typed)


def _told(is_checked: bool, agrees: bool) -> str:
    if not is_checked:
        return _("Sheet %(number)s is entered. Somebody else enters it a second time.")
    if agrees:
        return _("Sheet %(number)s agrees with the first entry. It counts.")
    return _("Sheet %(number)s differs from the other entry. Look at the paper again, both of you.")
