"""One's own entry; agreeing to a use of it; whom to look for."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from qantara.desk.forms import OnceForm
from qantara.desk.team.shown import themes
from qantara.network.people.keep import LONGEST, USUAL, Draft
from qantara.network.people.languages import listed
from qantara.network.people.models import Entry


class EntryForm(OnceForm):
    """How somebody wants to be found."""

    name = forms.CharField(
        label=_("Your name, as you want it shown"), max_length=120,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "name"}),
    )  # fmt: skip
    function = forms.CharField(
        label=_("Your function"), max_length=120, required=False,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "organization-title"}),
    )  # fmt: skip
    themes = forms.MultipleChoiceField(
        label=_("What you know about"), required=False, widget=forms.CheckboxSelectMultiple
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages you speak"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *given: Any, lang: str, **options: Any) -> None:
        super().__init__(*given, **options)
        self.fields["themes"].choices = [(one.code, one.name) for one in themes(lang)]  # type: ignore[attr-defined]
        self.fields["languages"].choices = listed(lang)  # type: ignore[attr-defined]

    def draft(self) -> Draft:
        given = self.cleaned_data
        return Draft(
            name=given["name"], function=given["function"], languages=given["languages"],
            themes=given["themes"],
        )  # fmt: skip


def values_of(entry: Entry) -> dict[str, Any]:
    """An entry as the form begins with it."""
    return {
        "name": entry.name, "function": entry.function, "languages": entry.languages,
        "themes": entry.themes,
    }  # fmt: skip


class AgreeForm(OnceForm):
    """To one use, by the words on the page, until a day."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    last_day = forms.DateField(
        label=_("Until"),
        help_text=_("At most 24 months from today. A month before, we ask you again."),
        error_messages={"invalid": _("Give a day, such as 2027-01-31.")},
    )
    sure = forms.BooleanField(
        label=_("I have read this, and I agree."),
        error_messages={"required": _("Tick the box if you agree.")},
    )

    def __init__(self, *given: Any, use: str, today: date, **options: Any) -> None:
        options.setdefault("auto_id", f"{use}-%s")
        options["initial"] = {"last_day": (today + USUAL).isoformat()}
        super().__init__(*given, **options)
        days = {"min": today.isoformat(), "max": (today + LONGEST).isoformat()}
        self.fields["last_day"].widget = forms.DateInput(attrs={"type": "date", **days})
