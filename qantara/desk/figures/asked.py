"""Questions about a file as a form shows them: in sections, what is open first, each with its control."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, pgettext_lazy

from qantara.knowledge.evidence.proposals import Choice, Proposal

#: Answers to choose from that one page holds, in all its lists; further questions follow once these
#: are answered. A list of countries has 250.
MOST = 12_000
#: Letters of an answer and of the id of a question that are taken from a form.
_ANSWER = 2_000
_ID = 4_000
_PREFIX = "a."

TITLES: dict[str, Promise] = {
    "source": gettext_lazy("Where the figures come from"),
    "table": gettext_lazy("The table"),
    "column": gettext_lazy("What the columns say"),
    "code": gettext_lazy("What the words of the file stand for"),
    "place": gettext_lazy("Which places are meant"),
    "mark": gettext_lazy("Cells without a figure, and signs"),
}
CERTAINTY: dict[str, Promise] = {
    "sure": pgettext_lazy("how certain a proposal is", "understood"),
    "likely": pgettext_lazy("how certain a proposal is", "please confirm"),
    "open": pgettext_lazy("how certain a proposal is", "please answer"),
}

Control = Literal["select", "list", "day", "address", "text"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One choice with its control.

    typed     the answer in force, or the one that was given and cannot be taken
    is_asked  stands in view with its control; otherwise as a sentence, to be changed
    """

    choice: Choice
    name: str
    typed: str
    is_asked: bool

    @property
    def certainty(self) -> str:
        return str(CERTAINTY[self.choice.certainty])

    @property
    def is_refused(self) -> bool:
        """Whether an answer was given that cannot be taken; the choice's ``why`` says why."""
        return bool(self.typed) and self.choice.certainty == "open"

    @property
    def is_waited_for(self) -> bool:
        """Nothing goes on without an answer, or without a yes to what is proposed."""
        return self.choice.certainty == "likely" or (
            self.choice.certainty == "open" and self.choice.is_needed
        )

    @property
    def said(self) -> str:
        """The answer in force, as people read it."""
        labels = {one.value: one.label for one in self.choice.options}
        return labels.get(self.typed, self.typed)

    @property
    def control(self) -> Control:
        if self.choice.options:
            return "list" if self.choice.is_free else "select"
        return _TYPES.get(self.choice.id.rpartition(":")[2], "text")


#: Answers that are typed and are more than a text, by the last part of their id.
_TYPES: dict[str, Control] = {"accessed_on": "day", "url": "address"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """``asked`` questions stand in view, ``settled`` ones are folded away."""

    group: str
    title: str
    asked: tuple[Question, ...]
    settled: tuple[Question, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The sections of a page. ``waiting``: answers waited for; ``later``: questions not shown yet."""

    sections: tuple[Section, ...]
    waiting: int
    later: int


def sheet(proposal: Proposal, given: Mapping[str, str], changing: Collection[str] = ()) -> Sheet:
    """The questions of a proposal, in sections.

    given     answers kept so far, by id
    changing  names of settled questions that are to be answered anew
    """
    questions = [_question(choice, given, changing) for choice in proposal.choices]
    shown = _that_fit(questions)
    here = [one for one in questions if not one.is_asked or one.name in shown]
    return Sheet(
        sections=tuple(_sections(here)),
        waiting=sum(one.is_waited_for for one in questions),
        later=len(questions) - len(here),
    )


def _that_fit(questions: Iterable[Question]) -> set[str]:
    """Names of the questions whose controls one page holds; those that are waited for come first."""
    asked = sorted(
        (one for one in questions if one.is_asked), key=lambda one: not one.is_waited_for
    )
    sizes = accumulate(len(one.choice.options) + 1 for one in asked)
    return {one.name for one, size in zip(asked, sizes, strict=True) if size <= MOST}


def _sections(questions: Sequence[Question]) -> Iterator[Section]:
    for group, title in TITLES.items():
        mine = [one for one in questions if one.choice.group == group]
        if mine:
            yield Section(
                group=group,
                title=str(title),
                asked=tuple(one for one in mine if one.is_asked),
                settled=tuple(one for one in mine if not one.is_asked),
            )


def answers(sent: Mapping[str, str], proposal: Proposal) -> dict[str, str]:
    """What a form says that is news: id of a choice -> answer, empty where one was taken back.

    A proposal that was to be confirmed and was sent as it stood has been confirmed.
    """
    known = {choice.id: choice for choice in proposal.choices}
    found = {}
    for name, typed in sent.items():
        choice = known.get(_id(name))
        if choice is None:
            continue
        text = typed.replace("\x00", "").strip()[:_ANSWER]  # PostgreSQL keeps no NUL
        if text != choice.chosen or (text and choice.certainty == "likely"):
            found[choice.id] = text
    return found


def _question(choice: Choice, given: Mapping[str, str], changing: Collection[str]) -> Question:
    name = _PREFIX + base64.urlsafe_b64encode(choice.id.encode()).decode().rstrip("=")
    return Question(
        choice=choice,
        name=name,
        typed=choice.chosen or given.get(choice.id, ""),
        is_asked=choice.certainty != "sure" or name in changing,
    )


def _id(name: str) -> str:
    if not name.startswith(_PREFIX) or len(name) > _ID:
        return ""
    text = name.removeprefix(_PREFIX)
    try:
        return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode()
    except (binascii.Error, UnicodeDecodeError, ValueError):
        return ""
