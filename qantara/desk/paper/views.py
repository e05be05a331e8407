"""Pages of mandates and sheets."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qantara.accounts.models import Holder
from qantara.accounts.roles import holders_for
from qantara.core import clock, once
from qantara.core.errors import DomainError
from qantara.desk.asking import asks
from qantara.desk.attached import attached
from qantara.desk.doors import proof
from qantara.desk.forms import OnceForm
from qantara.desk.frame import for_people, frame, signed_in
from qantara.desk.paper import printed
from qantara.desk.paper.forms import (
    ConfirmForm,
    EndForm,
    MandateForm,
    PrintForm,
    RefuseForm,
    ScanForm,
)
from qantara.desk.steps import visible_cases
from qantara.files import store
from qantara.press import sheet as press
from qantara.releases.models import Case
from qantara.releases.sheets import acts
from qantara.releases.sheets.models import Mandate, Sheet


@asks("mandate.set")
@for_people
@proof.fresh
@require_http_methods(["GET", "POST"])
def mandates(request: HttpRequest, lang: str, slug: str) -> HttpResponse:
    """Who may sign for a holder by law; another is added."""
    person, at = signed_in(request), clock.now()
    mine = holders_for(person, "mandate.set", at=at)
    holder = Holder.objects.filter(pk__in=mine, slug=slug).first()
    if holder is None:
        raise Http404
    form = MandateForm(request.POST or None, initial={"since": at.date()})
    if request.method == "POST" and form.is_valid():
        given = {
            name: form.cleaned_data[name] for name in ("office", "legal_basis", "since", "until")
        }
        if _done(form, lambda: acts.set_mandate(holder, **given, by=person, at=at), at):
            return redirect("desk:mandates", lang=lang, slug=slug)
    found = Mandate.objects.filter(holder=holder).order_by("-since", "office")
    context = {
        "holder": holder,
        "form": form,
        "mandates": [(each, each.holds_on(at.date())) for each in found],
    }
    status = 422 if form.errors else 200
    return render(request, "desk/paper/mandates.html", frame(request) | context, status=status)


@asks("mandate.set")
@for_people
@proof.fresh
@require_http_methods(["GET", "POST"])
def end_mandate(request: HttpRequest, lang: str, key: UUID) -> HttpResponse:
    """The last day on which an office signs."""
    person, at = signed_in(request), clock.now()
    found = (
        Mandate.objects.filter(pk=key, holder__in=holders_for(person, "mandate.set", at=at))
        .select_related("holder")
        .first()
    )
    if found is None:
        raise Http404
    form = EndForm(request.POST or None, initial={"until": at.date()})
    if request.method == "POST" and form.is_valid():
        until = form.cleaned_data["until"]
        if _done(form, lambda: acts.end_mandate(found, until=until, by=person, at=at), at):
            return redirect("desk:mandates", lang=lang, slug=found.holder.slug)
    context = {"mandate": found, "form": form}
    status = 422 if form.errors else 200
    return render(request, "desk/paper/end.html", frame(request) | context, status=status)


@asks("sheet.print")
@for_people
@require_http_methods(["GET", "POST"])
def to_print(request: HttpRequest, lang: str, key: UUID) -> HttpResponse:
    """Have a case decided on paper: for whom, from when, and whose signature."""
    person, at = signed_in(request), clock.now()
    mine = holders_for(person, "sheet.print", at=at)
    case = visible_cases(person).filter(pk=key, holder__in=mine).select_related("holder").first()
    if case is None:
        raise Http404
    offices = [
        each
        for each in Mandate.objects.filter(holder=case.holder).order_by("office")
        if each.holds_on(at.date())
    ]
    form = PrintForm(request.POST or None, mandates=offices)
    if request.method == "POST" and form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("audience", "public_from")}
        mandate = form.cleaned_data["mandate"]
        if _done(form, lambda: acts.print_sheet(case, mandate, **given, by=person, at=at), at):
            newest = Sheet.objects.filter(case=case).latest("printed_at")
            return redirect("desk:sheet", lang=lang, number=newest.number)
    context = {
        "case": case,
        "form": form,
        "offices": offices,
        "may_set": case.holder_id in holders_for(person, "mandate.set", at=at),
        "open": Sheet.objects.filter(case=case).open().first(),
    }
    status = 422 if form.errors else 200
    return render(request, "desk/paper/print.html", frame(request) | context, status=status)


@asks("sheet.read")
@for_people
@require_safe
def sheet(request: HttpRequest, lang: str, number: str) -> HttpResponse:
    """Where a sheet stands, and what comes next."""
    return _sheet_page(request, _visible(request, number))


@asks("sheet.read", act="sheet.print")
@for_people
@require_POST
def scan(request: HttpRequest, lang: str, number: str) -> HttpResponse:
    """Bring the signed sheet back."""
    found, at = _visible(request, number, "sheet.print"), clock.now()
    form = ScanForm(request.POST, request.FILES)
    if form.is_valid():
        given = form.cleaned_data
        content = given["scan"].read(acts.MOST_BYTES + 1)
        if _done(
            form,
            lambda: acts.bring_scan(
                found, content, name=given["scan"].name, signed_on=given["signed_on"],
                by=signed_in(request), at=at,
            ),
            at,
        ):  # fmt: skip
            return redirect("desk:sheet", lang=lang, number=number)
    return _sheet_page(request, found, scan=form)


@asks("sheet.read", act="sheet.confirm")
@for_people
@require_POST
def settle(request: HttpRequest, lang: str, number: str, act: str) -> HttpResponse:
    """Confirm or refuse a scan."""
    if asked := proof.ask(request):
        return asked
    found, at = _visible(request, number, "sheet.confirm"), clock.now()
    person = signed_in(request)
    form: OnceForm = ConfirmForm(request.POST) if act == "confirm" else RefuseForm(request.POST)
    if form.is_valid():
        todo: Callable[[], object] = (
            (lambda: acts.confirm(found, by=person, at=at))
            if act == "confirm"
            else (lambda: acts.refuse(found, reason=form.cleaned_data["reason"], by=person, at=at))
        )
        if _done(form, todo, at):
            return redirect("desk:sheet", lang=lang, number=number)
    return _sheet_page(request, found, **{act: form})


@asks("sheet.read")
@for_people
@require_safe
def sheet_pdf(request: HttpRequest, lang: str, number: str) -> HttpResponse:
    """The sheet to be printed, in the language of the page."""
    found = _visible(request, number)
    fonts = settings.VAR / "fonts" / "print"
    made = press.pdf(printed.page(found, lang), at=found.printed_at, fonts=fonts)
    return attached(made, "application/pdf", f"{found.case.subject}-{number}-{lang}.pdf")


@asks("sheet.read")
@for_people
@require_safe
def scanned(request: HttpRequest, lang: str, number: str) -> HttpResponse:
    """The scan, to be saved: a file from outside is never shown in a page of ours."""
    found = _visible(request, number)
    if found.scan is None:
        raise Http404
    ending = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}
    kind = found.scan.media_type
    return attached(store.read(found.scan), kind, f"{number}.{ending[kind]}")


def _visible(request: HttpRequest, number: str, action: str = "sheet.read") -> Sheet:
    mine = holders_for(signed_in(request), action)
    found = (
        Sheet.objects.filter(number=number, case__holder__in=mine)
        .select_related("case__holder", "mandate", "scan", "printed_by", "scanned_by")
        .first()
    )
    if found is None:
        raise Http404
    return found


def _sheet_page(request: HttpRequest, found: Sheet, **forms_given: forms.Form) -> HttpResponse:
    person = signed_in(request)
    found.refresh_from_db()
    case: Case = found.case
    is_open = not (found.confirmed_at or found.refused_at)
    may_print = case.holder_id in holders_for(person, "sheet.print")
    may_confirm = (
        case.holder_id in holders_for(person, "sheet.confirm")
        and person.pk not in (found.printed_by_id, found.scanned_by_id)
    )  # fmt: skip
    context: dict[str, Any] = {
        "sheet": found,
        "case": case,
        "audience": printed.audience(found.audience),
        "scan": forms_given.get("scan") or (ScanForm() if is_open and may_print else None),
        "confirm": None,
        "refuse": None,
    }
    if is_open and may_confirm and found.scan_id:
        context["confirm"] = forms_given.get("confirm") or ConfirmForm()
        context["refuse"] = forms_given.get("refuse") or RefuseForm()
    path = f"/{request.LANGUAGE_CODE}/sheets/{found.number}/"
    status = 422 if any(form.errors for form in forms_given.values()) else 200
    return render(
        request, "desk/paper/sheet.html", frame(request, path=path) | context, status=status
    )


def _done(form: OnceForm, act: Callable[[], object], at: datetime) -> bool:
    """Do the act once; whether it went well. What stood in the way is told at the form."""
    try:
        with transaction.atomic():
            if once.first_time(form.cleaned_data["once"], at=at):
                act()
    except DomainError as error:
        form.add_error(None, str(error))
        return False
    return True
