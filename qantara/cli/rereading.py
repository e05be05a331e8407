"""`qantara releases wording` and `confirm`: sentences to be read again since their figures changed."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING
from uuid import UUID

from qantara.cli import LANGUAGES, CommandFailed, out
from qantara.cli.acting import person, refusals

if TYPE_CHECKING:
    from qantara.releases.models import Case


def add_commands(acts: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    wording = acts.add_parser(
        "wording",
        help="sentences of a draft to be read again",
        description="Lists the sentences of a draft whose figures are not those they were written "
        "or confirmed with, those first that say a direction the figures no longer have.",
    )
    wording.add_argument("case", type=UUID, help="its id, as `draft` and `cases` print it")
    wording.set_defaults(run=list_marks)
    confirm = acts.add_parser(
        "confirm",
        help="say that a paragraph is right as it stands",
        description="Records that a paragraph was read again in one language, with the figures of "
        "this draft, and is right as it stands.",
    )
    confirm.add_argument("case", type=UUID, help="its id")
    confirm.add_argument("block", help="id of the paragraph, as `wording` prints it")
    confirm.add_argument("language", choices=LANGUAGES, help="read in which language")
    confirm.add_argument("--by", required=True, metavar="E-MAIL", help="who read it")
    confirm.set_defaults(run=confirm_wording)


def list_marks(options: argparse.Namespace) -> None:
    from qantara.knowledge.profiles import rereading, wordings

    document = json.loads(_case(options.case).document)
    with refusals():
        marks = rereading.told(document, wordings.marks(document), "en")
    for mark in marks:
        out.print(f"\n{mark.section}, {mark.lang}, {mark.block}", highlight=False)
        for reason in mark.reasons:
            out.print(f"  ! {reason}", highlight=False, markup=False)
        out.print(f"  {mark.sentence}", highlight=False, markup=False)
        for figure in mark.figures:
            out.print(f"  {figure}", highlight=False, markup=False)
    out.print(f"\n{counted(len(marks), sum(bool(mark.reasons) for mark in marks))}")


def confirm_wording(options: argparse.Namespace) -> None:
    from qantara.core import clock
    from qantara.knowledge.profiles import wordings

    document = json.loads(_case(options.case).document)
    with refusals():
        wordings.confirm(
            document, options.block, options.language, by=person(options.by), at=clock.now()
        )
    out.print("Confirmed.")


def print_marks(case: Case) -> None:
    """How many sentences of a draft wait to be read again, where any do."""
    from qantara.knowledge.profiles import wording, wordings

    if case.kind != "profile":
        return
    marks = wordings.marks(json.loads(case.document))
    if marks:
        out.print(counted(len(marks), len(wording.strong(marks))))
        out.print(f"Read them: `qantara releases wording {case.pk}`.")


def counted(many: int, strong: int) -> str:
    if not many:
        return "No sentence has to be read again."
    said = f"{many} sentences to be read again: their figures changed."
    if strong:
        said += f" {strong} of them say a direction the figures no longer have."
    return said


def _case(key: UUID) -> Case:
    from qantara.releases.models import Case

    case = Case.objects.filter(pk=key, kind="profile").first()
    if case is None:
        raise CommandFailed(f"There is no draft of a profile {key}. See `qantara releases cases`.")
    return case
