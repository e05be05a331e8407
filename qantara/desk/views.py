"""The gate's pages: what waits for me, a case, a withdrawal."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qantara.accounts.models import Person
from qantara.accounts.roles import holders_for
from qantara.core import clock, once
from qantara.core.errors import DomainError
from qantara.desk import wording
from qantara.desk.asking import asks
from qantara.desk.doors import proof
from qantara.desk.forms import ApproveForm, OnceForm, SignForm, WithdrawForm
from qantara.desk.frame import for_people, frame, signed_in
from qantara.desk.steps import address_of, number_of, step_of, visible_cases, waiting_for
from qantara.releases import gate, kinds
from qantara.releases.models import Case, Release
from qantara.releases.withdraw import withdraw as withdraw_release
from qantara.web import paper


@asks("case.read")
@for_people
@require_safe
def case(request: HttpRequest, lang: str, key: UUID) -> HttpResponse:
    """What is to be signed, as it will be read, and the form of its next step."""
    return _case_page(request, lang, _visible_case(request, key))


@asks("case.read", act="case.review")
@for_people
@require_POST
def act_on_case(request: HttpRequest, lang: str, key: UUID, act: str) -> HttpResponse:
    """Review, approve or release."""
    found = _visible_case(request, key)
    if act != step_of(found).name:
        return redirect("desk:case", lang=lang, key=key)
    if act in COUNTING and (asked := proof.ask(request)):
        return asked
    form = FORMS[act](request.POST)
    if form.is_valid():
        try:
            _once(form, lambda at: ACTS[act](found, form, signed_in(request), at))
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            return redirect("desk:case", lang=lang, key=key)
    return _case_page(request, lang, found, form=form, status=422)


@asks("release.withdraw")
@for_people
@proof.fresh
@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, lang: str, address: str) -> HttpResponse:
    """Withdraw a release, with a second person."""
    person = signed_in(request)
    holders = holders_for(person, "release.withdraw")
    release = get_object_or_404(Release, holder_id__in=holders, address=address)
    if release.withdrawn_at:
        return redirect("desk:home", lang=lang)
    form = WithdrawForm(request.POST or None, request=request)
    if request.method == "POST" and form.is_valid():
        second, reason = form.cleaned_data["second"], form.reason()
        try:
            _once(
                form,
                lambda at: withdraw_release(
                    release, by=person, second=second, reason=reason, at=at
                ),
            )
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            return redirect("desk:home", lang=lang)
    context = {"release": release, "form": form}
    status = 422 if form.errors else 200
    return render(request, "desk/withdraw.html", frame(request) | context, status=status)


def _visible_case(request: HttpRequest, key: UUID) -> Case:
    found = visible_cases(signed_in(request)).filter(pk=key).first()
    if found is None:
        raise Http404
    return found


def _case_page(
    request: HttpRequest, lang: str, found: Case, *, form: OnceForm | None = None, status: int = 200
) -> HttpResponse:
    step = step_of(found)
    kind = kinds.kind_named(found.kind)
    number = number_of(found)
    imprint = kinds.Imprint(number=number, released_on=found.opened_at, address="")
    document = json.loads(found.document)
    preview = kind.paper(document, lang, imprint)
    after = render_to_string(
        "desk/after.html",
        {"number": number, "download": paper.DOWNLOAD, "versions": paper.VERSIONS},
    )
    may = found.pk in waiting_for(signed_in(request), [found])
    path = reverse("desk:case", kwargs={"lang": lang, "key": found.pk})
    context = {
        "case": found,
        "step": step,
        "site_url": settings.SITE_URL,
        "address": address_of(found),
        "may_act": may or form is not None,
        "form": form or (FORMS[step.name]() if may else None),
        "wording": wording.open_marks(found, document, lang) if step.name else [],
        "may_print": step.name == "approve"
        and found.holder_id in holders_for(signed_in(request), "sheet.print"),
        "may_confirm": found.holder_id in holders_for(signed_in(request), "texts.translate"),
        "preview_title": preview.title,
        # Rendered by web.paper, which escapes every text it is given.
        "preview": mark_safe(paper.fill(paper.body(preview), actions="", after=after)),  # noqa: S308
    }
    return render(request, "desk/case.html", frame(request, path=path) | context, status=status)


def _once(form: OnceForm, act: Callable[[datetime], object]) -> None:
    """Do the act in one transaction with its once-key; a second sending does nothing."""
    at = clock.now()
    with transaction.atomic():
        if once.first_time(form.cleaned_data["once"], at=at):
            act(at)


#: Steps that ask for a proof anew (``doors.proof``).
COUNTING = {"approve", "release"}
FORMS: dict[str, type[OnceForm]] = {"review": SignForm, "approve": ApproveForm, "release": SignForm}
ACTS: dict[str, Callable[[Case, OnceForm, Person, datetime], object]] = {
    "review": lambda case, form, by, at: gate.review_case(case, by=by, at=at),
    "approve": lambda case, form, by, at: gate.approve_case(
        case, by=by, at=at, audience=form.cleaned_data["audience"],
        public_from=form.cleaned_data["public_from"] or at,
    ),
    "release": lambda case, form, by, at: gate.release_case(case, by=by, at=at),
}  # fmt: skip
