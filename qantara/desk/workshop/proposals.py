"""Proposals that were taken to the workshop, as options to vote on."""

from __future__ import annotations

from qantara.action.ballots.models import Workshop
from qantara.action.ballots.values import Option
from qantara.action.priorities import voting
from qantara.web.names import in_language


def chosen(workshop: Workshop, lang: str) -> list[tuple[Option, str]]:
    """Each with its title in the reader's language, or the one it was written in."""
    return [
        (option, in_language(option.name, lang)[0])
        for option in voting.options(workshop.holder, workshop.territory)
    ]
