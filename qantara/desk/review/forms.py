"""The forms of review."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from qantara.desk.forms import OnceForm
from qantara.knowledge.reviews.one_person import looks_so

#: Longer is no remark.
LONGEST = 5_000


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "dir": "auto"})


class WordsForm(OnceForm):
    """Free text: whoever writes of one person is asked once whether they want to."""

    sure = forms.BooleanField(
        label=_("Nobody can be recognised in it. Send it as it is."),
        required=False,
        initial=False,
        widget=forms.HiddenInput,
    )

    def free_text(self, given: dict[str, Any]) -> str:
        """What is typed freely."""
        return str(given.get("words", ""))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if not given.get("sure") and looks_so(self.free_text(given)):
            self.fields["sure"].widget = forms.CheckboxInput()
            self.add_error(
                None,
                forms.ValidationError(
                    _(
                        "This looks as if it told of one person. Write of groups, or tick the box below "
                        "if nobody can be recognised."
                    ),
                    code="one_person",
                ),
            )
        return given

    def now_of(self, **stands: object) -> None:
        """What was typed is sent again of what stands now: hidden values, and a new once-key."""
        given = {"once": uuid4(), **stands}
        self.data = {
            **{name: self.data[name] for name in self.data},
            **{name: str(value) for name, value in given.items()},
        }


class RemarkForm(WordsForm):
    """What somebody remarks, on the paragraph or on one of its figures. ``seen``: hash of its text."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)
    quoted = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)
    words = forms.CharField(label=_("Your remark"), max_length=LONGEST, widget=_area(4))
    figure = forms.ChoiceField(label=_("About"), required=False)

    def __init__(self, *given: Any, figures: Sequence[tuple[str, str]] = (), **named: Any) -> None:
        super().__init__(*given, **named)
        figure = self.fields["figure"]
        assert isinstance(figure, forms.ChoiceField)
        figure.choices = [("", _("The paragraph")), *figures]


class ReplyForm(WordsForm):
    """An answer; with an act, what a remark comes to. ``seen``: the number of the last thing said."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    words = forms.CharField(
        label=_("Your answer"), max_length=LONGEST, widget=_area(3), required=False
    )


class StatementForm(WordsForm):
    """The city's statement by language. ``seen``: hash of the text, or the statement's version."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)
    quoted = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        for code, name in settings.LANGUAGES:
            area = forms.Textarea(
                attrs={"rows": 3, "lang": code, "dir": "rtl" if code == "ar" else "ltr"}
            )
            self.fields[f"words_{code}"] = forms.CharField(
                label=_("The city’s statement, in %(language)s") % {"language": name},
                max_length=LONGEST, required=False, widget=area,
            )  # fmt: skip
        self.order_fields(["once", "seen", "quoted", *self._parts(), "sure"])

    def free_text(self, given: dict[str, Any]) -> str:
        return "\n".join(given.get(part, "") for part in self._parts())

    def words(self) -> dict[str, str]:
        return {
            code: self.cleaned_data[f"words_{code}"].replace("\r\n", "\n")
            for code, _name in settings.LANGUAGES
        }

    def _parts(self) -> list[str]:
        return [f"words_{code}" for code, _name in settings.LANGUAGES]


class AgreeForm(WordsForm):
    """One side holds a dispute settled. ``hashed``: the paragraph's text; ``seen``: the statement."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    hashed = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    words = forms.CharField(
        label=_("What settles it"), max_length=LONGEST, widget=_area(2), required=False
    )


class SignOffForm(OnceForm):
    """A chapter is signed off. ``seen``, ``read``: digest and text of what was before the signer."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)
    read = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)
    confirm = forms.BooleanField(
        label=_("I have read this section in this language, with its figures."),
        error_messages={"required": _("Tick the box once you have read it.")},
    )
