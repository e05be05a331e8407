"""With whose accounts people sign in: the secretariat lists, adds, tries and switches off providers."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qantara.accounts.identity import providers
from qantara.accounts.identity.models import Provider
from qantara.accounts.models import Holder
from qantara.accounts.roles import holders_for
from qantara.accounts.words import holder_name
from qantara.core import clock
from qantara.core.errors import DomainError
from qantara.desk.asking import asks
from qantara.desk.doors.acting import once_only
from qantara.desk.doors.proof import fresh
from qantara.desk.forms import OnceForm
from qantara.desk.frame import for_people, frame, signed_in

_LIST = re.compile(r"[,;\s]+")


class ProviderForm(OnceForm):
    """A body's provider, as its own people describe it.

    The secret's name has "password" in it: what is typed there is carried to no other page
    (``proof.ask``).
    """

    holder = forms.ChoiceField(label=_("City or organisation"))
    issuer = forms.CharField(
        label=_("Address of its provider (issuer)"), max_length=255,
        help_text=_("As the provider calls itself, such as https://login.city.example."),
        widget=forms.URLInput(attrs={"dir": "ltr", "autocomplete": "off"}),
    )  # fmt: skip
    client_id = forms.CharField(
        label=_("Name of this desk with the provider (client ID)"), max_length=255,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off"}),
    )  # fmt: skip
    client_password = forms.CharField(
        label=_("Secret of this desk with the provider (client secret)"), max_length=512, strip=False,
        widget=forms.PasswordInput(attrs={"dir": "ltr", "autocomplete": "off"}),
    )  # fmt: skip
    hosts = forms.CharField(
        label=_("Other hosts on which it has addresses"), max_length=500, required=False,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off"}),
    )  # fmt: skip
    second_by = forms.CharField(
        label=_("Values by which it says that somebody showed a second factor"), max_length=200,
        required=False, help_text=_("Of “amr” or “acr”. Empty: the desk asks for its own."),
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off"}),
    )  # fmt: skip

    def __init__(self, *given: Any, holders: list[Holder], lang: str, **options: Any) -> None:
        super().__init__(*given, **options)
        self.fields["holder"].choices = [  # type: ignore[attr-defined]
            (one.slug, holder_name(one, lang)) for one in holders
        ]

    def words(self, name: str) -> list[str]:
        return [word for word in _LIST.split(self.cleaned_data[name]) if word]


@asks("identity.manage")
@for_people
@require_safe
def listed(request: HttpRequest, lang: str) -> HttpResponse:
    """Providers in use, of bodies of one's networks."""
    return _page(request, lang)


@asks("identity.manage")
@for_people
@fresh
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, lang: str) -> HttpResponse:
    """Add one: it is asked at once, and kept if it answers as it should."""
    by, held = signed_in(request), _held(request)
    having = providers.standing().filter(holder__in=held).values("holder")
    without = list(Holder.objects.filter(pk__in=held).exclude(pk__in=having).order_by("slug"))
    is_sent = "issuer" in request.POST
    # Sent twice, the second finds it done: whoever has a provider by now can still be named.
    named = list(Holder.objects.filter(pk__in=held).order_by("slug")) if is_sent else without
    form = ProviderForm(request.POST if is_sent else None, holders=named, lang=lang)

    def act() -> None:
        given = form.cleaned_data
        providers.add(
            next(one for one in named if one.slug == given["holder"]), issuer=given["issuer"],
            client_id=given["client_id"], secret=given["client_password"],
            hosts=form.words("hosts"), second_by=form.words("second_by"), by=by, at=clock.now(),
        )  # fmt: skip

    if form.is_bound and once_only(form, act):
        return redirect("desk:providers", lang=lang)
    context = {"form": form, "has_any": bool(without)}
    status = 422 if form.errors else 200
    return render(request, "desk/doors/provider_add.html", frame(request) | context, status=status)


@asks("identity.manage")
@for_people
@require_POST
def try_out(request: HttpRequest, lang: str, key: UUID) -> HttpResponse:
    """Ask it now. Nothing is changed."""
    found = _provider(request, key)
    try:
        providers.try_out(found, is_inside=False)
    except DomainError as error:
        return _page(request, lang, error=str(error))
    return _page(request, lang, answered=found)


@asks("identity.manage")
@for_people
@fresh
@require_POST
def switch_off(request: HttpRequest, lang: str, key: UUID) -> HttpResponse:
    """Its accounts open the desk no more. Sent twice, it is done once."""
    found = _provider(request, key)
    form = OnceForm(request.POST)
    once_only(form, lambda: providers.remove(found.holder, by=signed_in(request), at=clock.now()))
    return redirect("desk:providers", lang=lang)


def back_address(provider: Provider) -> str:
    """Where the provider sends people back to: what is registered with it."""
    return settings.DESK_URL + reverse("desk:back", kwargs={"slug": provider.holder.slug})


def _page(
    request: HttpRequest, lang: str, *, error: str = "", answered: Provider | None = None
) -> HttpResponse:
    held = _held(request)
    rows = providers.standing().filter(holder__in=held).annotate(linked=Count("identities"))
    context = {
        "rows": [(one, back_address(one), OnceForm(auto_id=f"off-{one.pk}-%s")) for one in rows],
        "error": error,
        "answered": answered,
        "scheme": settings.DESK_URL + "/identity/…/",
    }
    path = reverse("desk:providers", kwargs={"lang": lang})
    status = 422 if error else 200
    return render(
        request, "desk/doors/providers.html", frame(request, path=path) | context, status=status
    )


def _held(request: HttpRequest) -> list[UUID]:
    """Holders whose sign-in one may manage. Raises Http404 for who manages none."""
    held = holders_for(signed_in(request), "identity.manage")
    if not held:
        raise Http404
    return held


def _provider(request: HttpRequest, key: UUID) -> Provider:
    return get_object_or_404(providers.standing().filter(holder__in=_held(request)), pk=key)
