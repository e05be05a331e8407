"""Forms of priorities: a proposal, its translation, why, the group's order, the act, the paper."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from qantara.action.priorities import said, tags
from qantara.action.priorities.bands import Band
from qantara.action.priorities.bands import said as in_words
from qantara.action.priorities.links import LONGEST as LINK_DAYS
from qantara.action.priorities.models import Priority
from qantara.action.priorities.propose import Draft
from qantara.action.priorities.ranking import MOST
from qantara.action.priorities.wording import LONGEST, PARTS
from qantara.desk.forms import OnceForm
from qantara.desk.review.forms import WordsForm
from qantara.knowledge.frameworks import Name
from qantara.network.stakeholders.models import Level
from qantara.network.stakeholders.words import level_name
from qantara.web.names import in_language

#: Partners a proposal can name.
PARTNERS = 6
Choices = list[tuple[str, str]]


def _line(length: int) -> dict[str, Any]:
    return {"max_length": length, "widget": forms.TextInput(attrs={"dir": "auto"})}


def _area(length: int, rows: int) -> dict[str, Any]:
    return {"max_length": length, "widget": forms.Textarea(attrs={"rows": rows, "dir": "auto"})}


def _some(label: Any, help_text: Any = "") -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, help_text=help_text, required=False, widget=forms.CheckboxSelectMultiple
    )


def _day(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Give a day, such as 2027-01-31.")},
    )


class TextsForm(WordsForm):
    """The words of a proposal."""

    title = forms.CharField(
        label=_("Title"), **_line(LONGEST["title"]), help_text=_("In a few words, as a heading.")
    )
    problem = forms.CharField(
        label=_("What the problem is"), **_area(LONGEST["problem"], 8),
        help_text=_("Write of groups, never of one person; name no association. Figures are quoted below, not typed."),
    )  # fmt: skip

    def free_text(self, given: dict[str, Any]) -> str:
        return "\n".join(str(given.get(part, "")) for part in PARTS)

    def choose(self, **choices: Choices) -> None:
        for name, found in choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = found


class GroupForm(TextsForm):
    """A proposal of somebody of the group, without an account."""

    groups = _some(_("Whom it concerns"))
    themes = _some(_("Themes"))

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.choose(groups=named_tags("groups"), themes=named_tags("themes"))
        self.order_fields(["once", "title", "problem", "groups", "themes", "sure"])

    def draft(self) -> Draft:
        given = self.cleaned_data
        return Draft(
            words={"title": given["title"], "problem": given["problem"]},
            groups=given["groups"], themes=given["themes"],
        )  # fmt: skip


class ProposalForm(TextsForm):
    """A whole proposal. ``language``: what it is written in, asked once."""

    seen = forms.IntegerField(widget=forms.HiddenInput, initial=0)
    language = forms.ChoiceField(label=_("Written in"), choices=settings.LANGUAGES, required=False)
    groups = _some(_("Whom it concerns"))
    rights = _some(_("Rights"))
    themes = _some(_("Themes"))
    opened = _some(
        _("Sensitive tags to be printed in the paper"),
        _("These stay in the desk unless you tick them here too."),
    )
    competence = forms.ChoiceField(
        label=_("The city’s competence"), required=False, widget=forms.RadioSelect
    )
    held_by = _some(_("Shared with, or held by"))
    competence_words = forms.CharField(
        label=_("More on the competence"), required=False, **_area(LONGEST["competence"], 2)
    )
    lead = forms.CharField(
        label=_("Lead department"), required=False, **_line(LONGEST["lead"]),
        help_text=_("An office of the city, never a person."),
    )  # fmt: skip
    horizon = forms.IntegerField(
        label=_("By which year"), required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "dir": "ltr", "size": 6}),
    )  # fmt: skip
    cost = forms.ChoiceField(label=_("Cost to the city"), required=False)
    serves = _some(_("Recommendations it serves"))
    goals = forms.CharField(
        label=_("SDG targets"), required=False, max_length=300,
        widget=forms.TextInput(attrs={"dir": "ltr"}),
        help_text=_("Numbers of targets with a comma between them, such as 10.7, 11.1."),
    )  # fmt: skip

    def __init__(
        self, *given: Any, bands: Mapping[str, Band], serves: Mapping[str, Name], lang: str,
        **named: Any,
    ) -> None:  # fmt: skip
        super().__init__(*given, **named)
        levels = [(code, level_name(code)) for code in Level.values]
        self.choose(
            groups=named_tags("groups"), rights=named_tags("rights"), themes=named_tags("themes"),
            opened=[(one.code, one.name[lang]) for one in tags.tags("groups").values() if one.is_sensitive],
            competence=[
                ("", _now("not said yet")),
                *((code, said.competence(code)) for code in Priority.Competence.values),
            ],
            held_by=levels,
            cost=[
                ("", _now("not said yet")),
                *((one.code, band_name(one, lang)) for one in bands.values()),
            ],
            serves=[(code, f"{code}: {in_language(name, lang)[0]}") for code, name in serves.items()],
        )  # fmt: skip
        if not serves:
            del self.fields["serves"]
        for at in range(1, PARTNERS + 1):
            self.fields[f"partner_{at}"] = forms.CharField(
                label=_now("Partner %(number)s") % {"number": at}, required=False, **_line(200)
            )
            self.fields[f"partner_kind_{at}"] = forms.ChoiceField(
                label=_now("Kind of partner %(number)s") % {"number": at}, required=False,
                choices=[("", _now("not said yet")), *levels],
            )  # fmt: skip

    @property
    def has_partner_errors(self) -> bool:
        return any(name.startswith("partner_") for name in self.errors)

    @property
    def partners(self) -> list[tuple[Any, Any]]:
        """The fields of partners, a name and a kind each."""
        return [
            (self[f"partner_{at}"], self[f"partner_kind_{at}"]) for at in range(1, PARTNERS + 1)
        ]

    def free_text(self, given: dict[str, Any]) -> str:
        names = ("title", "problem", "competence_words", "lead")
        return "\n".join(str(given.get(name, "")) for name in names)

    def clean_goals(self) -> list[str]:
        typed = re.split(r"[\s,;،]+", self.cleaned_data["goals"].strip().lower())
        found = [target for target in typed if target]
        try:
            return tags.goals_in_order(found)
        except KeyError as error:
            raise forms.ValidationError(
                _now("There is no target %(target)s.") % {"target": error.args[0]}
            ) from error

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        for at in range(1, PARTNERS + 1):
            if given.get(f"partner_{at}") and not given.get(f"partner_kind_{at}"):
                self.add_error(f"partner_kind_{at}", _now("Say what kind of partner it is."))
        return given

    def draft(self) -> Draft:
        given = self.cleaned_data
        return Draft(
            words={
                "title": given["title"], "problem": given["problem"],
                "competence": given["competence_words"], "lead": given["lead"],
            },
            groups=given["groups"], rights=given["rights"], themes=given["themes"],
            goals=given["goals"], opened=given["opened"], serves=given.get("serves", ()),
            competence=given["competence"], held_by=given["held_by"], horizon=given["horizon"],
            cost=given["cost"],
            partners=[
                (given[f"partner_kind_{at}"], given[f"partner_{at}"])
                for at in range(1, PARTNERS + 1)
                if given[f"partner_{at}"]
            ],
        )  # fmt: skip

    def now_of(self, **stands: object) -> None:
        """The same, with all that was ticked."""
        ticked = {
            name: field.widget.value_from_datadict(self.data, self.files, name)
            for name, field in self.fields.items()
            if isinstance(field, forms.MultipleChoiceField)
        }
        super().now_of(**stands)
        self.data = {**self.data, **ticked}


class TranslationForm(WordsForm):
    """The parts of a proposal in another language; empty ones stay untranslated."""

    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *given: Any, sources: Mapping[str, str], lang: str, **named: Any) -> None:
        super().__init__(*given, **named)
        labels = {
            "title": _now("Title"), "problem": _now("What the problem is"),
            "competence": _now("More on the competence"), "lead": _now("Lead department"),
        }  # fmt: skip
        for part in PARTS:
            if sources.get(part):
                rows = 8 if part == "problem" else 2
                self.fields[part] = forms.CharField(
                    label=labels[part], required=False, max_length=LONGEST[part],
                    widget=forms.Textarea(attrs={"rows": rows, "lang": lang, "dir": "auto"}),
                )  # fmt: skip
        self.order_fields(["once", "seen", *PARTS, "sure"])

    def free_text(self, given: dict[str, Any]) -> str:
        return "\n".join(str(given.get(part, "")) for part in PARTS)

    def words(self) -> dict[str, str]:
        return {part: self.cleaned_data.get(part, "") for part in PARTS}


class ReasonForm(WordsForm):
    """Why something is done."""

    reason = forms.CharField(label=_("Why"), **_area(500, 2))

    def free_text(self, given: dict[str, Any]) -> str:
        return str(given.get("reason", ""))


class MergeForm(ReasonForm):
    """Into which proposal, and why."""

    into = forms.ChoiceField(label=_("Into which proposal"))

    def __init__(self, *given: Any, others: Sequence[tuple[UUID, str]], **named: Any) -> None:
        super().__init__(*given, **named)
        into = self.fields["into"]
        assert isinstance(into, forms.ChoiceField)
        into.choices = [("", "–"), *((str(key), title) for key, title in others)]
        self.order_fields(["once", "into", "reason", "sure"])


class RankForm(WordsForm):
    """The order the group agreed on, who took part by kind, what was said against it."""

    held_on = _day(_("Day of the workshop"))
    minute_reference = forms.CharField(
        label=_("Where it is minuted"), **_line(200), help_text=_("Stays in the desk.")
    )
    abstained = forms.IntegerField(
        label=_("How many gave no order"), min_value=0, max_value=MOST, initial=0, required=False
    )
    dissent = forms.CharField(
        label=_("What was said against it"), required=False, **_area(2000, 4),
        help_text=_("In the group’s words, without saying whose they are. It is printed in the paper."),
    )  # fmt: skip

    def __init__(self, *given: Any, chosen: Sequence[tuple[UUID, str]], **named: Any) -> None:
        super().__init__(*given, **named)
        self.chosen = [key for key, _title in chosen]
        for key, title in chosen:
            self.fields[f"place_{key}"] = forms.IntegerField(
                label=title, min_value=1, max_value=max(len(chosen), 1)
            )
        _ask_people(self)

    @property
    def places(self) -> list[Any]:
        return [self[f"place_{key}"] for key in self.chosen]

    @property
    def people(self) -> list[Any]:
        return [self[f"people_{code}"] for code in Level.values]

    def took_part(self) -> dict[str, int]:
        return _people_of(self.cleaned_data)

    def free_text(self, given: dict[str, Any]) -> str:
        return str(given.get("dissent", ""))


class CountForm(OnceForm):
    """A closed round of voting whose order is taken, and who took part by kind."""

    round = forms.ChoiceField(label=_("Which round"), widget=forms.RadioSelect)

    def __init__(self, *given: Any, rounds: Sequence[tuple[UUID, str]], **named: Any) -> None:
        super().__init__(*given, **named)
        chosen = self.fields["round"]
        assert isinstance(chosen, forms.ChoiceField)
        chosen.choices = [(str(key), said) for key, said in rounds]
        self.rounds = rounds
        _ask_people(self)

    @property
    def people(self) -> list[Any]:
        return [self[f"people_{code}"] for code in Level.values]

    def took_part(self) -> dict[str, int]:
        return _people_of(self.cleaned_data)


class EndorseForm(OnceForm):
    """Who decided, when, where it is minuted, and which proposals in which order."""

    body = forms.ChoiceField(label=_("Who decided"))
    on = _day(_("Decided on"))
    minute_reference = forms.CharField(
        label=_("Reference of the minutes or decision"), **_line(200),
        help_text=_("Printed in the paper. No names of people."),
    )  # fmt: skip

    def __init__(self, *given: Any, chosen: Sequence[tuple[UUID, str]], **named: Any) -> None:
        super().__init__(*given, **named)
        body = self.fields["body"]
        assert isinstance(body, forms.ChoiceField)
        body.choices = [("", "–"), *named_tags("bodies")]
        self.chosen = [key for key, _title in chosen]
        for key, title in chosen:
            self.fields[f"place_{key}"] = forms.IntegerField(
                label=title, min_value=1, max_value=max(len(chosen), 1), required=False
            )

    @property
    def places(self) -> list[Any]:
        return [self[f"place_{key}"] for key in self.chosen]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        places = [place for key in self.chosen if (place := given.get(f"place_{key}"))]
        if not places and not self.errors:
            self.add_error(None, _now("Give at least one proposal its place."))
        elif len(set(places)) < len(places):
            self.add_error(None, _now("Two proposals have the same place. Give each its own."))
        return given

    def in_order(self) -> list[UUID]:
        given = self.cleaned_data
        placed = [(place, key) for key in self.chosen if (place := given.get(f"place_{key}"))]
        return [key for _place, key in sorted(placed, key=lambda one: one[0])]


class PaperForm(WordsForm):
    """Bring the paper to the gate; asked once where it looks as if it told of one person."""

    def __init__(self, *given: Any, text: str, **named: Any) -> None:
        super().__init__(*given, **named)
        self._text = text

    def free_text(self, given: dict[str, Any]) -> str:
        return self._text


class LinkForm(OnceForm):
    """How long the group's link is open."""

    days = forms.IntegerField(
        label=_("Open for how many days"), min_value=1, max_value=LINK_DAYS, initial=7
    )


def named_tags(kind: str) -> Choices:
    """Codes of a kind with their names, in the language in force."""
    lang = get_language() or "en"
    return [(one.code, one.name[lang]) for one in tags.tags(kind).values()]


def band_name(band: Band, lang: str) -> str:
    return in_words(band.low, band.high, band.currency, lang)


def _ask_people(form: forms.Form) -> None:
    """How many took part, kind by kind."""
    for code in Level.values:
        form.fields[f"people_{code}"] = forms.IntegerField(
            label=level_name(code), min_value=0, max_value=MOST, required=False
        )


def _people_of(given: Mapping[str, Any]) -> dict[str, int]:
    return {code: given[f"people_{code}"] or 0 for code in Level.values}
