"""The secretariat's page of due dates: set them, end them, decide who gets more time."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from qantara.accounts.models import Holder
from qantara.accounts.roles import holders_for
from qantara.core import clock, locales
from qantara.core.errors import DomainError
from qantara.desk.asking import asks
from qantara.desk.doors.acting import once_only
from qantara.desk.forms import OnceForm
from qantara.desk.frame import for_people, frame, signed_in
from qantara.desk.matrix.forms import DecideForm, DueForm
from qantara.knowledge.dues import acts
from qantara.knowledge.dues.models import Due, Extension
from qantara.knowledge.dues.words import step_name
from qantara.network.models import Member, Network, Participation, holds_on
from qantara.web import names

#: Ended days and decided extensions that are shown, the newest first.
SHOWN = 50


@asks("dues.set")
@for_people
@require_http_methods(["GET", "POST"])
def dues(request: HttpRequest, lang: str) -> HttpResponse:
    """What is due, in which of one's networks; and the form to set a day."""
    person = signed_in(request)
    holders = holders_for(person, "dues.set")
    if not holders:
        raise Http404
    networks = {one.slug: one for one in Network.objects.filter(holder__in=holders)}
    form = _form(request, networks, lang)

    def act() -> None:
        given = form.cleaned_data
        acts.set_due(
            networks[given["network"]], given["step"], given["on"], language=given["language"],
            holder=Holder.objects.get(slug=given["city"]) if given["city"] else None,
            by=person, at=clock.now(),
        )  # fmt: skip

    if form.is_bound and once_only(form, act):
        return redirect("desk:dues", lang=lang)
    return _page(request, lang, networks, form)


@asks("dues.set")
@for_people
@require_POST
def end(request: HttpRequest, lang: str) -> HttpResponse:
    """End a day. Sent twice, it ends once."""
    person = signed_in(request)
    holders = holders_for(person, "dues.set")
    if not holders:
        raise Http404
    form = OnceForm(request.POST)
    key = _key(request.POST.get("due", ""))
    mine = Due.objects.select_related("network").filter(network__holder__in=holders)
    due = mine.filter(pk=key).first() if key else None

    def act() -> None:
        if due is None:
            raise DomainError(_("There is no such day."))
        acts.end_due(due, by=person, at=clock.now())

    if once_only(form, act):
        return redirect("desk:dues", lang=lang)
    networks = {one.slug: one for one in Network.objects.filter(holder__in=holders)}
    return _page(request, lang, networks, form)


@asks("extension.decide")
@for_people
@require_POST
def decide(request: HttpRequest, lang: str, key: UUID) -> HttpResponse:
    """Grant or refuse more time."""
    person = signed_in(request)
    found = get_object_or_404(
        Extension.objects.visible_to(person, "extension.decide").select_related("due__network"),
        pk=key,
    )
    form = DecideForm(request.POST)

    def act() -> None:
        given, at = form.cleaned_data, clock.now()
        if "refuse" in request.POST:
            acts.refuse(found, answer=given["answer"], by=person, at=at)
        elif given["until"] is None:
            raise DomainError(_("Say until when more time is granted."))
        else:
            acts.grant(found, given["until"], answer=given["answer"], by=person, at=at)

    if once_only(form, act):
        return redirect("desk:dues", lang=lang)
    holders = holders_for(person, "dues.set")
    networks = {one.slug: one for one in Network.objects.filter(holder__in=holders)}
    return _page(request, lang, networks, form, decided=found)


def _page(
    request: HttpRequest,
    lang: str,
    networks: dict[str, Network],
    form: OnceForm,
    *,
    decided: Extension | None = None,
) -> HttpResponse:
    found = Due.objects.filter(network__in=networks.values()).select_related("network", "holder")
    asked = (
        Extension.objects.filter(due__network__in=networks.values())
        .select_related("holder", "due", "asked_by", "decided_by")
        .order_by("-asked_at")
    )
    context = {
        "networks": networks,
        "form": form,
        "due_form": form if isinstance(form, DueForm) else _form(request, networks, lang, blank=True),
        "in_force": [(due, step_name(due.step, due.language)) for due in found.in_force().order_by("on")],
        "ended": [
            (due, step_name(due.step, due.language))
            for due in found.exclude(ended_at=None).select_related("set_by").order_by("-ended_at")[:SHOWN]
        ],
        "open": [
            (one, step_name(one.due.step, one.language), _decide_form(one, form, decided))
            for one in asked.open()
        ],
        "decided": [
            (one, step_name(one.due.step, one.language))
            for one in asked.exclude(state=Extension.State.ASKED)[:SHOWN]
        ],
        "end_form": OnceForm(auto_id="end-%s"),
    }  # fmt: skip
    status = 422 if form.errors else 200
    path = f"/{lang}/dues/"
    return render(
        request, "desk/matrix/dues.html", frame(request, path=path) | context, status=status
    )


def _decide_form(one: Extension, form: OnceForm, decided: Extension | None) -> OnceForm:
    if decided is not None and decided.pk == one.pk:
        return form
    return DecideForm(initial={"until": one.wanted}, auto_id=f"decide-{one.pk}-%s")


def _form(
    request: HttpRequest, networks: dict[str, Network], lang: str, *, blank: bool = False
) -> DueForm:
    taking_part = Participation.objects.filter(
        holds_on(clock.now().date()), network__in=networks.values()
    )
    cities = Member.objects.filter(pk__in=taking_part.values("member")).select_related("holder")
    by_name = locales.sort_key(lang)
    named = sorted(
        {one.holder.slug: names.in_language(one.name, lang)[0] for one in cities}.items(),
        key=lambda pair: by_name(pair[1]),
    )
    is_sent = request.method == "POST" and not blank
    return DueForm(
        request.POST if is_sent else None,
        networks=[
            (slug, names.in_language(one.name, lang)[0] or slug) for slug, one in networks.items()
        ],
        cities=named,
    )


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
