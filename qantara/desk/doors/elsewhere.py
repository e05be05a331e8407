"""Coming in with the account of one's city or organisation: there, and back.

Every way that does not end well ends on one page with one answer: whether the account is unknown, its
owner has left, or the provider's word did not stand, is told to the log alone.
"""

from __future__ import annotations

import logging
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_POST, require_safe

from qantara.accounts.attempts import throttle
from qantara.accounts.factors import keep
from qantara.accounts.identity import flow, links
from qantara.accounts.identity.asking import Unreachable
from qantara.accounts.identity.flow import Begun, Shown
from qantara.accounts.identity.models import Identity, Provider
from qantara.accounts.identity.providers import standing
from qantara.accounts.identity.tokens import Refused
from qantara.accounts.invitations import invite
from qantara.accounts.models import Invitation, Person
from qantara.core import clock
from qantara.core.errors import DomainError
from qantara.desk.asking import ANYBODY, SIGNED_IN, asks
from qantara.desk.doors import proof
from qantara.desk.doors.place import count_place, local
from qantara.desk.frame import for_people, frame, signed_in

logger = logging.getLogger(__name__)

#: Keys of the session: the way somebody is on; whom a provider vouched for, on the way to an account.
WAY, VOUCHED = "elsewhere", "vouched"
#: What the way is for.
SIGN_IN, JOIN, LINK, PROVE = "sign-in", "join", "link", "prove"


@dataclass(frozen=True, slots=True, kw_only=True)
class Vouched:
    """Whom a provider vouched for, and who has no account here yet."""

    provider: Provider
    subject: str
    by_second: bool


@asks(ANYBODY)
@require_POST
def begin(request: HttpRequest, lang: str) -> HttpResponse:
    """Off to the provider of the body that is named."""
    at, door = clock.now(), reverse("desk:sign-in", kwargs={"lang": lang})
    provider = standing().filter(holder__slug=request.POST.get("holder", "")).first()
    purpose = request.POST.get("for", SIGN_IN)
    person = request.user if isinstance(request.user, Person) else None
    if provider is None or not _makes_sense(purpose, person, provider):
        return redirect(door)
    if purpose == LINK and (asked := proof.ask(request)):
        return asked
    try:
        tried = count_place(request, at=at)
        begun, address = flow.begin(
            provider, back=_back(provider), lang=lang, again=purpose == PROVE, at=at
        )
    except (Unreachable, throttle.TooMany) as error:
        logger.warning("provider of %s: %s", provider.holder.slug, error)
        status = 429 if isinstance(error, throttle.TooMany) else 503
        said = str(error) if isinstance(error, throttle.TooMany) else ""
        context = frame(request, path=door) | {"said": said}
        return render(request, "desk/doors/away.html", context, status=status)
    request.session[WAY] = {
        "holder": provider.holder.slug, "for": purpose, "begun": asdict(begun), "lang": lang,
        "person": str(person.pk) if person else "", "tried": tried.pk,
        "token": request.POST.get("token", ""), "then": local(request, request.POST.get("next", "")),
    }  # fmt: skip
    context = frame(request, path=door) | {"provider": provider, "address": address}
    response = render(request, "desk/doors/onward.html", context)
    # No answer to a form leads elsewhere: `form-action` stays this host alone.
    response["Refresh"] = f"0; url={address}"
    return response


@asks(ANYBODY)
@require_safe
def back(request: HttpRequest, slug: str) -> HttpResponse:
    """Where a provider sends people back to, with what it says of them. Once."""
    way: dict[str, Any] = request.session.pop(WAY, {})
    request.LANGUAGE_CODE = way.get("lang", request.LANGUAGE_CODE)
    with translation.override(request.LANGUAGE_CODE):
        try:
            return _answered(request, slug, way, clock.now())
        except (Refused, Unreachable, DomainError) as error:
            logger.warning("not let in by the provider of %s: %s", slug, error)
            return _refused(request)


@asks(SIGNED_IN)
@for_people
@proof.fresh
@require_POST
def unlink(request: HttpRequest, lang: str, key: UUID) -> HttpResponse:
    """An account elsewhere opens mine no more."""
    person = signed_in(request)
    found = get_object_or_404(Identity.objects.select_related("provider"), pk=key, person=person)
    links.unlink(person, found, at=clock.now())
    return redirect("desk:account", lang=lang)


