"""The forms of the gate."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from django import forms
from django.conf import settings
from django.contrib.auth import authenticate
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from qantara.accounts.attempts import throttle
from qantara.accounts.factors import keep
from qantara.accounts.models import Person
from qantara.core import clock
from qantara.desk.doors.place import count_place
from qantara.releases.models import Audience


class OnceForm(forms.Form):
    """A form that acts once however often it is sent: see ``core.once``."""

    once = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


class SignForm(OnceForm):
    """Reviewing and releasing ask for one confirmation."""

    confirm = forms.BooleanField(
        label=_("I have read it in every language I can, with its figures and sources."),
        error_messages={"required": _("Tick the box once you have read it.")},
    )


class ApproveForm(SignForm):
    """For whom, and from when."""

    audience = forms.ChoiceField(
        label=_("Who may read it"),
        choices=[
            (Audience.PUBLIC, _("Everyone")),
            (Audience.NETWORK, _("The network")),
            (Audience.HOLDER, _("The city alone")),
        ],
        widget=forms.RadioSelect,
        initial=Audience.PUBLIC,
    )
    public_from = forms.DateTimeField(
        label=_("From (UTC)"),
        required=False,
        help_text=_("Leave empty for at once."),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}),
        error_messages={"invalid": _("Give a day and a time, such as 2027-01-31 09:00.")},
    )

    def clean_public_from(self) -> datetime | None:
        moment: datetime | None = self.cleaned_data["public_from"]
        return moment.astimezone(UTC) if moment else None


class WithdrawForm(OnceForm):
    """A reason in each language, and a second person who confirms as they sign in."""

    second_email = forms.EmailField(
        label=_("E-mail address of the second person"),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    second_password = forms.CharField(
        label=_("Password of the second person"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
    second_code = forms.CharField(
        label=_("Code of the second person's app"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "ltr"}),
    )

    def __init__(self, *arguments: Any, request: HttpRequest, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.request = request
        for code, name in settings.LANGUAGES:
            self.fields[f"reason_{code}"] = forms.CharField(
                label=_("Reason, in %(language)s") % {"language": name},
                max_length=500,
                widget=forms.Textarea(attrs={"rows": 2, "lang": code, "dir": "auto"}),
            )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        person = self._second(values)
        if person is None and not self.errors:
            self.add_error(
                "second_password",
                _(
                    "Address, password and code of the second person do not fit together. Try again."
                ),
            )
        values["second"] = person
        return values

    def _second(self, values: dict[str, Any]) -> Person | None:
        """Who the second person is, by password and code together; one answer for every mistake."""
        email, at = values.get("second_email", ""), clock.now()
        try:
            count_place(self.request, at=at)
            throttle.count("password", email, at=at)
            person = authenticate(username=email, password=values.get("second_password"))
            if isinstance(person, Person) and keep.prove(
                person, values.get("second_code", ""), at=at
            ):
                throttle.clear("password", email)
                return person
        except throttle.TooMany as error:
            self.add_error(None, str(error))
        return None

    def reason(self) -> dict[str, str]:
        return {code: self.cleaned_data[f"reason_{code}"] for code, _name in settings.LANGUAGES}


class RewriteForm(OnceForm):
    """A paragraph in one language, its references to figures left as they are."""

    seen = forms.CharField(widget=forms.HiddenInput, strip=False)
    markdown = forms.CharField(
        label=_("Paragraph"),
        help_text=_(
            "What stands in braces is a figure; it is printed as it is now. Leave it as it is."
        ),
        widget=forms.Textarea(attrs={"rows": 8, "dir": "auto"}),
    )

    def clean_markdown(self) -> str:
        """With the line ends of our files, not of the browser's form."""
        return str(self.cleaned_data["markdown"]).replace("\r\n", "\n")
