"""The process that reads one document: ``python -I -m qantara.knowledge.profiles.wordfile.child``.

Asked on standard input, it answers into the descriptor named there. It writes no log: of what goes
wrong nothing but its status is told.
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path

from qantara.knowledge.evidence.apart import walls
from qantara.knowledge.evidence.apart.allowance import Allowance

#: How it ends: answered; refused with a sentence; walls missing; a program at fault.
ANSWERED, REFUSED, UNWALLED, FAULT = 0, 10, 12, 14


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked. ``language``: of what is said about the file; ``answer``: where to write."""

    path: str
    work: str
    language: str
    answer: int
    parent: int
    allowance: dict[str, int]


def main() -> int:
    question = Question(**json.load(sys.stdin))
    try:
        walls.raise_walls(
            Path(question.path),
            Path(question.work),
            Allowance(**question.allowance),
            question.parent,
        )
    except walls.WallsMissing:
        return UNWALLED
    try:
        return _answer(question)
    except BaseException:
        return FAULT


def _answer(question: Question) -> int:
    from django.apps import apps
    from django.conf import settings

    settings.configure(
        USE_I18N=True, USE_TZ=True, LANGUAGE_CODE="en",
        LANGUAGES=[(code, code) for code in ("ar", "en", "es", "fr")],
        LOCALE_PATHS=[Path(__file__).parents[3] / "word" / "locale"],
    )  # fmt: skip
    apps.populate(())
    from django.utils import translation

    from qantara.knowledge.evidence.apart import wire
    from qantara.word.reading import read
    from qantara.word.values import UnreadableWord

    with os.fdopen(question.answer, "wb") as out, translation.override(question.language):
        try:
            found = read(Path(question.path))
        except UnreadableWord as refused:
            out.write(str(refused).encode())
            return REFUSED
        wire.pack(found, out)
    return ANSWERED


if __name__ == "__main__":
    os._exit(main())
