"""A forgotten password: a link by mail. The answer is the same whether there is an account."""

from __future__ import annotations

from django.contrib.auth.tokens import default_token_generator
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlsafe_base64_decode
from django.views.decorators.http import require_http_methods

from qantara.accounts import letters, people
from qantara.accounts.attempts import throttle
from qantara.accounts.models import Person
from qantara.accounts.visits import visits
from qantara.core import clock
from qantara.core.errors import DomainError
from qantara.desk.asking import ANYBODY, asks
from qantara.desk.doors.forms import ForgottenForm, NewPasswordForm
from qantara.desk.doors.place import count_place
from qantara.desk.frame import frame


@asks(ANYBODY)
@require_http_methods(["GET", "POST"])
def forgotten(request: HttpRequest, lang: str) -> HttpResponse:
    form = ForgottenForm(request.POST or None)
    is_sent = False
    if request.method == "POST" and form.is_valid():
        try:
            _write(request, form.cleaned_data["email"], lang)
            is_sent = True
        except throttle.TooMany as error:
            form.add_error(None, str(error))
    context = {"form": form, "is_sent": is_sent}
    status = 422 if form.errors else 200
    return render(request, "desk/doors/forgotten.html", frame(request) | context, status=status)


def _write(request: HttpRequest, email: str, lang: str) -> None:
    """Write the letter; to an unknown address too, and then undo it, so that it takes as long."""
    at = clock.now()
    count_place(request, at=at)
    throttle.count("reset", email, at=at)
    person = Person.objects.filter(email__iexact=email, is_active=True).first()
    with transaction.atomic():
        letters.reset(person or Person(email=email, name="", language=lang), at=at)
        if person is None:
            transaction.set_rollback(True)


@asks(ANYBODY)
@require_http_methods(["GET", "POST"])
def reset(request: HttpRequest, lang: str, who: str, token: str) -> HttpResponse:
    """Choose a new password. It signs nobody in: the second factor is asked for as ever."""
    at = clock.now()
    person = _person(who)
    if person is None or not default_token_generator.check_token(person, token):
        return render(request, "desk/doors/used_up.html", frame(request), status=404)
    form = NewPasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                people.set_password(person, form.cleaned_data["password"], by=person, at=at)
                visits.end_all(person)
                letters.password_changed(person, at=at)
        except DomainError as error:
            form.add_error("password", str(error))
        else:
            return redirect("desk:sign-in", lang=person.language)
    status = 422 if form.errors else 200
    return render(request, "desk/doors/reset.html", frame(request) | {"form": form}, status=status)


def _person(who: str) -> Person | None:
    try:
        key = urlsafe_base64_decode(who).decode()
        return Person.objects.filter(pk=key, is_active=True).first()
    except (ValueError, ValidationError):
        return None
