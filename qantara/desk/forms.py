"""The forms of the gate."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from django import forms
from django.conf import settings
from django.contrib.auth import authenticate
from django.contrib.auth.forms import AuthenticationForm
from django.utils.translation import gettext_lazy as _

from qantara.accounts.models import Person
from qantara.releases.models import Audience


class OnceForm(forms.Form):
    """A form that acts once however often it is sent: see ``core.once``."""

    once = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


class SignInForm(AuthenticationForm):
    """Mail address and password; one answer for every mistake, so that nobody learns who works here."""

    username = forms.EmailField(
        label=_("E-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "username"})
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    error_messages = {
        "invalid_login": _("This e-mail address and password do not fit together. Try again."),
        "inactive": _("This e-mail address and password do not fit together. Try again."),
    }


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
    """A reason in each language, and a second person who confirms with their password."""

    second_email = forms.EmailField(
        label=_("E-mail address of the second person"),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    second_password = forms.CharField(
        label=_("Password of the second person"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        for code, name in settings.LANGUAGES:
            self.fields[f"reason_{code}"] = forms.CharField(
                label=_("Reason, in %(language)s") % {"language": name},
                max_length=500,
                widget=forms.Textarea(attrs={"rows": 2, "lang": code, "dir": "auto"}),
            )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        person = authenticate(
            username=values.get("second_email"), password=values.get("second_password")
        )
        if not isinstance(person, Person):
            self.add_error(
                "second_password",
                _("This e-mail address and password do not fit together. Try again."),
            )
        values["second"] = person
        return values

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
