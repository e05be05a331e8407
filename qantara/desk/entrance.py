"""The door, and leaving."""

from __future__ import annotations

from django.contrib.auth.views import LogoutView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language_from_request
from django.views.decorators.http import require_safe

from qantara.accounts.models import Person
from qantara.desk.asking import ANYBODY, asks


@asks(ANYBODY)
@require_safe
def door(request: HttpRequest) -> HttpResponse:
    """On to the desk in the person's language, or the browser's."""
    person = request.user
    language = person.language if isinstance(person, Person) else get_language_from_request(request)
    return redirect("desk:home", lang=language)


@asks(ANYBODY)
class SignOut(LogoutView):
    """Nothing of the desk stays in the browser: neither pages nor drafts kept on the device."""

    def get_success_url(self) -> str:
        return reverse("desk:sign-in", kwargs={"lang": self.request.LANGUAGE_CODE})

    def post(self, request: HttpRequest, *given: object, **options: object) -> HttpResponse:
        response: HttpResponse = super().post(request, *given, **options)
        # Without "cookies", which would reach every host under the same domain; ours is deleted.
        response["Clear-Site-Data"] = '"cache", "storage"'
        return response
