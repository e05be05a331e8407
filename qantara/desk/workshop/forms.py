"""Forms of workshops: the meeting, what a round asks, its cards, notes beside its result."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from qantara.action.ballots import dissent, presets, rounds
from qantara.action.ballots.models import Round
from qantara.action.ballots.rounds import Plan
from qantara.action.ballots.values import HEAVIEST, MOST_SEATS, Criterion, Option
from qantara.desk.forms import OnceForm

#: Criteria of a group's own that the form has room for.
OWN = 3


def _given(form: forms.Form, prefix: str) -> dict[str, str]:
    return {
        code: " ".join(str(form.cleaned_data.get(f"{prefix}_{code}") or "").split())
        for code, _name in settings.LANGUAGES
    }


def _line(code: str) -> forms.TextInput:
    return forms.TextInput(attrs={"lang": code, "dir": "auto"})


class WorkshopForm(OnceForm):
    """A meeting: its name, its day, its place."""

    held_on = forms.DateField(
        label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *arguments: Any, places: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*arguments, **options)
        for code, language in settings.LANGUAGES:
            self.fields[f"name_{code}"] = forms.CharField(
                label=_("Name of the workshop, in %(language)s") % {"language": language},
                required=False, max_length=rounds.LONGEST, widget=_line(code),
            )  # fmt: skip
        self.fields["place"] = forms.ChoiceField(
            label=_("Place"), choices=places,
            widget=forms.HiddenInput if len(places) == 1 else forms.Select,
        )  # fmt: skip

    def names(self) -> dict[str, str]:
        return _given(self, "name")


class RoundForm(OnceForm):
    """What a round asks.

    Options are written one a line, in the same order in every language; proposals that were taken to the
    workshop are chosen from a list. Criteria weigh 0 where they do not count.
    """

    seen = forms.IntegerField(widget=forms.HiddenInput, initial=1)
    method = forms.ChoiceField(
        label=_("How people vote"),
        widget=forms.RadioSelect,
        choices=[
            (Round.Method.SCORES, _("Scores: each option from 1 to 5, by criteria that you weigh")),
            (Round.Method.RANKING, _("A ranking: each option gets a place; two may share one")),
        ],
    )

    def __init__(
        self, *arguments: Any, proposals: Iterable[tuple[Option, str]], **options: Any
    ) -> None:
        super().__init__(*arguments, **options)
        found = list(proposals)
        self._proposals = {option.key: option for option, _words in found}
        if found:
            self.fields["proposals"] = forms.MultipleChoiceField(
                label=_("Proposals taken to the workshop"), required=False,
                choices=[(option.key, words) for option, words in found],
                widget=forms.CheckboxSelectMultiple,
            )  # fmt: skip
        for code, language in settings.LANGUAGES:
            self.fields[f"options_{code}"] = forms.CharField(
                label=_("Options, in %(language)s") % {"language": language}, required=False,
                strip=False, widget=forms.Textarea(attrs={"rows": 5, "lang": code, "dir": "auto"}),
            )  # fmt: skip
        for one in presets.criteria():
            self.fields[f"weight_{one.key}"] = _weight(initial=one.weight)
        for at in range(OWN):
            self.fields[f"weight_own{at}"] = _weight(initial=0)
            for code, language in settings.LANGUAGES:
                self.fields[f"own{at}_{code}"] = forms.CharField(
                    label=_("Criterion, in %(language)s") % {"language": language}, required=False,
                    max_length=rounds.LONGEST, widget=_line(code),
                )  # fmt: skip

    def known(self) -> list[tuple[Criterion, forms.BoundField]]:
        """Criteria to begin with, and the field of each one's weight."""
        return [(one, self[f"weight_{one.key}"]) for one in presets.criteria()]

    def own(self) -> list[tuple[forms.BoundField, list[forms.BoundField]]]:
        """A group's own: the field of the weight, and those of the name."""
        return [
            (self[f"weight_own{at}"], [self[f"own{at}_{code}"] for code, _n in settings.LANGUAGES])
            for at in range(OWN)
        ]

    def lines(self) -> list[forms.BoundField]:
        return [self[f"options_{code}"] for code, _name in settings.LANGUAGES]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        many = {
            code: len(self._lines(code)) for code, _name in settings.LANGUAGES if self._lines(code)
        }
        if len(set(many.values())) > 1:
            longest = max(many.values())
            for code, lines in many.items():
                if lines < longest:
                    self.add_error(
                        f"options_{code}",
                        _("Another language has more lines. Write one line for each option, or leave"
                          " this language empty."),
                    )  # fmt: skip
        return values

    def plan(self) -> Plan:
        values = self.cleaned_data
        chosen = [self._proposals[key] for key in values.get("proposals") or ()]
        rows = max((len(self._lines(code)) for code, _name in settings.LANGUAGES), default=0)
        written = [
            {code: self._lines(code)[at] for code, _name in settings.LANGUAGES if self._lines(code)}
            for at in range(rows)
        ]
        criteria = [
            Criterion(one.key, one.name, weight, one.asks)
            for one in presets.criteria()
            if (weight := values.get(f"weight_{one.key}") or 0)
        ]
        criteria += [
            Criterion(_key(_given(self, f"own{at}")), _given(self, f"own{at}"), weight)
            for at in range(OWN)
            if (weight := values.get(f"weight_own{at}") or 0)
        ]
        return Plan(
            method=values["method"],
            options=(*chosen, *(Option(_key(name), name) for name in written)),
            criteria=tuple(criteria) if values["method"] == Round.Method.SCORES else (),
        )

    def _lines(self, code: str) -> list[str]:
        text = str(self.cleaned_data.get(f"options_{code}") or "")
        return [tidy for line in text.splitlines() if (tidy := " ".join(line.split()))]


