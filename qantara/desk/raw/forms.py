"""To whom, until when, for what."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from qantara.accounts.models import Person
from qantara.accounts.opening import LONGEST
from qantara.accounts.words import holder_name, title_name
from qantara.desk.forms import OnceForm
from qantara.desk.raw.whom import Colleague


class OpenForm(OnceForm):
    person = forms.ChoiceField(label=_("To whom"))
    last_day = forms.DateField(
        label=_("Last day"),
        help_text=_("At most twelve months from today."),
        error_messages={"invalid": _("Give a day, such as 2027-01-31.")},
    )
    reason = forms.CharField(
        label=_("What the figures are needed for"), max_length=300,
        help_text=_("The person, and whoever reads your log, sees this."),
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )  # fmt: skip

    def __init__(
        self, *given: Any, known: Sequence[Colleague], lang: str, today: date, **options: Any
    ) -> None:
        super().__init__(*given, **options)
        self.known = {str(one.person.pk): one.person for one in known}
        self.fields["person"].choices = [("", "—")] + [  # type: ignore[attr-defined]
            (str(one.person.pk), _line(one, lang)) for one in known
        ]
        days = {"min": today.isoformat(), "max": (today + LONGEST - timedelta(days=1)).isoformat()}
        self.fields["last_day"].widget = forms.DateInput(attrs={"type": "date", **days})

    def person_chosen(self) -> Person:
        return self.known[self.cleaned_data["person"]]

    def until(self) -> datetime:
        """The end of the last day, in UTC."""
        return datetime.combine(self.cleaned_data["last_day"], time(), UTC) + timedelta(days=1)


def _line(one: Colleague, lang: str) -> str:
    return _now("%(person)s: %(role)s, %(body)s") % {
        "person": one.person.name,
        "role": title_name(one.title),
        "body": holder_name(one.body, lang),
    }
