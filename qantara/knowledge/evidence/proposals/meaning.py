"""What a text of a file is taken for."""

from __future__ import annotations

from dataclasses import dataclass

from qantara.knowledge.evidence.proposals.model import Certainty


@dataclass(frozen=True, slots=True)
class Meaning:
    """Our code for a text (empty: none is known), how certain that is, and why.

    others  further codes that it may stand for
    """

    code: str = ""
    certainty: Certainty = "open"
    why: str = ""
    others: tuple[str, ...] = ()
