"""Forms of due dates and extensions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from qantara.desk.forms import OnceForm
from qantara.knowledge.dues.models import Step
from qantara.knowledge.dues.words import NAMES

#: Letters of a reason.
MOST_LETTERS = 1_000


def _day(label: Any, *, required: bool = True) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=required,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": _("Give a day such as 2027-01-31.")},
    )


class DueForm(OnceForm):
    """Which step is due when, for whom."""

    network = forms.ChoiceField(label=_("Network"))
    step = forms.ChoiceField(
        label=_("What is due"), choices=[(step, NAMES[step]) for step in Step.values]
    )
    language = forms.ChoiceField(
        label=_("In which language (of drafts)"),
        choices=[("", _("All languages")), *settings.LANGUAGES],
        required=False,
    )
    city = forms.ChoiceField(label=_("For whom"), required=False)
    on = _day(_("Day"))

    def __init__(
        self,
        *given: Any,
        networks: Sequence[tuple[str, str]],
        cities: Sequence[tuple[str, str]],
        **named: Any,
    ) -> None:
        super().__init__(*given, **named)
        network, city = self.fields["network"], self.fields["city"]
        assert isinstance(network, forms.ChoiceField)
        assert isinstance(city, forms.ChoiceField)
        network.choices = list(networks)
        city.choices = [("", _("All cities of the network")), *cities]
        if len(networks) == 1:
            network.widget = forms.HiddenInput()
            network.initial = networks[0][0]


class AskForm(OnceForm):
    """More time for one thing that is due."""

    item = forms.ChoiceField(label=_("What you need more time for"))
    until = _day(_("Until when"))
    reason = forms.CharField(
        label=_("Why"),
        help_text=_("The network’s secretariat reads this. Do not write about single people."),
        max_length=MOST_LETTERS,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *given: Any, items: Sequence[tuple[str, str]], **named: Any) -> None:
        super().__init__(*given, **named)
        item = self.fields["item"]
        assert isinstance(item, forms.ChoiceField)
        item.choices = list(items)


class DecideForm(OnceForm):
    """Grant until a day, or refuse with a reason."""

    until = _day(_("Granted until"), required=False)
    answer = forms.CharField(
        label=_("What the city is told (a reason, where you refuse)"),
        required=False,
        max_length=MOST_LETTERS,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
