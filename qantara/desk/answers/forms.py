"""Forms of a city's indicators."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from qantara.desk.forms import OnceForm
from qantara.desk.review.forms import WordsForm
from qantara.knowledge.answers.competence import level_name
from qantara.knowledge.answers.models import ChosenSet, Competence
from qantara.knowledge.frameworks import Framework

#: A scanned page or a law as PDF.
DOCUMENT_BYTES = 10 << 20
#: Levels a city may give itself.
LEVELS = "01234"


class _WithDocument(OnceForm):
    document = forms.FileField(label=_("A document that shows it"), required=False)

    def clean_document(self) -> UploadedFile[Any] | None:
        file: UploadedFile[Any] | None = self.cleaned_data["document"]
        if file is not None and (file.size or 0) > DOCUMENT_BYTES:
            raise forms.ValidationError(_("The file is too large. Send a smaller scan."))
        return file

    def given_document(self) -> tuple[str, bytes] | None:
        file = self.cleaned_data["document"]
        return (file.name, file.read()) if file else None


class SetForm(OnceForm):
    """Which set counts for the city."""

    choice = forms.ChoiceField(
        label=_("What counts for your city"), choices=ChosenSet.Choice.choices,
        error_messages={"invalid_choice": _("Choose one of the two sets.")},
    )  # fmt: skip


class CompetenceForm(_WithDocument):
    """Who holds what an indicator counts."""

    place = forms.ChoiceField(label=_("Place"))
    indicator = forms.ChoiceField(label=_("Indicator"))
    level = forms.ChoiceField(label=_("Level of government that holds it"))
    body = forms.CharField(
        label=_("Body that holds it"), max_length=200,
        help_text=_("Its name as people know it. It is published as the reason of the gap."),
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )  # fmt: skip
    since = forms.CharField(
        label=_("Since when"), required=False, max_length=10,
        help_text=_("A year (2004) or a day (2004-05-01), if you know it."),
        widget=forms.TextInput(attrs={"dir": "ltr"}),
    )  # fmt: skip
    field_order = ("place", "indicator", "level", "body", "since", "document")

    def __init__(
        self,
        *given: Any,
        framework: Framework,
        places: Sequence[tuple[str, str]],
        **named: Any,
    ) -> None:
        super().__init__(*given, **named)
        lang = get_language() or "en"
        place, indicator, level = (self.fields[name] for name in ("place", "indicator", "level"))
        assert isinstance(place, forms.ChoiceField)
        assert isinstance(indicator, forms.ChoiceField)
        assert isinstance(level, forms.ChoiceField)
        place.choices = list(places)
        if len(places) == 1:
            place.widget, place.initial = forms.HiddenInput(), places[0][0]
        indicator.choices = [
            (domain.name[lang], [(one.code, one.name[lang]) for one in framework.of(domain.code)])
            for domain in framework.domains
        ]
        level.choices = [(code, level_name(code)) for code in Competence.Level.values]


class EndForm(OnceForm):
    reason = forms.CharField(
        label=_("Why it is taken back"), max_length=500,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )  # fmt: skip


class AnswerForm(_WithDocument, WordsForm):
    """One earlier answer, as it is now: a figure or a level, or why there is none."""

    value = forms.FloatField(
        label=_("Figure now"), required=False,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "dir": "ltr"}),
        error_messages={"invalid": _("Write a number, such as 12 or 12.5.")},
    )  # fmt: skip
    absence = forms.ChoiceField(label=_("Or: why there is none"), required=False)
    note = forms.CharField(
        label=_("Note"), required=False, max_length=500,
        help_text=_("What has changed, in a sentence. Name no person."),
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )  # fmt: skip
    field_order = ("value", "absence", "note", "sure", "document")

    def free_text(self, given: dict[str, Any]) -> str:
        return str(given.get("note", ""))

    def __init__(self, *given: Any, framework: Framework, is_level: bool, **named: Any) -> None:
        super().__init__(*given, **named)
        lang = get_language() or "en"
        reasons = framework.codes["absence"]
        absence = self.fields["absence"]
        assert isinstance(absence, forms.ChoiceField)
        absence.choices = [
            ("", _("There is one")),
            *(
                (code, reasons[code].name[lang])
                for code in ("none_exists", "not_applicable", "not_collected")
            ),
        ]
        if is_level:
            levels = framework.codes["level"]
            self.fields["value"] = forms.TypedChoiceField(
                label=_("Level now"), required=False, coerce=float, empty_value=None,
                choices=[("", _("No level")), *((code, f"{code}: {levels[code].name[lang]}") for code in LEVELS)],
            )  # fmt: skip
            self.order_fields(self.field_order)
