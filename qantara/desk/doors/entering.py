"""Signing in: a password, then the second factor of who has one."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from qantara.accounts.attempts import throttle
from qantara.accounts.factors import keep
from qantara.accounts.identity.providers import standing
from qantara.accounts.models import Person
from qantara.core import clock
from qantara.desk.asking import ANYBODY, asks
from qantara.desk.doors import proof
from qantara.desk.doors.forms import SecondForm, SignInForm
from qantara.desk.doors.place import local
from qantara.desk.frame import frame


@asks(ANYBODY)
class SignIn(LoginView):
    http_method_names = ["get", "head", "post"]
    template_name = "desk/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def get_redirect_url(self) -> str:  # type: ignore[override]  # the stubs know another Django
        return local(self.request, super().get_redirect_url())

    def get_context_data(self, **extra: Any) -> dict[str, Any]:
        mine = {"providers": standing(), "then": self.get_redirect_url()}
        return super().get_context_data(**extra) | frame(self.request) | mine

    def get_success_url(self) -> str:
        person = self.request.user
        language = person.language if isinstance(person, Person) else self.request.LANGUAGE_CODE
        return self.get_redirect_url() or reverse("desk:home", kwargs={"lang": language})

    def form_valid(self, form: SignInForm) -> HttpResponse:  # type: ignore[override]
        person, at = form.get_user(), clock.now()
        assert isinstance(person, Person)
        throttle.clear("password", person.email)
        if keep.has_one(person):
            proof.halfway(self.request, person, then=self.get_redirect_url(), at=at)
            return redirect("desk:second", lang=self.request.LANGUAGE_CODE)
        proof.enter(self.request, person, by_second=False, at=at)
        return redirect(self.get_success_url())

    def form_invalid(self, form: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)


@asks(ANYBODY)
@require_http_methods(["GET", "POST"])
def second(request: HttpRequest, lang: str) -> HttpResponse:
    """The code of the app, or a recovery code."""
    at = clock.now()
    found = proof.who_is_halfway(request, at=at)
    if found is None:
        return redirect("desk:sign-in", lang=lang)
    person, then = found
    form = SecondForm(request.POST or None, person=person, at=at, state=proof.begun(request))
    if request.method == "POST" and form.is_valid():
        proof.enter(request, person, by_second=True, at=at)
        return redirect(then or reverse("desk:home", kwargs={"lang": person.language}))
    context = {"form": form, "passkey": proof.begin(request, person)}
    status = 422 if form.errors else 200
    return render(request, "desk/doors/second.html", frame(request) | context, status=status)
