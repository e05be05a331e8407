"""Documents brought back, and what is decided about each change."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qantara.core import locales
from qantara.core.errors import DomainError
from qantara.desk.forms import OnceForm
from qantara.knowledge.profiles.wordfile import apart
from qantara.word.values import Document

#: A text of hundreds of pages with pictures is smaller.
UPLOAD_BYTES = 20 << 20


class WordForm(forms.Form):
    """A DOCX. Clean, ``found`` is what it says; the file itself is kept nowhere."""

    file = forms.FileField(
        label=gettext_lazy("Word document (DOCX)"),
        widget=forms.ClearableFileInput(attrs={"accept": ".docx"}),
        error_messages={
            "required": gettext_lazy("Choose a Word document."),
            "empty": gettext_lazy("The file is empty."),
        },
    )

    def clean_file(self) -> Document:
        """What the document says. Errors: too large, unreadable, harmful."""
        given: UploadedFile[Any] = self.cleaned_data["file"]
        if (given.size or 0) > UPLOAD_BYTES:
            raise forms.ValidationError(
                _(
                    "The document is larger than %(size)s MB. Send it in parts, or without its pictures."
                )
                % {"size": locales.number(UPLOAD_BYTES >> 20, "en", 0)}
            )
        with tempfile.TemporaryDirectory(prefix="qantara-word-") as folder:
            path = Path(folder) / "document"
            with path.open("wb") as out:
                for chunk in given.chunks():
                    out.write(chunk)
            return _read(path)


def _read(path: Path) -> Document:
    try:
        return apart.read(path)
    except DomainError as refused:
        raise forms.ValidationError(str(refused)) from None


class DecisionForm(forms.Form):
    """What is decided of one change. Left as it is, nothing of it is stored."""

    accept = forms.ChoiceField(
        label=gettext_lazy("Your decision"),
        choices=[
            ("", gettext_lazy("Leave the text as it is")),
            ("yes", gettext_lazy("Take it over")),
        ],
        required=False,
        widget=forms.RadioSelect,
        initial="",
    )
    markdown = forms.CharField(
        label=gettext_lazy("The text to take over"),
        required=False,
        widget=forms.Textarea,
        strip=False,
    )
    kind = forms.ChoiceField(
        choices=[(one, one) for one in ("changed", "added", "removed", "same")],
        widget=forms.HiddenInput,
    )
    section = forms.SlugField(widget=forms.HiddenInput)
    block = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    text_lang = forms.RegexField(r"^(?:ar|en|es|fr)$", widget=forms.HiddenInput)
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    source = forms.RegexField(r"^[0-9a-f]{0,6}$", required=False, widget=forms.HiddenInput)
    after = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    is_moved = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        lang = self["text_lang"].value() or ""
        self.fields["markdown"].widget.attrs |= {
            "rows": 6, "lang": lang, "dir": "rtl" if lang == "ar" else "ltr",
        }  # fmt: skip


Decisions = forms.formset_factory(DecisionForm, extra=0, max_num=100, absolute_max=100)


class EarlierForm(forms.Form):
    """What one part of an earlier profile becomes."""

    section = forms.ChoiceField(label=gettext_lazy("Section"), required=False)
    title = forms.CharField(required=False, widget=forms.HiddenInput, max_length=500)
    blocks = forms.JSONField(widget=forms.HiddenInput)

    def __init__(self, *arguments: Any, choices: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*arguments, **options)
        field = self.fields["section"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("Leave it out")), *choices]

    def clean_blocks(self) -> list[str]:
        """Paragraphs as Markdown."""
        found = self.cleaned_data["blocks"]
        if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
            raise forms.ValidationError(_("Bring the document again."))
        return found


class TakeForm(OnceForm):
    """Everything decided is stored at once, once."""


class BeginForm(OnceForm):
    text_lang = forms.ChoiceField(
        label=gettext_lazy("It is written in"),
        choices=[("ar", "العربية"), ("en", "English"), ("es", "Español"), ("fr", "Français")],
    )
