"""Coming in and leaving."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language_from_request
from django.views.decorators.http import require_safe

from qantara.accounts.models import Person
from qantara.desk.forms import SignInForm
from qantara.desk.frame import frame, signed_in


@require_safe
def door(request: HttpRequest) -> HttpResponse:
    """On to the desk in the person's language, or the browser's."""
    person = request.user
    language = person.language if isinstance(person, Person) else get_language_from_request(request)
    return redirect("desk:home", lang=language)


class SignIn(LoginView):
    template_name = "desk/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def get_context_data(self, **extra: Any) -> dict[str, Any]:
        return super().get_context_data(**extra) | frame(self.request)

    def get_success_url(self) -> str:
        language = signed_in(self.request).language
        return self.get_redirect_url() or reverse("desk:home", kwargs={"lang": language})

    def form_invalid(self, form: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)


class SignOut(LogoutView):
    def get_success_url(self) -> str:
        return reverse("desk:sign-in", kwargs={"lang": self.request.LANGUAGE_CODE})