def vouched_for(request: HttpRequest, invitation: Invitation, *, at: datetime) -> Vouched | None:
    """Whom the inviting body's provider vouched for in this browser, a short while ago."""
    kept = request.session.get(VOUCHED)
    if (
        not kept
        or kept["invitation"] != str(invitation.pk)
        or datetime.fromisoformat(kept["at"]) < at - flow.LASTS
    ):
        return None
    provider = standing().filter(holder=invitation.holder, pk=kept["provider"]).first()
    if provider is None:
        return None
    return Vouched(provider=provider, subject=kept["subject"], by_second=kept["by_second"])


def enter(request: HttpRequest, person: Person, vouched: Vouched | None, *, at: datetime) -> None:
    """Sign in who has just joined, by a password or by a provider's word."""
    request.session.pop(VOUCHED, None)
    by_second = vouched is not None and vouched.by_second
    via = vouched.provider.holder.slug if vouched else ""
    proof.enter(request, person, by_second=by_second, at=at, via=via)


def _makes_sense(purpose: str, person: Person | None, provider: Provider) -> bool:
    if purpose in (SIGN_IN, JOIN):
        return person is None
    if purpose == LINK:
        return person is not None
    return (
        purpose == PROVE
        and person is not None
        and Identity.objects.filter(person=person, provider=provider).exists()
    )


def _back(provider: Provider) -> str:
    return settings.DESK_URL + reverse("desk:back", kwargs={"slug": provider.holder.slug})


def _answered(request: HttpRequest, slug: str, way: dict[str, Any], at: datetime) -> HttpResponse:
    """Raises Refused, Unreachable and DomainError: nobody is let in."""
    if not way or way["holder"] != slug:
        raise Refused("no way was begun here")
    provider = standing().filter(holder__slug=slug).first()
    person = request.user if isinstance(request.user, Person) else None
    if provider is None or way["person"] != (str(person.pk) if person else ""):
        raise Refused("somebody else is here now")
    shown = flow.finish(
        provider, Begun(**way["begun"]), request.GET.dict(), back=_back(provider), at=at
    )
    arrive = {SIGN_IN: _sign_in, JOIN: _join, LINK: _link, PROVE: _prove}[way["for"]]
    response = arrive(request, way, provider, shown, at)
    throttle.forget(way["tried"])
    return response


def _sign_in(
    request: HttpRequest, way: dict[str, Any], provider: Provider, shown: Shown, at: datetime
) -> HttpResponse:
    person = links.person_of(provider, shown.subject, at=at)
    if person is None:
        raise Refused("an account that opens nothing here")
    if keep.has_one(person) and not shown.by_second:
        proof.halfway(request, person, then=way["then"], at=at)
        return redirect("desk:second", lang=way["lang"])
    proof.enter(request, person, by_second=shown.by_second, at=at, via=provider.holder.slug)
    return redirect(way["then"] or reverse("desk:home", kwargs={"lang": person.language}))


def _join(
    request: HttpRequest, way: dict[str, Any], provider: Provider, shown: Shown, at: datetime
) -> HttpResponse:
    """On to name and language. An account that opens somebody's already makes no second one."""
    invitation = invite.opened(way["token"], at=at)
    if (
        invitation is None
        or invitation.holder_id != provider.holder_id
        or Identity.objects.filter(provider=provider, subject=shown.subject).exists()
    ):
        raise Refused("no invitation for this account")
    request.session[VOUCHED] = {
        "invitation": str(invitation.pk), "provider": str(provider.pk), "at": at.isoformat(),
        "subject": shown.subject, "by_second": shown.by_second,
    }  # fmt: skip
    return redirect("desk:invitation", lang=way["lang"], token=way["token"])


def _link(
    request: HttpRequest, way: dict[str, Any], provider: Provider, shown: Shown, at: datetime
) -> HttpResponse:
    if not proof.is_fresh(request, at=at):
        raise Refused("the proof has grown old on the way")
    links.link(signed_in(request), provider, shown.subject, at=at)
    return redirect("desk:account", lang=way["lang"])


def _prove(
    request: HttpRequest, way: dict[str, Any], provider: Provider, shown: Shown, at: datetime
) -> HttpResponse:
    """As strong as they came in."""
    found = links.person_of(provider, shown.subject, at=at)
    if found != request.user or (proof.SECOND in request.session and not shown.by_second):
        raise Refused("another account, or less of a proof than before")
    proof.proved(request, by_second=shown.by_second, at=at)
    path = reverse("desk:account", kwargs={"lang": way["lang"]})
    return render(request, "desk/doors/proved.html", frame(request, path=path))


def _refused(request: HttpRequest) -> HttpResponse:
    door = reverse("desk:sign-in", kwargs={"lang": request.LANGUAGE_CODE})
    context = frame(request, path=door) | {"door": door}
    return render(request, "desk/doors/not_let_in.html", context, status=400)
