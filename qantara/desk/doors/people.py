"""The people of a body: who has which role since when, invitations, what waits for a second person."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qantara.accounts.invitations import invite as inviting
from qantara.accounts.models import Holder, Invitation, Request, Role
from qantara.accounts.people import end_role, is_last_signatory
from qantara.accounts.roles import holders_for, in_force
from qantara.accounts.seconding import second
from qantara.core import clock
from qantara.core.errors import DomainError
from qantara.core.models import AuditLine
from qantara.desk.asking import SIGNED_IN, asks
from qantara.desk.doors import told
from qantara.desk.doors.acting import once_only
from qantara.desk.doors.forms import InviteForm, ReasonForm, RoleForm
from qantara.desk.doors.proof import fresh
from qantara.desk.forms import OnceForm
from qantara.desk.frame import for_people, frame, signed_in
from qantara.desk.handover.refilling import to_refill


@asks(SIGNED_IN)
@for_people
@require_safe
def bodies(request: HttpRequest, lang: str) -> HttpResponse:
    """Bodies whose people I may see, and what waits for my confirmation."""
    person, at = signed_in(request), clock.now()
    holders = Holder.objects.filter(pk__in=holders_for(person, "people.read")).order_by("slug")
    vacant = to_refill(person)
    context = {
        "holders": [(holder, holder.pk in vacant) for holder in holders],
        "waiting": _waiting(request),
        "may_manage": bool(holders_for(person, "identity.manage")),
        "has_directory": bool(holders_for(person, "directory.read")),
        "mine": Role.objects.filter(in_force(at), person=person).select_related("holder"),
    }
    return render(request, "desk/doors/bodies.html", frame(request) | context)


@asks("people.read")
@for_people
@require_safe
def people(request: HttpRequest, lang: str, slug: str) -> HttpResponse:
    """Roles, invitations, pending requests and what was done, of one body."""
    holder, at = _holder(request, slug, "people.read"), clock.now()
    roles = Role.objects.filter(in_force(at), holder=holder, person__is_active=True)
    may_read_log = holder.pk in holders_for(signed_in(request), "audit.read")
    lines = AuditLine.objects.filter(holder=holder.pk, act__in=told.ACTS) if may_read_log else []
    context = {
        "holder": holder,
        "roles": roles.select_related("person").order_by("title", "person__name"),
        "invitations": inviting.standing(holder, at)
        .select_related("invited_by")
        .order_by("invited_at"),
        "waiting": [row for row in _waiting(request) if row[0].holder_id == holder.pk],
        "lines": told.lines(lines),
        "may_grant": holder.pk in holders_for(signed_in(request), "roles.grant"),
        "may_ask": holder.pk in holders_for(signed_in(request), "roles.confirm"),
        "may_see_team": holder.pk in holders_for(signed_in(request), "team.read"),
        "may_open": holder.pk in holders_for(signed_in(request), "observations.open"),
    }
    return render(request, "desk/doors/people.html", frame(request) | context)


@asks("roles.grant")
@for_people
@fresh
@require_http_methods(["GET", "POST"])
def invite(request: HttpRequest, lang: str, slug: str) -> HttpResponse:
    """Invite somebody; a further approver waits for a second person."""
    holder, person = _holder(request, slug, "roles.grant"), signed_in(request)
    form = InviteForm(
        request.POST if "email" in request.POST else None,
        titles=inviting.TITLES[holder.kind], initial={"language": lang},
    )  # fmt: skip

    def act() -> None:
        at = clock.now()
        written = inviting.invite(
            form.cleaned_data["email"], form.cleaned_data["title"], holder=holder,
            language=form.cleaned_data["language"], by=person, at=at,
        )  # fmt: skip
        if written.title == Role.Title.SIGNATORY:
            second.ask_for_approver(written, by=person, at=at)
        else:
            inviting.send(written, at=at)

    if form.is_bound and once_only(form, act):
        return redirect("desk:people", lang=lang, slug=slug)
    context = {"holder": holder, "form": form}
    status = 422 if form.errors else 200
    return render(request, "desk/doors/invite.html", frame(request) | context, status=status)


@asks("roles.grant")
@for_people
@require_POST
def take_back(request: HttpRequest, lang: str, key: UUID) -> HttpResponse:
    """An invitation opens nothing any more."""
    holders = holders_for(signed_in(request), "roles.grant")
    found = get_object_or_404(
        Invitation.objects.select_related("holder"), pk=key, holder__in=holders
    )
    if found.accepted_at is None and found.taken_back_at is None:
        inviting.take_back(found, by=signed_in(request), at=clock.now())
    return redirect("desk:people", lang=lang, slug=found.holder.slug)


@asks("roles.confirm")
@for_people
@require_safe
def role(request: HttpRequest, lang: str, key: UUID) -> HttpResponse:
    """What can be done about one person's role."""
    return _role_page(request, _role(request, key))


