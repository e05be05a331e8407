"""The forms at the doors."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from qantara.accounts.attempts import throttle
from qantara.accounts.factors import keep, passkeys
from qantara.accounts.models import Person
from qantara.accounts.words import title_name
from qantara.core import clock
from qantara.core.errors import DomainError
from qantara.desk.doors.place import count_place
from qantara.desk.forms import OnceForm

_CODE = {
    "autocomplete": "one-time-code",
    "autocapitalize": "none",
    "spellcheck": "false",
    "dir": "ltr",
}


def _password(label: Any, *, is_new: bool, hint: Any = "") -> forms.CharField:
    kind = "new-password" if is_new else "current-password"
    widget = forms.PasswordInput(attrs={"autocomplete": kind, "dir": "ltr"})
    return forms.CharField(label=label, strip=False, widget=widget, help_text=hint, max_length=512)


def _new_password() -> forms.CharField:
    return _password(
        _("Choose a password"), is_new=True,
        hint=_("12 characters or more. A few words that do not belong together are easy to remember."),
    )  # fmt: skip


class SignInForm(AuthenticationForm):
    """Mail address and password; one answer for every mistake, so that nobody learns who works here."""

    username = forms.EmailField(
        label=_("E-mail address"),
        widget=forms.EmailInput(attrs={"autocomplete": "username", "dir": "ltr"}),
    )
    password = _password(_("Password"), is_new=False)
    error_messages = {
        "invalid_login": _("This e-mail address and password do not fit together. Try again."),
        "inactive": _("This e-mail address and password do not fit together. Try again."),
    }

    def clean(self) -> dict[str, Any]:
        at = clock.now()
        try:
            tried = count_place(self.request, at=at)  # type: ignore[arg-type]
            throttle.count("password", self.cleaned_data.get("username", ""), at=at)
        except throttle.TooMany as error:
            raise ValidationError(str(error)) from error
        values = super().clean()
        tried.delete()  # an office of many people signs in from one place
        return values


class SecondForm(forms.Form):
    """Six figures of the app, or a recovery code, or what a passkey signed.

    ``state``: what was begun with the passkey, kept by the session.
    """

    field = "code"

    def __init__(
        self,
        *given: Any,
        person: Person,
        at: datetime,
        state: dict[str, Any] | None,
        **options: Any,
    ) -> None:
        super().__init__(*given, **options)
        self.person, self.at, self.state = person, at, state
        self.fields[self.field] = forms.CharField(
            label=_("Code"), max_length=40, required=False,
            help_text=_("Six figures from your app, or one of your recovery codes."),
            widget=forms.TextInput(attrs=_CODE | {"autofocus": True, "required": True}),
        )  # fmt: skip
        self.fields[f"{self.field}_passkey"] = forms.JSONField(
            required=False, widget=forms.HiddenInput(attrs={"data-passkey": "answer"})
        )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        answer = values.get(f"{self.field}_passkey")
        try:
            if isinstance(answer, dict):
                is_right = passkeys.prove(self.person, self.state, answer, at=self.at)
            else:
                is_right = keep.prove(self.person, values.get(self.field) or "", at=self.at)
        except DomainError as error:
            raise ValidationError(str(error)) from error
        if not is_right:
            self.add_error(
                self.field, _("This code is not right, or was used already. Wait for the next one.")
            )
        return values


class ProofForm(SecondForm):
    """The same, once more."""

    field = "proof"


class PasswordProofForm(forms.Form):
    """The password of who has no second factor, once more."""

    proof = _password(_("Password"), is_new=False)

    def __init__(self, *given: Any, person: Person, at: datetime, **options: Any) -> None:
        super().__init__(*given, **options)
        self.person, self.at = person, at

    def clean_proof(self) -> str:
        typed: str = self.cleaned_data["proof"]
        try:
            throttle.count("password", self.person.email, at=self.at)
        except throttle.TooMany as error:
            raise ValidationError(str(error)) from error
        if not self.person.check_password(typed):
            raise ValidationError(_("This is not your password. Try again."))
        throttle.clear("password", self.person.email)
        return typed


class ElsewhereProofForm(forms.Form):
    """Who came in with an account elsewhere has shown it there, or has not yet."""

    proof = forms.CharField(widget=forms.HiddenInput, initial="elsewhere")

    def clean(self) -> dict[str, Any]:
        raise ValidationError(
            _("Your city or organisation has not told us yet that it is you. Do the first step.")
        )


class PasskeyForm(forms.Form):
    """A new passkey: a name for it, and the browser's answer."""

    name = forms.CharField(
        label=_("A name for it, such as the device it is in"), max_length=60,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )  # fmt: skip
    answer = forms.JSONField(widget=forms.HiddenInput(attrs={"data-passkey": "answer"}))


class AppForm(forms.Form):
    """The first code a new app shows."""

    code = forms.CharField(
        label=_("Code your app shows now"), max_length=12, widget=forms.TextInput(attrs=_CODE)
    )


class ForgottenForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail address"),
        widget=forms.EmailInput(attrs={"autocomplete": "username", "dir": "ltr"}),
    )


class NewPasswordForm(forms.Form):
    password = _new_password()


class JoinElsewhereForm(forms.Form):
    """What an account needs that another account opens."""

    name = forms.CharField(
        label=_("Your name, as colleagues know you"), max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name", "dir": "auto"}),
    )  # fmt: skip
    language = forms.ChoiceField(
        label=_("Language of your desk and your letters"), choices=settings.LANGUAGES
    )


class JoinForm(JoinElsewhereForm):
    """What an account needs."""

    password = _new_password()


class InviteForm(OnceForm):
    """Whom, as what, in which language."""

    email = forms.EmailField(
        label=_("E-mail address"),
        widget=forms.EmailInput(attrs={"autocomplete": "off", "dir": "ltr"}),
    )
    title = forms.ChoiceField(label=_("Role"))
    language = forms.ChoiceField(label=_("Language of the invitation"), choices=settings.LANGUAGES)

    def __init__(self, *given: Any, titles: tuple[str, ...], **options: Any) -> None:
        super().__init__(*given, **options)
        self.fields["title"].choices = [(each, title_name(each)) for each in titles]  # type: ignore[attr-defined]


class RoleForm(OnceForm):
    """Another role for a colleague."""

    title = forms.ChoiceField(label=_("New role"))

    def __init__(self, *given: Any, titles: list[str], **options: Any) -> None:
        super().__init__(*given, **options)
        self.fields["title"].choices = [(each, title_name(each)) for each in titles]  # type: ignore[attr-defined]


class ReasonForm(OnceForm):
    """Why; kept in the audit log."""

    reason = forms.CharField(
        label=_("Reason"), max_length=300, widget=forms.TextInput(attrs={"dir": "auto"})
    )
