"""Read a document from outside in a process apart, behind the walls that evidence files are read behind."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

from django.utils import translation
from django.utils.translation import gettext as _

from qantara.knowledge.evidence.apart import slots, wire, workplace
from qantara.knowledge.evidence.apart.allowance import Allowance
from qantara.knowledge.profiles.wordfile import child
from qantara.word.values import Document, UnreadableWord

log = logging.getLogger(__name__)

#: A document is text: what needs more than this is meant to harm.
ALLOWANCE = Allowance(memory=768 << 20, seconds=15, result=32 << 20, file=1 << 20, patience=20)
#: Letters of a sentence that are taken from the process.
_SENTENCE = 2_000


def read(path: Path, *, allowance: Allowance = ALLOWANCE) -> Document:
    """What ``word.reading.read`` gives, made in a process apart.

    Raises UnreadableWord, and Busy (evidence.apart.slots) while too many other files are read.
    """
    with tempfile.TemporaryFile(buffering=0) as answer, workplace.make() as work:
        question = child.Question(
            path=str(path.absolute()), work=str(work), language=translation.get_language() or "en",
            answer=answer.fileno(), parent=os.getpid(), allowance=asdict(allowance),
        )  # fmt: skip
        with slots.one(allowance.patience):
            ending = _run(question, allowance)
        if ending == child.REFUSED:
            raise UnreadableWord(os.pread(answer.fileno(), _SENTENCE, 0).decode(errors="replace"))
        if ending != child.ANSWERED or os.fstat(answer.fileno()).st_size > allowance.result:
            log.error("reading a document ended with %s", ending)
            raise _failed()
        try:
            found: Document = wire.unpack(Document, answer)
        except wire.NotUnderstood:
            log.exception("what a document was read to does not fit what was asked")
            raise _failed() from None
        return found


def _run(question: child.Question, allowance: Allowance) -> int:
    """How the process ended: its own status, or minus the signal that ended it."""
    process = subprocess.Popen(
        [sys.executable, "-I", "-B", "-X", "utf8", "-m", child.__name__],
        stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/",
        close_fds=True, pass_fds=(question.answer,), start_new_session=True,
        env={"TMPDIR": question.work, "POLARS_MAX_THREADS": "1", "LC_ALL": "C.UTF-8"},
    )  # fmt: skip
    with process:
        try:
            process.communicate(json.dumps(asdict(question)).encode(), timeout=allowance.seconds)
        except subprocess.TimeoutExpired:
            return -1
        finally:
            process.kill()
    return process.returncode


def _failed() -> UnreadableWord:
    return UnreadableWord(
        _(
            "The document makes the program that reads it fail or takes too long, so it was not read. Copy its"
            " text into a new document and send that."
        )
    )
