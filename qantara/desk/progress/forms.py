"""Forms of progress: the city's word on a recommendation, a report, a check, the network's set."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from qantara.accounts.models import Holder
from qantara.action.priorities.quotes import Quotable
from qantara.action.progress import said, scale
from qantara.action.progress.commit import Draft
from qantara.action.progress.models import Check, Commitment, Evidence
from qantara.action.progress.report import Cited, Said
from qantara.action.progress.wording import LONGEST
from qantara.action.recommendations.values import LONGEST_TEXT, LONGEST_TITLE, Recommendation
from qantara.desk.forms import OnceForm
from qantara.desk.priorities.forms import named_tags
from qantara.desk.review.forms import WordsForm
from qantara.network.stakeholders.models import Level
from qantara.network.stakeholders.words import level_name
from qantara.releases.models import Release
from qantara.web.names import in_language

#: Documents and pages one form can name.
ROWS = 3
Choices = list[tuple[str, str]]


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "dir": "auto"})


def _line() -> forms.TextInput:
    return forms.TextInput(attrs={"dir": "auto"})


def _day(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    return forms.DateField(
        label=label, required=required, help_text=help_text,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Give a day, such as 2027-01-31.")},
    )  # fmt: skip


def _language() -> forms.ChoiceField:
    return forms.ChoiceField(label=_("Written in"), choices=settings.LANGUAGES, required=False)


class CommitForm(WordsForm):
    """What the city says of a recommendation. ``language``: what it is written in, asked once."""

    seen = forms.IntegerField(widget=forms.HiddenInput, initial=0)
    language = _language()
    stance = forms.ChoiceField(label=_("What the city says"), widget=forms.RadioSelect)
    what = forms.CharField(
        label=_("What it commits to, or why not"), max_length=LONGEST["what"], widget=_area(3),
        help_text=_("One thing that can be seen to be done. Name no person and no association."),
    )  # fmt: skip
    lead = forms.CharField(
        label=_("Lead department"), required=False, max_length=LONGEST["lead"], widget=_line(),
        help_text=_("An office of the city, never a person."),
    )  # fmt: skip
    due = _day(_("By when"), required=False, help_text=_("Needed for a commitment."))
    held_by = forms.MultipleChoiceField(
        label=_("Whose competence it is"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Needed where it is outside the city’s competence."),
    )  # fmt: skip
    priority = forms.ChoiceField(label=_("From which priority of the city"), required=False)
    body = forms.ChoiceField(label=_("Who decided"), required=False)
    decided_on = _day(_("Decided on"), required=False)
    minute_reference = forms.CharField(
        label=_("Reference of the minutes or decision"), required=False, max_length=200,
        widget=_line(), help_text=_("Printed where the city lets it out. No names of people."),
    )  # fmt: skip

    def __init__(self, *given: Any, priorities: Sequence[tuple[UUID, str]], **named: Any) -> None:
        super().__init__(*given, **named)
        nothing = ("", _now("not said yet"))
        self._choose("stance", [(code, said.stance(code)) for code in Commitment.Stance.values])
        self._choose("held_by", [(code, level_name(code)) for code in Level.values])
        self._choose("priority", [nothing, *((str(key), name) for key, name in priorities)])
        self._choose("body", [nothing, *named_tags("bodies")])

    def _choose(self, name: str, choices: Choices) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def free_text(self, given: dict[str, Any]) -> str:
        return "\n".join(str(given.get(name, "")) for name in ("what", "lead", "minute_reference"))

    def now_of(self, **stands: object) -> None:
        """The same, with all that was ticked."""
        field = self.fields["held_by"]
        ticked = field.widget.value_from_datadict(self.data, self.files, "held_by")
        super().now_of(**stands)
        self.data = {**self.data, "held_by": ticked}

    def draft(self) -> Draft:
        given = self.cleaned_data
        return Draft(
            stance=given["stance"], words={"what": given["what"], "lead": given["lead"]},
            due=given["due"], held_by=given["held_by"], body=given["body"],
            decided_on=given["decided_on"], minute_reference=given["minute_reference"],
            priority=UUID(given["priority"]) if given["priority"] else None,
        )  # fmt: skip


class ReportForm(WordsForm):
    """How far it is, in a few minutes: a level, a sentence, what it rests on."""

    language = _language()
    level = forms.TypedChoiceField(label=_("How far it is"), coerce=int, widget=forms.RadioSelect)
    on = _day(_("As of"))
    done = forms.CharField(
        label=_("What is done"), max_length=LONGEST["done"], widget=_area(4),
        help_text=_("Write of groups, never of one person. Figures are quoted below, not typed."),
    )  # fmt: skip
    obstacle = forms.CharField(
        label=_("What stands in the way"), required=False, max_length=LONGEST["obstacle"],
        widget=_area(2),
    )  # fmt: skip
    next = forms.CharField(
        label=_("The next step"), required=False, max_length=LONGEST["next"], widget=_area(2)
    )
    figures = forms.MultipleChoiceField(
        label=_("Released figures it rests on"), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    def __init__(
        self, *given: Any, found: Sequence[tuple[Release, Quotable]], **named: Any
    ) -> None:
        super().__init__(*given, **named)
        level, figures = self.fields["level"], self.fields["figures"]
        assert isinstance(level, forms.ChoiceField)
        assert isinstance(figures, forms.ChoiceField)
        level.choices = [(each, f"{each}: {scale.meaning(each)}") for each in scale.LEVELS]
        self._releases = {release.address: release for release, _one in found}
        figures.choices = [
            (f"{release.address} {one.key}", f"{one.subject}, {one.period}: {one.printed}")
            for release, one in found
        ]
        if not found:
            del self.fields["figures"]
        kinds = [("", _now("nothing")), *(
            (code, said.kind_of_evidence(code)) for code in (Evidence.Kind.DOCUMENT, Evidence.Kind.LINK)
        )]  # fmt: skip
        for at in range(1, ROWS + 1):
            self.fields[f"kind_{at}"] = forms.ChoiceField(
                label=_now("What it is"), choices=kinds, required=False
            )
            self.fields[f"title_{at}"] = forms.CharField(
                label=_now("Title"), required=False, max_length=200, widget=_line()
            )
            self.fields[f"issuer_{at}"] = forms.CharField(
                label=_now("Which body made it"), required=False, max_length=200, widget=_line()
            )
            self.fields[f"on_{at}"] = _day(_now("On which day"), required=False)
            self.fields[f"url_{at}"] = forms.CharField(
                label=_now("Address of the page"), required=False, max_length=500,
                widget=forms.TextInput(attrs={"dir": "ltr", "inputmode": "url"}),
            )  # fmt: skip

    @property
    def rows(self) -> list[list[Any]]:
        names = ("kind", "title", "issuer", "on", "url")
        return [[self[f"{name}_{at}"] for name in names] for at in range(1, ROWS + 1)]

    def free_text(self, given: dict[str, Any]) -> str:
        names = ["done", "obstacle", "next", *(f"title_{at}" for at in range(1, ROWS + 1))]
        return "\n".join(str(given.get(name, "")) for name in names)

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        for at in range(1, ROWS + 1):
            is_named = any(given.get(f"{name}_{at}") for name in ("title", "issuer", "url"))
            if is_named and not given.get(f"kind_{at}"):
                self.add_error(f"kind_{at}", _now("Say whether it is a document or a page."))
        return given

    def said(self) -> Said:
        given = self.cleaned_data
        rows = [
            Cited(
                kind=given[f"kind_{at}"], title=given[f"title_{at}"], issuer=given[f"issuer_{at}"],
                on=given[f"on_{at}"], url=given[f"url_{at}"],
            )
            for at in range(1, ROWS + 1)
            if given[f"kind_{at}"]
        ]  # fmt: skip
        quoted = [one.split(" ", 1) for one in given.get("figures", ())]
        figures = [
            Cited(kind=Evidence.Kind.FIGURE, release=self._releases[address], key=key)
            for address, key in quoted
        ]
        return Said(
            level=given["level"], on=given["on"],
            words={name: given[name] for name in ("done", "obstacle", "next")},
            evidence=[*rows, *figures],
        )  # fmt: skip


class CheckForm(WordsForm):
    """A second person's word."""

    is_confirmed = forms.TypedChoiceField(
        label=_("Is it so?"), widget=forms.RadioSelect, coerce=lambda given: given == "yes",
        choices=[("yes", _("Yes: I have seen what it rests on")), ("no", _("I doubt it"))],
    )  # fmt: skip
    standing = forms.ChoiceField(label=_("As what you looked at it"), widget=forms.RadioSelect)
    of = forms.ChoiceField(label=_("For which city"), required=False)
    note = forms.CharField(
        label=_("To the city"), required=False, max_length=2_000, widget=_area(4),
        help_text=_("Stays in the desk. Needed where you doubt it."),
    )  # fmt: skip

    def __init__(self, *given: Any, cities: Sequence[Holder], lang: str, **named: Any) -> None:
        super().__init__(*given, **named)
        standing, of = self.fields["standing"], self.fields["of"]
        assert isinstance(standing, forms.ChoiceField)
        assert isinstance(of, forms.ChoiceField)
        standing.choices = [
            (code, said.standing(code))
            for code in Check.Standing.values
            if cities or code != Check.Standing.PEER
        ]
        of.choices = [
            ("", "–"),
            *((str(one.pk), in_language(one.name, lang)[0]) for one in cities),
        ]
        self._cities = {str(one.pk): one for one in cities}
        if not cities:
            del self.fields["of"]

    def free_text(self, given: dict[str, Any]) -> str:
        return str(given.get("note", ""))

    @property
    def city(self) -> Holder | None:
        return self._cities.get(self.cleaned_data.get("of", ""))


