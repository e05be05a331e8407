"""Forms of the handover: who leaves when, who succeeds, who is invited."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from qantara.accounts.models import Person, Role
from qantara.accounts.words import title_name
from qantara.desk.forms import OnceForm
from qantara.desk.review.forms import WordsForm
from qantara.network.handovers.hand import Invited, Successor

#: Longer is no handover.
LONGEST = 4_000


class SuccessorForm(OnceForm):
    """A colleague, somebody who is invited, or nobody yet."""

    successor = forms.ChoiceField(label=_("Who takes over"), widget=forms.RadioSelect)
    email = forms.EmailField(
        label=_("If invited: their mail address"), required=False,
        widget=forms.EmailInput(attrs={"dir": "ltr", "autocomplete": "off"}),
    )  # fmt: skip
    title = forms.ChoiceField(label=_("If invited: as"), required=False)
    language = forms.ChoiceField(
        label=_("If invited: in which language"), required=False, choices=settings.LANGUAGES
    )

    def __init__(
        self,
        *given: Any,
        colleagues: Sequence[Person],
        may_invite: bool,
        only: str = "",
        **named: Any,
    ) -> None:
        super().__init__(*given, **named)
        self.colleagues = {str(one.pk): one for one in colleagues}
        choice, title = self.fields["successor"], self.fields["title"]
        assert isinstance(choice, forms.ChoiceField)
        assert isinstance(title, forms.ChoiceField)
        choice.choices = [
            *((key, one.name) for key, one in self.colleagues.items()),
            *([("invite", _("Somebody who is invited now"))] if may_invite else []),
            ("", _("Nobody is known yet")),
        ]
        choice.required = False
        title.choices = [
            (one, title_name(one)) for one in (Role.Title.OFFICER, Role.Title.SIGNATORY)
        ]
        if not may_invite:
            for name in ("email", "title", "language"):
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("successor") == "invite" and not given.get("email"):
            self.add_error("email", _("Give the address of whoever is invited."))
        return given

    def whom(self) -> Successor:
        """Who was chosen."""
        given = self.cleaned_data
        if given["successor"] == "invite":
            return Invited(email=given["email"], title=given["title"], language=given["language"])
        return self.colleagues.get(given["successor"])


def _last_day(help_text: Any = "") -> forms.DateField:
    return forms.DateField(
        label=_("Last day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=help_text, error_messages={"invalid": _("Give a day, such as 2027-01-31.")},
    )  # fmt: skip


def _besides(help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=_("What should be known besides"), required=False, max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}), help_text=help_text,
    )  # fmt: skip


class AnnounceForm(SuccessorForm, WordsForm):
    """Who leaves, on which day, and what they want to be known."""

    leaving = forms.ChoiceField(label=_("Who leaves"))
    leaves_on = _last_day(
        _("All roles with the city end with this day. What was written and signed stays.")
    )
    words = _besides(_("Promises, dates, drafts and contacts stand on the page by themselves."))
    field_order = (
        "once", "leaving", "leaves_on", "successor", "email", "title", "language", "words", "sure",
    )  # fmt: skip

    def __init__(self, *given: Any, people: Sequence[Person], **named: Any) -> None:
        super().__init__(*given, **named)
        self.people = {str(one.pk): one for one in people}
        leaving = self.fields["leaving"]
        assert isinstance(leaving, forms.ChoiceField)
        leaving.choices = [(key, one.name) for key, one in self.people.items()]

    @property
    def who(self) -> Person:
        return self.people[self.cleaned_data["leaving"]]


class MoveForm(OnceForm):
    """Another last day."""

    leaves_on = _last_day(_("A later day is set by a colleague who may sign."))

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **{"auto_id": "move_%s", **named})


class RewordForm(WordsForm):
    """The words of the page. ``seen``: those that were before the writer."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)
    words = _besides()

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **{"auto_id": "reword_%s", **named})

    def now(self) -> str:
        return str(self.cleaned_data["words"]).replace("\r\n", "\n")

    def before(self) -> str:
        return str(self.cleaned_data["seen"]).replace("\r\n", "\n")


class RefillForm(OnceForm):
    """Whom the secretariat invites to sign for a city nobody may sign for."""

    email = forms.EmailField(
        label=_("E-mail address"),
        widget=forms.EmailInput(attrs={"dir": "ltr", "autocomplete": "off"}),
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
