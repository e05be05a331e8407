"""The forms of the editor."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from qantara.desk.forms import OnceForm
from qantara.editions.write import Hand

#: Longer is no paragraph: a whole document was pasted into one.
LONGEST = 50_000


class BlockForm(forms.Form):
    """One block in one language, with what its page knew: see ``editions.write``."""

    markdown = forms.CharField(
        required=False, strip=False, max_length=LONGEST,
        error_messages={"max_length": _("This is too long for one paragraph. Divide it.")},
    )  # fmt: skip
    expected = forms.IntegerField(min_value=0)
    seen = forms.CharField(required=False, max_length=64)
    hand = forms.UUIDField()
    turn = forms.IntegerField(min_value=1)

    def clean_markdown(self) -> str:
        """Browsers send lines with carriage returns; a text is the same with and without them."""
        text: str = self.cleaned_data["markdown"]
        return text.replace("\r\n", "\n").replace("\r", "\n").rstrip()

    def given_hand(self) -> Hand:
        return Hand(page=self.cleaned_data["hand"], turn=self.cleaned_data["turn"])


class ArrangeForm(OnceForm):
    """One change of the order of a section, or of what stands in it."""

    ACTS = (
        "add", "up", "down", "remove", "restore", "language", "insert", "chart", "wording", "stands",
    )  # fmt: skip

    act = forms.ChoiceField(choices=[(act, act) for act in ACTS])
    block = forms.UUIDField(required=False)
    expected = forms.IntegerField(required=False)
    seen = forms.CharField(required=False, max_length=64)
    language = forms.ChoiceField(required=False, choices=[("", ""), *settings.LANGUAGES])
    reference = forms.RegexField(regex=r"^\{fig:[^{}\n]{1,200}\}$", required=False)
    chart = forms.RegexField(regex=r"^[a-z0-9-]{1,200}$", required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("act") not in ("add", "chart", None) and not given.get("block"):
            raise forms.ValidationError(_("Choose a paragraph first."))
        if given.get("act") == "chart" and not given.get("chart"):
            raise forms.ValidationError(_("Choose a chart first."))
        return given


class SearchForm(forms.Form):
    """Words that a figure or chart is looked for by."""

    q = forms.CharField(
        label=_("Find a figure"), required=False, max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )  # fmt: skip
    block = forms.UUIDField(required=False)


class ChartSearchForm(SearchForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["q"].label = _("Find a chart")


def fresh_hand() -> str:
    """A name for one page, as long as it is open."""
    return str(uuid4())
