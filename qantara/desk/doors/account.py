"""One's own account: second factor, recovery codes, where one is signed in."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from io import BytesIO
from uuid import UUID

import segno
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qantara.accounts.factors import keep, passkeys, sealed, totp
from qantara.accounts.identity import links
from qantara.accounts.models import Authenticator, Passkey
from qantara.accounts.visits import visits
from qantara.core import clock
from qantara.core.errors import DomainError
from qantara.desk.asking import SIGNED_IN, asks
from qantara.desk.doors import proof
from qantara.desk.doors.forms import AppForm, PasskeyForm
from qantara.desk.doors.place import local
from qantara.desk.frame import for_people, frame, signed_in

ISSUER = "Qantara"
_SECRET = "new_app"  # the key in the session under which a secret waits, sealed
_NEW_PASSKEY = "new_passkey"


@asks(SIGNED_IN)
@for_people
@require_safe
def account(request: HttpRequest, lang: str) -> HttpResponse:
    """What one has besides a password, and where one is signed in."""
    person, at = signed_in(request), clock.now()
    here = request.session.session_key
    has, must = keep.standing(person, at)
    context = {
        "app": Authenticator.objects.filter(person=person).first(),
        "passkeys": Passkey.objects.filter(person=person).order_by("since"),
        "codes_left": keep.codes_left(person),
        "has_factor": has,
        "must_have_factor": must,
        "identities": links.of(person),
        "to_link": links.to_link(person, at=at),
        "visits": [(visit, visit.session_key == here) for visit in visits.of(person, at=at)],
    }
    return render(request, "desk/doors/account.html", frame(request) | context)


@asks(SIGNED_IN)
@for_people
@proof.fresh
@require_http_methods(["GET", "POST"])
def app(request: HttpRequest, lang: str) -> HttpResponse:
    """Set up an authenticator app; the recovery codes are shown in answer, once."""
    person, at = signed_in(request), clock.now()
    if Authenticator.objects.filter(person=person).exists():
        return redirect("desk:account", lang=lang)
    secret = _secret_in(request)
    form = AppForm(request.POST if "code" in request.POST else None)
    if form.is_bound and form.is_valid():
        try:
            codes = keep.set_up(person, secret, form.cleaned_data["code"], at=at)
        except DomainError as error:
            form.add_error("code", str(error))
        else:
            del request.session[_SECRET]
            proof.proved(request, by_second=True, at=at)
            return _codes(request, codes)
    plain = totp.letters(secret)
    context = {
        "form": form,
        "secret": " ".join(plain[start : start + 4] for start in range(0, len(plain), 4)),
        "uri": totp.uri(secret, account=person.email, issuer=ISSUER),
        "must": keep.standing(person, at)[1],
        "next": local(request, request.GET.get("next", "")),
    }
    status = 422 if form.errors else 200
    return render(request, "desk/doors/app.html", frame(request) | context, status=status)


@asks(SIGNED_IN)
@for_people
@require_safe
def app_code(request: HttpRequest, lang: str) -> HttpResponse:
    """The QR code of the app being set up."""
    if _SECRET not in request.session:
        raise Http404
    uri = totp.uri(_secret_in(request), account=signed_in(request).email, issuer=ISSUER)
    drawn = BytesIO()
    segno.make(uri, error="m", micro=False).save(
        drawn, kind="svg", scale=6, border=4, dark="#000", light="#fff", xmldecl=False
    )
    return HttpResponse(drawn.getvalue(), content_type="image/svg+xml")


@asks(SIGNED_IN)
@for_people
@proof.fresh
@require_POST
def remove_app(request: HttpRequest, lang: str) -> HttpResponse:
    """Another phone: whoever must have a second factor is led to set it up at once."""
    keep.remove_app(signed_in(request), at=clock.now())
    if not keep.has_one(signed_in(request)):
        request.session.pop(proof.SECOND, None)
    return redirect("desk:account", lang=lang)


@asks(SIGNED_IN)
@for_people
@proof.fresh
@require_http_methods(["GET", "POST"])
def add_passkey(request: HttpRequest, lang: str) -> HttpResponse:
    """A key of this device, or a stick; it takes a browser that runs scripts."""
    person, at = signed_in(request), clock.now()
    state = request.session.pop(_NEW_PASSKEY, None)
    form = PasskeyForm(request.POST if "name" in request.POST else None)
    if form.is_bound and form.is_valid() and state is not None:
        try:
            shown = passkeys.add(
                person, state, form.cleaned_data["answer"], name=form.cleaned_data["name"], at=at
            )
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            proof.proved(request, by_second=True, at=at)
            return _codes(request, shown) if shown else redirect("desk:account", lang=lang)
    options, request.session[_NEW_PASSKEY] = passkeys.begin_to_add(person)
    context = {"form": form, "passkey": json.dumps(options)}
    status = 422 if form.errors else 200
    return render(request, "desk/doors/passkey.html", frame(request) | context, status=status)


@asks(SIGNED_IN)
@for_people
@proof.fresh
@require_POST
def remove_passkey(request: HttpRequest, lang: str, key: UUID) -> HttpResponse:
    """Take one of one's own passkeys away."""
    person = signed_in(request)
    found = get_object_or_404(Passkey, pk=key, person=person)
    passkeys.remove(person, found, at=clock.now())
    if not keep.has_one(person):
        request.session.pop(proof.SECOND, None)
    return redirect("desk:account", lang=lang)


@asks(SIGNED_IN)
@for_people
@proof.fresh
@require_POST
def codes(request: HttpRequest, lang: str) -> HttpResponse:
    """New recovery codes."""
    person = signed_in(request)
    if not keep.has_one(person):
        return redirect("desk:account", lang=lang)
    return _codes(request, keep.new_codes(person, at=clock.now()))


@asks(SIGNED_IN)
@for_people
@require_POST
def end_visit(request: HttpRequest, lang: str, number: str) -> HttpResponse:
    """Sign out one device, or with ``all`` every other one."""
    person = signed_in(request)
    if number == "all":
        visits.end_all(person, but=request.session.session_key or "")
    elif not visits.end(person, number, at=clock.now()):
        raise Http404
    return redirect("desk:account", lang=lang)


def _codes(request: HttpRequest, shown: list[str]) -> HttpResponse:
    context = {"codes": shown, "next": local(request, request.GET.get("next", ""))}
    path = request.get_full_path()
    return render(request, "desk/doors/codes.html", frame(request, path=path) | context)


def _secret_in(request: HttpRequest) -> bytes:
    """The secret of the app being set up: the same until it is, however often the page is loaded."""
    kept = request.session.get(_SECRET)
    if kept:
        return sealed.unseal(b64decode(kept))
    secret = totp.new_secret()
    request.session[_SECRET] = b64encode(sealed.seal(secret)).decode()
    return secret
