"""The page of the team, one organisation, one office."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qantara.accounts.models import Holder, Role
from qantara.accounts.roles import holders_for, in_force
from qantara.core import clock
from qantara.core.errors import Conflict
from qantara.desk.asking import asks
from qantara.desk.doors.acting import once_only
from qantara.desk.forms import OnceForm
from qantara.desk.frame import for_people, frame, signed_in
from qantara.desk.team import drawing, shown
from qantara.desk.team.forms import BringForm, OfficeForm, StakeholderForm
from qantara.network.stakeholders import keep, words
from qantara.network.stakeholders.kept import KEPT
from qantara.network.stakeholders.models import Level, Office, Stakeholder


@asks("team.read")
@for_people
@require_safe
def page(request: HttpRequest, lang: str, slug: str) -> HttpResponse:
    """People, offices, stakeholders of one city."""
    holder = holder_of(request, slug)
    return team_page(request, lang, holder)


@asks("team.write")
@for_people
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, lang: str, slug: str) -> HttpResponse:
    """A further organisation."""
    holder, themes = holder_of(request, slug, "team.write"), shown.themes(lang)
    form = StakeholderForm(request.POST if "name" in request.POST else None, themes=themes)

    def act() -> None:
        keep.add(form.draft(), holder=holder, by=signed_in(request), at=clock.now())

    if form.is_bound and once_only(form, act):
        return redirect("desk:team", lang=lang, slug=slug)
    context = {"holder": holder, "form": form}
    return _form(request, "desk/team/stakeholder.html", context)


@asks("team.write")
@for_people
@require_http_methods(["GET", "POST"])
def stakeholder(request: HttpRequest, lang: str, key: UUID) -> HttpResponse:
    """One organisation, to be changed; 409 where somebody else changed it meanwhile."""
    found: Stakeholder = _found(request, Stakeholder, key)
    themes = shown.themes(lang)
    initial = {
        "seen": found.version, "name": found.name, "level": found.level, "note": found.note,
        **{f"in_{theme.code}": found.parts.get(theme.code, []) for theme in themes},
    }  # fmt: skip
    form = StakeholderForm(
        request.POST if "name" in request.POST else None, themes=themes, initial=initial
    )
    clash: list[Conflict] = []

    def act() -> None:
        given = form.cleaned_data
        by, at = signed_in(request), clock.now()
        try:
            keep.change(found, form.draft(), seen=given["seen"], by=by, at=at)
        except Conflict as conflict:
            clash.append(conflict)
            raise

    if form.is_bound and once_only(form, act):
        return redirect("desk:team", lang=lang, slug=found.holder.slug)
    context: dict[str, Any] = {"holder": found.holder, "form": form, "found": found}
    if clash:
        form.now_of(seen=found.version)
        context |= {"rows": _said(found, themes), "level": words.level_name(found.level)}
    return _form(request, "desk/team/stakeholder.html", context, is_conflict=bool(clash))


@asks("team.write")
@for_people
@require_POST
def remove(request: HttpRequest, lang: str, key: UUID) -> HttpResponse:
    found: Stakeholder = _found(request, Stakeholder, key)
    by, form = signed_in(request), OnceForm(request.POST)
    if once_only(form, lambda: keep.remove(found, by=by, at=clock.now())):
        return redirect("desk:team", lang=lang, slug=found.holder.slug)
    return redirect("desk:stakeholder", lang=lang, key=key)


@asks("team.write")
@for_people
@require_http_methods(["GET", "POST"])
def add_office(request: HttpRequest, lang: str, slug: str) -> HttpResponse:
    """A further office."""
    holder = holder_of(request, slug, "team.write")
    form = OfficeForm(request.POST if "function" in request.POST else None)

    def act() -> None:
        keep.add_office(**form.values(), holder=holder, by=signed_in(request), at=clock.now())

    if form.is_bound and once_only(form, act):
        return redirect("desk:team", lang=lang, slug=slug)
    return _form(request, "desk/team/office.html", {"holder": holder, "form": form})


@asks("team.write")
@for_people
@require_http_methods(["GET", "POST"])
def office(request: HttpRequest, lang: str, key: UUID) -> HttpResponse:
    """One office, to be changed or confirmed; 409 where somebody else changed it meanwhile."""
    found: Office = _found(request, Office, key)
    initial = {
        "seen": found.version, "function": found.function, "organisation": found.organisation,
        "email": found.email, "telephone": found.telephone,
    }  # fmt: skip
    form = OfficeForm(request.POST if "function" in request.POST else None, initial=initial)
    clash: list[Conflict] = []

    def act() -> None:
        by, at = signed_in(request), clock.now()
        try:
            seen = form.cleaned_data["seen"]
            keep.change_office(found, **form.values(), seen=seen, by=by, at=at)
        except Conflict as conflict:
            clash.append(conflict)
            raise

    if form.is_bound and once_only(form, act):
        return redirect("desk:team", lang=lang, slug=found.holder.slug)
    context: dict[str, Any] = {"holder": found.holder, "form": form, "found": found}
    context["until"] = found.confirmed_on + KEPT
    if clash:
        form.now_of(seen=found.version)
    return _form(request, "desk/team/office.html", context, is_conflict=bool(clash))


@asks("team.write")
@for_people
@require_POST
def remove_office(request: HttpRequest, lang: str, key: UUID) -> HttpResponse:
    found: Office = _found(request, Office, key)
    by, form = signed_in(request), OnceForm(request.POST)
    if once_only(form, lambda: keep.remove_office(found, by=by, at=clock.now())):
        return redirect("desk:team", lang=lang, slug=found.holder.slug)
    return redirect("desk:office", lang=lang, key=key)


def holder_of(request: HttpRequest, slug: str, action: str = "team.read") -> Holder:
    """A city in whose team whoever is here may do ``action``; 404 else."""
    holders = holders_for(signed_in(request), action)
    return get_object_or_404(Holder, slug=slug, pk__in=holders)


def team_page(
    request: HttpRequest,
    lang: str,
    holder: Holder,
    bring: BringForm | None = None,
    *,
    notice: str = "",
) -> HttpResponse:
    """``bring``, ``notice``: a spreadsheet that could not be read or stored, which the page tells."""
    at, themes = clock.now(), shown.themes(lang)
    asked = _asked(request, themes)
    rows = shown.rows(holder, themes, lang, asked)
    roles = Role.objects.filter(in_force(at), holder=holder, person__is_active=True)
    context = {
        "holder": holder,
        "roles": roles.select_related("person").order_by("title", "person__name"),
        "offices": Office.objects.filter(holder=holder).order_by("organisation", "function"),
        "themes": themes,
        "levels": [(level, words.level_name(level)) for level in Level.values],
        "asked": asked,
        "rows": [(row, _cells(row, themes)) for row in rows],
        "has_any": bool(rows) or Stakeholder.objects.filter(holder=holder).exists(),
        "drawings": drawing.drawn(rows, themes, lang) if rows else (),
        "key": drawing.key(lang),
        "bring": bring or BringForm(),
        "form": bring,
        "notice": notice,
    }
    status = 422 if bring is not None or notice else 200
    path = f"/{lang}/team/{holder.slug}/"
    return render(
        request, "desk/team/team.html", frame(request, path=path) | context, status=status
    )


def _asked(request: HttpRequest, themes: list[shown.Theme]) -> shown.Asked:
    theme, level = request.GET.get("theme", ""), request.GET.get("level", "")
    return shown.Asked(
        theme=theme if theme in {one.code for one in themes} else "",
        level=level if level in Level.values else "",
    )


def _cells(row: shown.Shown, themes: list[shown.Theme]) -> list[tuple[shown.Theme, str]]:
    """What an organisation does, theme by theme, in words; themes it has no part in are left out."""
    return [(theme, row.said(at)) for at, theme in enumerate(themes) if row.cells[at]]


def _said(found: Stakeholder, themes: list[shown.Theme]) -> list[tuple[str, str]]:
    return [
        (theme.name, ", ".join(map(words.part_name, found.parts[theme.code])))
        for theme in themes
        if found.parts.get(theme.code)
    ]


def _found(request: HttpRequest, model: type[Any], key: UUID) -> Any:
    visible = model.objects.visible_to(signed_in(request), "team.write")
    return get_object_or_404(visible.select_related("holder"), pk=key)


def _form(
    request: HttpRequest, template: str, context: dict[str, Any], *, is_conflict: bool = False
) -> HttpResponse:
    form = context["form"]
    context["is_conflict"] = is_conflict
    status = 409 if is_conflict else 422 if form.errors else 200
    return render(request, template, frame(request) | context, status=status)