@asks("roles.confirm")
@for_people
@fresh
@require_POST
def act_on_role(request: HttpRequest, lang: str, key: UUID, act: str) -> HttpResponse:
    """Change or end a role, or ask to have the person's second factor reset."""
    if act not in {"change", "end", "factor"}:
        raise Http404
    found, by = _role(request, key), signed_in(request)
    form: OnceForm = _role_form(request, found) if act == "change" else _reason(act, request)

    def change() -> None:
        second.change_role(found, form.cleaned_data["title"], by=by, at=clock.now())

    def end() -> None:
        reason, at = form.cleaned_data["reason"], clock.now()
        if is_last_signatory(found, at):
            second.ask_to_leave(found, reason=reason, by=by, at=at)
        else:
            end_role(found, reason=reason, by=by, at=at)

    def forget() -> None:
        second.ask_to_forget(
            found.person, holder=found.holder, reason=form.cleaned_data["reason"], by=by,
            at=clock.now(),
        )  # fmt: skip

    if once_only(form, {"change": change, "end": end, "factor": forget}[act]):
        if found.holder_id in holders_for(by, "people.read"):
            return redirect("desk:people", lang=lang, slug=found.holder.slug)
        return redirect("desk:bodies", lang=lang)
    return _role_page(request, found, status=422, **{act: form})


@asks("roles.confirm")
@for_people
@fresh
@require_POST
def answer(request: HttpRequest, lang: str, key: UUID, said: str) -> HttpResponse:
    """Confirm or refuse what a colleague asked for."""
    by, at = signed_in(request), clock.now()
    answers = {"confirm": second.confirm, "refuse": second.refuse}
    if said not in answers:
        raise Http404
    found = get_object_or_404(second.waiting(by, at=at), pk=key)
    try:
        answers[said](found, by=by, at=at)
    except DomainError as error:
        context = {"error": str(error)}
        return render(request, "desk/doors/refused.html", frame(request) | context, status=422)
    return redirect("desk:bodies", lang=lang)


def _holder(request: HttpRequest, slug: str, action: str) -> Holder:
    holders = holders_for(signed_in(request), action)
    return get_object_or_404(Holder, slug=slug, pk__in=holders)


def _role(request: HttpRequest, key: UUID) -> Role:
    holders = holders_for(signed_in(request), "roles.confirm")
    standing = Role.objects.filter(in_force(clock.now()), holder__in=holders)
    return get_object_or_404(standing.select_related("person", "holder"), pk=key)


def _waiting(request: HttpRequest) -> list[tuple[Request, bool]]:
    """Open requests, and whether I may confirm each."""
    person = signed_in(request)
    holders = set(holders_for(person, "roles.confirm"))
    return [
        (row, row.holder_id in holders and person.pk not in {row.asked_by_id, row.person_id})
        for row in second.waiting(person, at=clock.now())
    ]


def _role_form(request: HttpRequest, found: Role) -> RoleForm:
    others = [each for each in inviting.TITLES[found.holder.kind] if each != found.title]
    return RoleForm(request.POST or None, titles=others, auto_id="change_%s")


def _reason(act: str, request: HttpRequest | None = None) -> ReasonForm:
    return ReasonForm(request.POST if request else None, auto_id=f"{act}_%s")


def _role_page(
    request: HttpRequest, found: Role, *, status: int = 200, **forms: OnceForm
) -> HttpResponse:
    person = signed_in(request)
    may_grant = found.holder_id in holders_for(person, "roles.grant")
    is_self = person.pk == found.person_id
    context = {
        "role": found,
        "change": forms.get("change", _role_form(request, found))
        if may_grant and not is_self
        else None,
        "end": forms.get("end", _reason("end")) if may_grant or is_self else None,
        "forget": forms.get("factor", _reason("factor")) if not is_self else None,
        "is_last": is_last_signatory(found, clock.now()),
    }
    return render(request, "desk/doors/role.html", frame(request) | context, status=status)
