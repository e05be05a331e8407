"""Ask for what takes two people, confirm it, refuse it."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from qantara.accounts import letters
from qantara.accounts.factors import keep
from qantara.accounts.invitations import invite
from qantara.accounts.models import Holder, Invitation, Person, Request, Role
from qantara.accounts.people import demand_grant, end_role, grant_role
from qantara.accounts.roles import demand, holders_for, in_force
from qantara.core import audit
from qantara.core.errors import DomainError, NotAllowed

LASTS = timedelta(days=7)


@transaction.atomic
def ask_for_approver(invitation: Invitation, *, by: Person, at: datetime) -> Request:
    """A further approver is to be invited; the letter goes out once it is confirmed."""
    demand_grant(Role(holder=invitation.holder, title=invitation.title), by=by, at=at)
    return _ask(Request.Kind.APPROVER, invitation.holder, by, at, invitation=invitation)


@transaction.atomic
def ask_to_raise(role: Role, *, by: Person, at: datetime) -> Request:
    """A colleague is to become an approver instead of what they are."""
    demand(by, "roles.grant", role, at=at)
    if by.pk == role.person_id:
        raise NotAllowed(_("Nobody gives themselves a role. Ask a colleague who may sign."))
    return _ask(Request.Kind.APPROVER, role.holder, by, at, role=role, person=role.person)


@transaction.atomic
def ask_to_leave(
    role: Role, *, reason: str, by: Person, at: datetime, until: datetime | None = None
) -> Request:
    """The last approver's role is to end, when it is confirmed or at ``until`` if that is later."""
    if by.pk != role.person_id:
        demand(by, "roles.grant", role, at=at)
    return _ask(
        Request.Kind.LEAVING, role.holder, by, at, role=role, person=role.person, reason=reason,
        until=until,
    )  # fmt: skip


@transaction.atomic
def ask_to_forget(
    person: Person, *, holder: Holder, reason: str, by: Person | None, at: datetime
) -> Request:
    """Somebody of the holder lost their second factor. They are told by mail that it was asked.

    ``by`` is None for whoever runs the instance. Raises NotAllowed, and DomainError for no reason.
    """
    if by is not None:
        demand(by, "roles.confirm", Role(holder=holder), at=at)
        if by.pk == person.pk:
            raise NotAllowed(_("Nobody resets their own second factor. Ask two colleagues."))
    if not Role.objects.filter(in_force(at), person=person, holder=holder).exists():
        raise NotAllowed(_("This person has no role with this body."))
    if not reason.strip():
        raise DomainError(_("Say why, and how you know that it is them who ask."))
    request = _ask(Request.Kind.FACTOR, holder, by, at, person=person, reason=reason)
    letters.factor_asked(person, at=at)
    return request


@transaction.atomic
def confirm(request: Request, *, by: Person, at: datetime) -> Request:
    """Do what was asked for. Raises NotAllowed for who asked, whom it concerns and who may not."""
    request = _open(request, at)
    demand(by, "roles.confirm", request, at=at)
    if by.pk in {request.asked_by_id, request.person_id}:
        raise NotAllowed(_("This takes two people: another one has to confirm it."))
    _answer(request, True, by, at)
    if request.kind == Request.Kind.FACTOR:
        assert request.person is not None  # a factor is somebody's
        keep.forget(request.person, by=by, reason=request.reason, holder=request.holder_id, at=at)
        letters.factor_forgotten(request.person, at=at)
    elif request.kind == Request.Kind.LEAVING:
        assert request.role is not None  # it is a role that ends
        end_role(
            request.role, reason=request.reason, by=request.asked_by, second=by, at=at,
            until=request.until,
        )  # fmt: skip
    elif request.invitation is not None:
        invite.send(request.invitation, at=at, second=by)
    else:
        assert request.role is not None  # the database demands the one or the other
        raise_to_signatory(request.role, by=request.asked_by, second=by, at=at)
    return request


@transaction.atomic
def refuse(request: Request, *, by: Person, at: datetime) -> Request:
    """It is not done. Who asked may take it back in the same way. Raises NotAllowed."""
    request = _open(request, at)
    if by.pk != request.asked_by_id:
        demand(by, "roles.confirm", request, at=at)
    _answer(request, False, by, at)
    if request.invitation is not None:
        request.invitation.taken_back_at = at
        request.invitation.save(update_fields=["taken_back_at"])
    return request


@transaction.atomic
def change_role(role: Role, title: str, *, by: Person, at: datetime) -> Role | Request:
    """Another role for somebody: at once, or as a request where they become an approver.

    Raises NotAllowed for the last approver, who leaves by ``ask_to_leave``.
    """
    if title not in invite.TITLES[role.holder.kind]:
        raise DomainError(_("There is no such role with this body."))
    if title == Role.Title.SIGNATORY:
        return ask_to_raise(role, by=by, at=at)
    end_role(role, reason="", by=by, at=at)
    return grant_role(role.person, title, holder=role.holder, by=by, at=at)


def raise_to_signatory(role: Role, *, by: Person | None, second: Person, at: datetime) -> Role:
    end_role(role, reason="", by=by, at=at)
    return grant_role(
        role.person, Role.Title.SIGNATORY, holder=role.holder, by=by, second=second, at=at
    )


def waiting(person: Person, *, at: datetime) -> QuerySet[Request]:
    """Open requests ``person`` sees: those they asked for, and those they may confirm."""
    mine = Q(asked_by=person) | Q(holder__in=holders_for(person, "roles.confirm", at=at))
    return (
        Request.objects.filter(mine, answered_at=None, expires_at__gt=at)
        .select_related("holder", "person", "asked_by", "invitation", "role")
        .order_by("asked_at")
    )


def _ask(kind: str, holder: Holder, by: Person | None, at: datetime, **given: object) -> Request:
    same = {key: value for key, value in given.items() if key in {"person", "role"}}
    if (
        same
        and Request.objects.filter(
            kind=kind, holder=holder, answered_at=None, expires_at__gt=at, **same
        ).exists()
    ):
        raise DomainError(_("This has been asked for already, and waits for a second person."))
    request = Request.objects.create(
        kind=kind, holder=holder, asked_by=by, asked_at=at, expires_at=at + LASTS, **given
    )
    audit.record(f"{kind}.asked", request, by=by, at=at, reason=request.reason)
    return request


def _open(request: Request, at: datetime) -> Request:
    found = Request.objects.select_for_update().get(pk=request.pk)
    if found.answered_at is not None or found.expires_at <= at:
        raise DomainError(_("This no longer waits: it was answered, or its week is over."))
    return found


def _answer(request: Request, is_confirmed: bool, by: Person, at: datetime) -> None:
    request.answered_by, request.answered_at, request.is_confirmed = by, at, is_confirmed
    request.save(update_fields=["answered_by", "answered_at", "is_confirmed"])
    said = "confirmed" if is_confirmed else "refused"
    audit.record(f"{request.kind}.{said}", request, by=by, at=at)
