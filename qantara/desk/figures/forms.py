"""The forms a file comes in by."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from qantara.accounts.models import Holder, Person
from qantara.accounts.roles import holders_for
from qantara.core import locales
from qantara.desk.figures.limits import MAPPING_BYTES, UPLOAD_BYTES, megabytes
from qantara.desk.forms import OnceForm
from qantara.knowledge.evidence.mapping import loads
from qantara.knowledge.evidence.mapping.table import MappingError
from qantara.knowledge.evidence.review import CONTRADICTIONS
from qantara.web import names


class BringForm(OnceForm):
    """A file, whose it is, and a mapping where there is one."""

    holder = forms.ChoiceField(
        label=gettext_lazy("In whose name"),
        error_messages={"invalid_choice": gettext_lazy("Choose one of the list.")},
    )
    file = forms.FileField(
        label=gettext_lazy("The file"),
        allow_empty_file=False,
        max_length=None,
        error_messages={
            "required": gettext_lazy("Choose a file."),
            "empty": gettext_lazy("This file is empty. Choose another one."),
            "missing": gettext_lazy("Choose a file."),
        },
    )
    mapping = forms.FileField(
        label=gettext_lazy("A mapping file"),
        required=False,
        help_text=gettext_lazy(
            "Only if you have one, from an earlier file or from someone who writes them. It ends in .toml."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".toml"}),
    )

    def __init__(
        self, *arguments: Any, person: Person, is_cut: bool = False, **options: Any
    ) -> None:
        """``is_cut``: the upload was larger than it may be, and its end was not taken in."""
        super().__init__(*arguments, **options)
        lang = get_language() or "en"
        mine = Holder.objects.filter(pk__in=holders_for(person, "observations.record"))
        self.holders = {each.slug: each for each in mine}
        named = [
            (slug, names.in_language(each.name, lang)[0]) for slug, each in self.holders.items()
        ]
        alphabet = locales.sort_key(lang)
        whose, file = self.fields["holder"], self.fields["file"]
        assert isinstance(whose, forms.ChoiceField)
        whose.choices = sorted(named, key=lambda each: alphabet(str(each[1])))
        if len(named) == 1:
            whose.widget, whose.initial = forms.HiddenInput(), named[0][0]
        file.help_text = _("At most %(size)s MB.") % {"size": megabytes(UPLOAD_BYTES)}
        if is_cut:
            file.error_messages["required"] = _too_large()

    def clean_holder(self) -> Holder:
        return self.holders[self.cleaned_data["holder"]]

    def clean_file(self) -> UploadedFile[Any]:
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if (file.size or 0) > UPLOAD_BYTES:
            raise forms.ValidationError(_too_large())
        return file

    def clean_mapping(self) -> str:
        """The text of the mapping, empty where there is none."""
        file: UploadedFile[Any] | None = self.cleaned_data["mapping"]
        if file is None:
            return ""
        if (file.size or 0) > MAPPING_BYTES:
            raise forms.ValidationError(_("This is too long for a mapping. Choose its TOML file."))
        try:
            text = str(file.read(), "utf-8-sig").replace("\r\n", "\n")
            loads(text)
        except UnicodeDecodeError:
            raise forms.ValidationError(
                _("This is not text in UTF-8, as mappings are. Choose its TOML file.")
            ) from None
        except MappingError as error:
            raise forms.ValidationError(str(error)) from None
        return text


class TemplateForm(forms.Form):
    """Which template: of a place, in a language."""

    territory = forms.ChoiceField(label=gettext_lazy("Place"))
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the template"), choices=settings.LANGUAGES
    )

    def __init__(self, *arguments: Any, places: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*arguments, **options)
        field = self.fields["territory"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = places


class StoreForm(OnceForm):
    """What the person saw would be stored, and what they chose to keep or leave out."""

    expected = forms.IntegerField(widget=forms.HiddenInput)
    despite = forms.MultipleChoiceField(
        choices=[(kind, kind) for kind in sorted(CONTRADICTIONS)],
        required=False,
        widget=forms.MultipleHiddenInput,
    )
    is_partial = forms.BooleanField(
        required=False, label=gettext_lazy("Leave out the rows that are still asked about")
    )
    confirm = forms.BooleanField(
        label=gettext_lazy("We may use these figures, and they name no person"),
        error_messages={"required": gettext_lazy("Tick the box if this is so.")},
    )


class UndoForm(OnceForm):
    reason = forms.CharField(
        label=gettext_lazy("Why it is undone"),
        help_text=gettext_lazy("One sentence. It stays on record with your name."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )


def _too_large() -> str:
    return _("The file is larger than %(size)s MB. Send it in parts.") % {
        "size": megabytes(UPLOAD_BYTES)
    }
