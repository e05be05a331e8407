"""Asking: choices collected in order, each with the answer it has."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from qantara.knowledge.evidence.mapping import Places
from qantara.knowledge.evidence.proposals.model import Certainty, Choice, Group, Option
from qantara.knowledge.frameworks import Framework

T = TypeVar("T")

#: Slug -> language -> names.
Names = Mapping[str, Mapping[str, str | Sequence[str]]]


#: What is asked of a table and probably holds for the other tables of its file.
_ALIKE = frozenset({"territory", "period", "method"})


@dataclass(slots=True, kw_only=True)
class Asking:
    """What a proposal is made with, the choices made so far, what many of them share.

    tables  ids of the tables of the file: what is open about one is not asked of the next as well
    """

    framework: Framework
    places: Places
    names: Names
    answers: Mapping[str, str]
    lang: str
    tables: tuple[str, ...] = ()
    choices: list[Choice] = field(default_factory=list)
    kept: dict[str, tuple[Option, ...]] = field(default_factory=dict)
    read: dict[str, Any] = field(default_factory=dict)

    def ask(
        self,
        name: str,
        group: Group,
        question: str,
        options: Iterable[Option] = (),
        *,
        proposed: str = "",
        why: str,
        certainty: Certainty = "open",
        about: str = "",
        examples: Sequence[str] = (),
        is_free: bool = False,
        is_needed: bool = True,
        fits: bool = True,
    ) -> str:
        """The answer in force: the one given, else the proposed one, else nothing.

        An answer that is none of the options counts as not given; what was asked is not asked twice.
        fits  false where an answer given cannot be right (``why`` says so): asked once more
        """
        if before := next((choice for choice in self.choices if choice.id == name), None):
            return before.chosen
        every = tuple(options)
        given = self.answers.get(name, "").strip()
        if certainty == "open" and not given and (same := self._asked_before(name)):
            if not same.chosen:
                # Answered once, it is proposed here.
                return ""
            if is_free or same.chosen in {option.value for option in every}:
                proposed, certainty = same.chosen, "likely"
                why = _("As you answered for another table of the file.")
        if not is_free and given not in {option.value for option in every}:
            given = ""
        wrong = ""
        if not fits and given:
            wrong = why if every else _("“%(text)s” cannot be taken.") % {"text": given} + " " + why
            given = ""
        self.choices.append(
            Choice(
                id=name,
                group=group,
                about=about,
                question=question,
                options=every,
                chosen=given or ("" if certainty == "open" else proposed),
                why=_("This is your answer.") if given else wrong or why,
                certainty="sure" if given else certainty,
                examples=tuple(examples),
                is_free=is_free,
                is_needed=is_needed,
            )
        )
        return self.choices[-1].chosen

    def _asked_before(self, name: str) -> Choice | None:
        """The same question about an earlier table of the file, answered or open."""
        said = self._without_table(name) if len(self.tables) > 1 else ""
        return next(
            (
                choice
                for choice in self.choices
                if said
                and (not choice.chosen or self.answered(choice.id))
                and self._without_table(choice.id) == said
            ),
            None,
        )

    def _without_table(self, name: str) -> str:
        """What a choice is about, whatever its table is: its place, a label of one of its columns."""
        kind, _colon, rest = name.partition(":")
        table = max(
            (each for each in self.tables if rest.startswith(f"{each}:")), key=len, default=""
        )
        about = rest.removeprefix(f"{table}:")
        return f"{kind}:{about}" if table and (kind != "table" or about in _ALIKE) else ""

    def once(self, what: str, make: Callable[[], tuple[Option, ...]]) -> tuple[Option, ...]:
        """Options that many choices share, made once."""
        if what not in self.kept:
            self.kept[what] = make()
        return self.kept[what]

    def memo(self, what: str, make: Callable[[], T]) -> T:
        """What was worked out once and holds for the whole proposal."""
        if what not in self.read:
            self.read[what] = make()
        found: T = self.read[what]
        return found

    def answered(self, name: str) -> str:
        return self.answers.get(name, "").strip()

    @property
    def open(self) -> tuple[Choice, ...]:
        return tuple(choice for choice in self.choices if choice.is_needed and not choice.chosen)
