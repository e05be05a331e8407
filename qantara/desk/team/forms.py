"""Forms of the team: one organisation, one office, a spreadsheet and its confirmation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from qantara.desk.figures.limits import AT_ONCE_BYTES
from qantara.desk.review.forms import WordsForm
from qantara.desk.team.shown import Theme
from qantara.network.stakeholders import words
from qantara.network.stakeholders.keep import Draft
from qantara.network.stakeholders.models import Level, Part


class StakeholderForm(WordsForm):
    """An organisation: its level, and its parts theme by theme."""

    seen = forms.IntegerField(widget=forms.HiddenInput, initial=0)
    name = forms.CharField(
        label=_("Name of the organisation"), max_length=200,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=_("An organisation or an office, never a person."),
    )  # fmt: skip
    level = forms.ChoiceField(label=_("Level"))
    note = forms.CharField(
        label=_("Short note"), max_length=300, required=False,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )  # fmt: skip

    def __init__(self, *given: Any, themes: Sequence[Theme], **named: Any) -> None:
        super().__init__(*given, **named)
        level = self.fields["level"]
        assert isinstance(level, forms.ChoiceField)
        level.choices = [(code, words.level_name(code)) for code in Level.values]
        self.themes = themes
        for theme in themes:
            self.fields[f"in_{theme.code}"] = forms.MultipleChoiceField(
                label=theme.name, required=False, widget=forms.CheckboxSelectMultiple,
                choices=[(code, words.part_name(code)) for code in Part.values],
            )  # fmt: skip

    @property
    def parts(self) -> list[tuple[Any, int]]:
        """The fields of the themes, and how many parts each says now."""
        fields = [self[f"in_{theme.code}"] for theme in self.themes]
        return [(field, len(field.value() or ())) for field in fields]

    def free_text(self, given: dict[str, Any]) -> str:
        return f"{given.get('name', '')}. {given.get('note', '')}"

    def draft(self) -> Draft:
        given = self.cleaned_data
        return Draft(
            name=given["name"], level=given["level"], note=given["note"],
            parts={theme.code: given[f"in_{theme.code}"] for theme in self.themes},
        )  # fmt: skip


class OfficeForm(WordsForm):
    """Somebody without an account: what they are there, and how to reach the office."""

    seen = forms.IntegerField(widget=forms.HiddenInput, initial=0)
    function = forms.CharField(
        label=_("Function"), max_length=120, widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=_("What they do there, such as “head of the school department”. No name."),
    )  # fmt: skip
    organisation = forms.CharField(
        label=_("Office or department"),
        max_length=200,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    email = forms.EmailField(
        label=_("Mail address"), required=False, widget=forms.EmailInput(attrs={"dir": "ltr"}),
        help_text=_("Of the office, not of a person."),
    )  # fmt: skip
    telephone = forms.RegexField(
        r"^\+?[\d ()./-]{3,38}$", label=_("Telephone of the office"), required=False,
        widget=forms.TextInput(attrs={"dir": "ltr", "inputmode": "tel"}),
        error_messages={"invalid": _("Give a telephone number, such as +34 900 000 000.")},
    )  # fmt: skip

    def free_text(self, given: dict[str, Any]) -> str:
        """The first part of a mail address too: it can be a name."""
        mailbox = re.split(r"[._-]", str(given.get("email", "")).partition("@")[0])
        return f"{given.get('function', '')}. {' '.join(map(str.capitalize, mailbox))}."

    def values(self) -> dict[str, str]:
        return {
            name: " ".join(str(self.cleaned_data[name]).split())
            for name in ("function", "organisation", "email", "telephone")
        }


class BringForm(forms.Form):
    """A spreadsheet of organisations. Nothing is stored by sending it."""

    file = forms.FileField(
        label=_("Spreadsheet"),
        help_text=_("XLSX, ODS or CSV, with the columns of the one you can download here."),
    )

    def clean_file(self) -> UploadedFile[Any]:
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if (file.size or 0) > AT_ONCE_BYTES:
            raise forms.ValidationError(
                _("The file is too large for this page. Send the table alone.")
            )
        return file


class StoreForm(WordsForm):
    """What was shown is to be stored."""

    drafts = forms.CharField(widget=forms.HiddenInput, strip=False)
    removes_absent = forms.BooleanField(required=False)

    def __init__(self, *given: Any, notes: str = "", **named: Any) -> None:
        super().__init__(*given, **named)
        self.notes = notes

    def free_text(self, given: dict[str, Any]) -> str:
        return self.notes
