"""The form of one step."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from qantara.action.toolkit.models import State
from qantara.desk.forms import OnceForm
from qantara.desk.toolkit.words import state_name


class StepForm(OnceForm):
    """How far a step is, and a note. ``seen``: the version that was read."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    state = forms.ChoiceField(label=_("How far is your city?"), widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("Note"),
        help_text=_(
            "What was decided, with number and date; or why the step is left out. No names of persons."
        ),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )

    def __init__(self, *given: object, **options: object) -> None:
        super().__init__(*given, **options)  # type: ignore[arg-type]
        field = self.fields["state"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(state, state_name(state)) for state in State.values]