def initial_of(round_: Round) -> dict[str, Any]:
    """What a round asks, as the form that made it."""
    written = [one for one in round_.choices if one.node is None]
    values: dict[str, Any] = {
        "seen": round_.version,
        "method": round_.method,
        "proposals": [one.key for one in round_.choices if one.node is not None],
    }
    for code, _name in settings.LANGUAGES:
        if any(code in one.name for one in written):
            values[f"options_{code}"] = "\n".join(one.name.get(code, "") for one in written)
    known = {one.key for one in presets.criteria()}
    if round_.criteria:
        weights = {one.key: one.weight for one in round_.measures}
        values |= {f"weight_{key}": weights.get(key, 0) for key in known}
        own = [one for one in round_.measures if one.key not in known]
        for at, one in enumerate(own):
            values[f"weight_own{at}"] = one.weight
            values |= {f"own{at}_{code}": words for code, words in one.name.items()}
    return values


class CardsForm(OnceForm):
    """How many cards, and in which languages."""

    seats = forms.IntegerField(
        label=_("How many cards"), min_value=1, max_value=MOST_SEATS,
        widget=forms.NumberInput(attrs={"dir": "ltr", "inputmode": "numeric"}),
        help_text=_("As many as people, and some to spare. Once the round is open there are no more."),
    )  # fmt: skip
    languages = forms.MultipleChoiceField(
        label=_("Languages of the cards"), choices=settings.LANGUAGES,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one language.")},
    )  # fmt: skip


class DissentForm(OnceForm):
    """What some of the group would have had otherwise."""

    language = forms.ChoiceField(label=_("Language of the note"), choices=settings.LANGUAGES)
    words = forms.CharField(
        label=_("Note"), max_length=dissent.LONGEST,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=_("In the words of those who disagree. Write no names. A note stays as it is."),
    )  # fmt: skip


def _weight(initial: int) -> forms.IntegerField:
    return forms.IntegerField(
        label=_("Weight"), required=False, min_value=0, max_value=HEAVIEST, initial=initial,
        widget=forms.NumberInput(attrs={"dir": "ltr", "inputmode": "numeric"}),
    )  # fmt: skip


def _key(name: dict[str, str]) -> str:
    """Of what people wrote: the same words, the same key."""
    told = "\n".join(f"{code} {name[code]}" for code in sorted(name) if name[code])
    return hashlib.sha256(told.encode()).hexdigest()[:12]
