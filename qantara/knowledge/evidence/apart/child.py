"""The process that reads one file: ``python -I -m qantara.knowledge.evidence.apart.child``.

Asked on standard input (a Question as JSON), it answers into the descriptor named there. It writes
no log: of what goes wrong it tells the kind of error and the line of code, never a word of the file.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import traceback
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

from qantara.knowledge.evidence.apart import walls
from qantara.knowledge.evidence.apart.allowance import Allowance

#: How it ends: answered; refused with a sentence; a list of people; walls missing; too little
#: memory; a program at fault.
ANSWERED, REFUSED, PEOPLE, UNWALLED, TOO_BIG, FAULT = 0, 10, 11, 12, 13, 14
#: Part of the memory allowed from which a failure counts as want of it.
_FULL = 0.6
#: Lines of code that are told of a fault, the innermost.
_LINES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked. ``options``: those of the reader as ``wire`` writes them, in base 16.

    act       "read" or "template"
    language  of what is said about the file
    answer    the descriptor to write to
    """

    act: str
    path: str
    work: str
    options: str
    language: str
    answer: int
    parent: int
    allowance: dict[str, int]


def main() -> int:
    question = Question(**json.load(sys.stdin))
    out = os.fdopen(question.answer, "wb")
    try:
        allowance = Allowance(**question.allowance)
        standing = walls.raise_walls(
            Path(question.path), Path(question.work), allowance, question.parent
        )
    except walls.WallsMissing as missing:
        out.write(str(missing).encode())
        return UNWALLED
    os.write(sys.stdout.fileno(), " ".join(standing).encode())
    try:
        return _answer(question, out)
    except MemoryError:
        return TOO_BIG
    except OSError as error:
        if error.filename == question.path:
            return _tell(out, error.strerror or "", REFUSED)
        return _tell(out, _fault(error), FAULT)
    except BaseException as error:
        return TOO_BIG if _is_full(allowance) else _tell(out, _fault(error), FAULT)


def _answer(question: Question, out: BinaryIO) -> int:
    from qantara.knowledge.evidence.apart import wire

    with _in_language(question.language):
        from qantara.knowledge.evidence import readers
        from qantara.knowledge.evidence.apart import whole
        from qantara.knowledge.evidence.people.verdict import ListOfPeople
        from qantara.knowledge.evidence.readers.sheets import ReadOptions, UnreadableFile

        path = Path(question.path)
        options = wire.unpack(ReadOptions, BytesIO(bytes.fromhex(question.options)))
        told: Any
        try:
            if question.act == "template":
                told = tuple(readers.template.about(path).items())
            else:
                told = whole.read(path, options)
        except ListOfPeople as stopped:
            return _tell(out, str(stopped), PEOPLE)
        except UnreadableFile as refused:
            return _tell(out, str(refused), REFUSED)
        wire.pack(told, out)
        out.flush()
    return ANSWERED


def _in_language(language: str) -> Any:
    """The language in force, with the messages of evidence alone."""
    from django.apps import apps
    from django.conf import settings

    settings.configure(
        USE_I18N=True, USE_TZ=True, LANGUAGE_CODE="en",
        LANGUAGES=[(code, code) for code in ("ar", "en", "es", "fr")],
        LOCALE_PATHS=[Path(__file__).parents[1] / "locale"],
    )  # fmt: skip
    apps.populate(())
    from django.utils import translation

    return translation.override(language)


def _tell(out: BinaryIO, said: str, ending: int) -> int:
    out.seek(0)
    out.truncate()
    out.write(said.encode())
    out.flush()
    return ending


def _is_full(allowance: Allowance) -> bool:
    """Whether memory ran out, as libraries that fail without it seldom say."""
    kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return kilobytes << 10 >= allowance.memory * _FULL


def _fault(error: BaseException) -> str:
    """Kind of error and lines of code. Messages of errors quote cells, so they stay here."""
    lines = traceback.extract_tb(error.__traceback__)[-_LINES:]
    where = " < ".join(f"{Path(line.filename).name}:{line.lineno}" for line in reversed(lines))
    return f"{type(error).__name__} at {where}"


if __name__ == "__main__":
    ending = main()
    sys.stdout.flush()
    # Nothing of the file is worth tidying up, and threads of polars need not be waited for.
    os._exit(ending)