class TranslateForm(WordsForm):
    """Parts of a commitment or report in another language; empty ones stay untranslated."""

    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *given: Any, sources: Mapping[str, str], lang: str, **named: Any) -> None:
        super().__init__(*given, **named)
        labels = {
            "what": _now("What it commits to, or why not"), "lead": _now("Lead department"),
            "done": _now("What is done"), "obstacle": _now("What stands in the way"),
            "next": _now("The next step"),
        }  # fmt: skip
        self._parts = list(sources)
        for part in sources:
            self.fields[part] = forms.CharField(
                label=labels[part], required=False, max_length=LONGEST[part],
                widget=forms.Textarea(attrs={"rows": 3, "lang": lang, "dir": "auto"}),
            )  # fmt: skip

    def free_text(self, given: dict[str, Any]) -> str:
        return "\n".join(str(given.get(part, "")) for part in self._parts)

    def words(self) -> dict[str, str]:
        return {part: self.cleaned_data.get(part, "") for part in self._parts}


class RecommendationForm(OnceForm):
    """A recommendation in four languages."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    code = forms.CharField(
        label=_("Code"), max_length=12, widget=forms.TextInput(attrs={"dir": "ltr", "size": 8}),
        help_text=_("Never changes and is never given to another: cities commit to it."),
    )  # fmt: skip
    is_retired = forms.BooleanField(label=_("Retired: no city commits to it anew"), required=False)

    def __init__(self, *given: Any, found: Recommendation | None, **named: Any) -> None:
        super().__init__(*given, **named)
        if found is not None:
            self.fields["code"].disabled = True
        for code, name in settings.LANGUAGES:
            self.fields[f"title_{code}"] = forms.CharField(
                label=_now("Heading, in %(language)s") % {"language": name},
                max_length=LONGEST_TITLE,
                widget=forms.TextInput(attrs={"lang": code, "dir": "auto"}),
            )
            self.fields[f"text_{code}"] = forms.CharField(
                label=_now("Text, in %(language)s") % {"language": name}, required=False,
                max_length=LONGEST_TEXT,
                widget=forms.Textarea(attrs={"rows": 3, "lang": code, "dir": "auto"}),
            )  # fmt: skip
        self.order_fields(
            ["once", "seen", "code", *(f"{part}_{code}" for code, _name in settings.LANGUAGES for part in ("title", "text")), "is_retired"]
        )  # fmt: skip

    def recommendation(self) -> Recommendation:
        given = self.cleaned_data

        def named(part: str) -> dict[str, str]:
            return {
                code: words
                for code, _name in settings.LANGUAGES
                if (words := " ".join(given[f"{part}_{code}"].split()))
            }

        return Recommendation(
            code=given["code"], title=named("title"), text=named("text"),
            is_retired=given["is_retired"],
        )  # fmt: skip


class AboutForm(OnceForm):
    """Where the official text is published."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    source = forms.CharField(
        label=_("Where the official text is published"), required=False, max_length=500,
        widget=_line(), help_text=_("Who adopted it, when, and where it can be read."),
    )  # fmt: skip
    is_placeholder = forms.BooleanField(
        label=_("A placeholder still: the official text has not been entered"), required=False
    )
