"""What a proposal is made of. Values only."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

import polars as pl
from django.utils.translation import gettext as _

from qantara.core.errors import DomainError
from qantara.knowledge.evidence.mapping import Mapping
from qantara.knowledge.evidence.mapping.write import write

Group = Literal["source", "table", "column", "code", "place", "mark"]
Certainty = Literal["sure", "likely", "open"]


class ProposalError(DomainError):
    """Something that a mapping needs is not answered yet."""


@dataclass(frozen=True, slots=True)
class Option:
    """An answer that can be chosen: what is sent, and what people read (translated)."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to be known about a file: what is proposed, why, and what else it could be.

    id         the same in each round: ``column:Sheet1:Year``, ``code:Sheet1:Sex:Hommes``
    about      words of the file, as delivered; empty where the whole file is meant
    question   a whole sentence
    options    the answers; none where ``is_free``: text, a day or an address is typed
    chosen     the answer in force; empty while there is none
    why        what the proposal rests on, or why nothing is proposed
    certainty  ``sure`` (an official code, an exact label, or answered), ``likely`` (to be confirmed),
               ``open`` (nobody but a person can say)
    examples   a few cells
    is_needed  no mapping is made without an answer
    """

    id: str
    group: Group
    about: str
    question: str
    options: tuple[Option, ...]
    chosen: str
    why: str
    certainty: Certainty
    examples: tuple[str, ...] = ()
    is_free: bool = False
    is_needed: bool = True


@dataclass(frozen=True, slots=True)
class Earlier:
    """The mapping (its TOML) that an earlier file was read by."""

    text: str
    imported_on: date
    file_name: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """All choices of a file, and what they make of it.

    preview     first rows as they would be understood (observations.rows.ROWS), or none
    open        what is needed and not answered
    recognised  a sentence, where the file looks like an earlier one
    mapping     what the answers say together; None while something is open
    """

    choices: tuple[Choice, ...]
    preview: pl.DataFrame
    open: tuple[Choice, ...]
    recognised: str = ""
    mapping: Mapping | None = field(default=None, repr=False)

    def mapping_text(self) -> str:
        """The mapping as TOML (docs/mapping.md). Raises ProposalError while something is open."""
        if self.mapping is None:
            questions = " ".join(choice.question for choice in self.open[:3])
            raise ProposalError(
                _("Something is still to be answered before the file can be read: %(questions)s")
                % {"questions": questions}
            )
        return write(self.mapping)
