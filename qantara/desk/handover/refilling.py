"""Desks nobody may sign for any more, and an invitation by the secretariat, confirmed by a second person."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from qantara.accounts.invitations import invite as inviting
from qantara.accounts.models import Holder, Person, Role
from qantara.accounts.roles import holders_for, in_force
from qantara.accounts.seconding import second
from qantara.core import clock
from qantara.desk.asking import asks
from qantara.desk.doors.acting import once_only
from qantara.desk.doors.proof import fresh
from qantara.desk.frame import for_people, frame, signed_in
from qantara.desk.handover.forms import RefillForm


@asks("desk.refill")
@for_people
@fresh
@require_http_methods(["GET", "POST"])
def refill(request: HttpRequest, lang: str, slug: str) -> HttpResponse:
    """Invite somebody to sign for a city that nobody may sign for."""
    person = signed_in(request)
    holders = holders_for(person, "desk.refill")
    holder = get_object_or_404(Holder, slug=slug, pk__in=holders)
    form = RefillForm(request.POST if "email" in request.POST else None, initial={"language": lang})

    def act() -> None:
        at = clock.now()
        written = inviting.invite(
            form.cleaned_data["email"], Role.Title.SIGNATORY, holder=holder,
            language=form.cleaned_data["language"], by=person, at=at,
        )  # fmt: skip
        second.ask_for_approver(written, by=person, at=at)

    if form.is_bound and once_only(form, act):
        return redirect("desk:bodies", lang=lang)
    is_vacant = bool(vacant([holder.pk]))
    context = {"holder": holder, "form": form, "is_vacant": is_vacant}
    status = 422 if form.errors else 200
    return render(request, "desk/handover/refill.html", frame(request) | context, status=status)


def vacant(holders: Collection[UUID]) -> set[UUID]:
    """Those of ``holders`` for which nobody may sign now."""
    signed = Role.objects.filter(
        in_force(clock.now()), holder__in=holders, title=Role.Title.SIGNATORY,
        person__is_active=True,
    )  # fmt: skip
    return set(holders) - set(signed.values_list("holder_id", flat=True))


def to_refill(person: Person) -> set[UUID]:
    """Desks without a holder, among those ``person`` may fill."""
    holders = holders_for(person, "desk.refill")
    return vacant(holders) if holders else set()
