"""`qantara evidence`: what an operator does with files of figures.

What is said about a file is said in the language asked for; all else is English, like the logs.

The modules that need Django are imported where they are used, so that help is quick.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console

if TYPE_CHECKING:
    from datetime import date

    from qantara.accounts.models import Person
    from qantara.knowledge.evidence.mapping import Mapping
    from qantara.knowledge.evidence.proposals import Earlier
    from qantara.knowledge.evidence.review import Review

#: A command: options to exit status.
Act = Callable[[argparse.Namespace], int]

out = Console(highlight=False, soft_wrap=True)

_FILE = "the file as received: a workbook, CSV, SDMX, JSON-stat, PX or Qantara's template, packed or not"


class UnknownError(Exception):
    """What an option names is not known here."""


def add_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    evidence = commands.add_parser(
        "evidence",
        help="files of figures: read, review, confirm, undo, template",
        description="A file of figures becomes observations in steps. Nothing is stored before "
        "`confirm`, the same file twice changes nothing, and `undo` takes an import back.",
    )
    acts = evidence.add_subparsers(metavar="ACT", required=True)

    read = acts.add_parser(
        "read",
        help="see what a file says, with or without a mapping",
        description="Shows what a file looks like to us: encoding, sheets, heads, first rows as text. "
        "With a mapping, the rows it becomes. Stores nothing.",
    )
    read.add_argument("file", type=Path, help=_FILE)
    read.add_argument("--mapping", type=Path, help="what its columns mean (docs/mapping.md)")
    read.add_argument(
        "--heads", type=int, nargs="+", default=(), metavar="ROW",
        help="rows the column heads stand in, where other rows are found",
    )  # fmt: skip
    read.add_argument("--sheet", default="", help="one sheet of a workbook, by name")
    read.add_argument("--rows", type=int, default=8, help="how many rows to show (%(default)s)")
    _add_language(read)
    read.set_defaults(run=_in_language(_read))

    propose = acts.add_parser(
        "propose",
        help="let Qantara propose what the columns and codes of a file mean",
        description="Says what a file probably means, why, and what only you can say. Answer with "
        "--answer until nothing is open; --to then writes the mapping for `review` and `confirm`. "
        "Stores nothing. Exit status 1 while something is open.",
    )
    propose.add_argument("file", type=Path, help=_FILE)
    propose.add_argument(
        "--from", dest="earlier", metavar="IMPORT-or-MAPPING", default="",
        help="an earlier file of the same kind: the id of its import, or its mapping",
    )  # fmt: skip
    propose.add_argument(
        "--answer", metavar="ID=VALUE", action="append", default=[],
        help="the answer to a choice, by its id; may be repeated",
    )  # fmt: skip
    propose.add_argument("--to", type=Path, help="write the mapping there when nothing is open")
    _add_language(propose)
    propose.set_defaults(run=_in_language(_propose))

    review = acts.add_parser(
        "review",
        help="see what a file would add, change and refuse",
        description="Says what is wrong, where, and what to do, and what would change. Stores "
        "nothing. Exit status 1 where the mapping leaves questions open.",
    )
    _add_file(review)
    review.set_defaults(run=_in_language(_review))

    confirm = acts.add_parser(
        "confirm",
        help="store what the review accepts",
        description="Stores what the review accepts, all of it or nothing, and keeps the file as "
        "received. Rows with errors are refused.",
    )
    _add_file(confirm)
    confirm.add_argument(
        "--holder", required=True, help="slug of the holder whose evidence this is"
    )
    confirm.add_argument("--by", required=True, help="e-mail address of the person confirming")
    confirm.add_argument(
        "--despite-questions", action="store_true",
        help="store the accepted rows although the mapping leaves questions open",
    )  # fmt: skip
    confirm.set_defaults(run=_in_language(_confirm))

    undo = acts.add_parser(
        "undo",
        help="take a confirmed import back",
        description="Takes a confirmed import back: what stood before it stands again. Both stay on "
        "record.",
    )
    undo.add_argument("batch", help="its id, as printed by `confirm`")
    undo.add_argument("--by", required=True, help="e-mail address of the person undoing")
    undo.add_argument("--reason", required=True, help="why, for the record")
    undo.set_defaults(run=_undo)

    destroy = acts.add_parser(
        "destroy",
        help="destroy a file that should not have been kept",
        description="Destroys the bytes and the name of a file kept as evidence, and undoes its imports. "
        "Its checksum, the reason and who did it stay on record; the same file is refused if it comes "
        "again. Copies in backups go when those do.",
    )
    destroy.add_argument("file", metavar="FILE-ID", help="id of the evidence file")
    destroy.add_argument("--by", required=True, help="e-mail address of the person destroying")
    destroy.add_argument("--reason", required=True, help="why, for the record; name nobody in it")
    destroy.set_defaults(run=_destroy)

    template = acts.add_parser(
        "template",
        help="make the spreadsheet a city fills in, with what is known already in it",
        description="Makes a workbook for a city in its language, with what is known already in it. "
        "Filled in, it goes through `review` and `confirm` without a mapping.",
    )
    template.add_argument("territory", help="slug of the city's territory")
    template.add_argument("language", choices=("ar", "en", "es", "fr"), help="its language")
    template.add_argument("--to", type=Path, help="where to (TERRITORY-LANGUAGE.xlsx)")
    template.set_defaults(run=_template)


def _add_file(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help=_FILE)
    parser.add_argument(
        "--mapping", type=Path, help="what its columns mean; not needed for Qantara's template"
    )
    _add_language(parser)
    parser.add_argument(
        "--despite", metavar="KIND", action="append", default=[],
        help="keep contradictions of this kind as the source publishes them, such as "
        "parts_exceed_whole; may be repeated",
    )  # fmt: skip


def _add_language(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--language", choices=("ar", "en", "es", "fr"), default="en",
        help="language of what is said about the file (%(default)s)",
    )  # fmt: skip


def _in_language(act: Act) -> Act:
    """``act`` in the language that its options name: all it says of the file is said in it."""

    def run(options: argparse.Namespace) -> int:
        from django.utils import translation

        with translation.override(options.language):
            return act(options)

    return run


def _read(options: argparse.Namespace) -> int:
    from django.utils.translation import gettext as _

    from qantara.core import clock
    from qantara.core.errors import DomainError
    from qantara.knowledge.evidence import apart, intake, readers, shown, words

    try:
        if not options.mapping:
            asked = readers.ReadOptions(header_rows=tuple(options.heads))
            sheets = apart.read(options.file, options=asked)
            shown.file(out, sheets, rows=options.rows, chosen=options.sheet)
            return 0
        taken = intake.take_in(options.file, _mapping(options), at=clock.now())
    except (DomainError, OSError) as error:
        return _stopped(error)
    rows = taken.understood.rows
    said = _("Rows understood: %(count)s. `qantara evidence review` says what was not.")
    out.print(said % {"count": words.number(len(rows))}, markup=False)
    is_said = [
        name for name in rows.columns if not (rows[name].cast(str).fill_null("") == "").all()
    ]
    shown.frame_table(out, rows.select(is_said), rows=options.rows)
    return 0


def _propose(options: argparse.Namespace) -> int:
    from django.utils.translation import gettext as _

    from qantara.core import clock
    from qantara.core.errors import DomainError
    from qantara.knowledge.evidence import proposing

    try:
        answers = dict(map(_answered, options.answer))
        proposal = proposing.proposal_of(
            options.file,
            earlier=_earlier(options.earlier, clock.now().date()) if options.earlier else (),
            answers=answers,
            lang=options.language,
        )
        proposing.show(out, proposal)
        for name in sorted(set(answers) - {choice.id for choice in proposal.choices}):
            out.print(f"--answer {name}: nothing asks for it now.", markup=False)
        if proposal.open:
            return 1
        if options.to:
            options.to.write_text(proposal.mapping_text(), encoding="utf-8")
            said = _("Written: %(file)s. Look through it, then run `qantara evidence review`.")
            out.print(said % {"file": options.to}, markup=False)
    except (DomainError, UnknownError, OSError) as error:
        return _stopped(error)
    return 0


def _answered(text: str) -> tuple[str, str]:
    """``ID=VALUE``; ids may hold ``=``, values do so where they are ``SEX=F``."""
    for sign in ("SEX=", "AGE=", "NAT=", "COB=", "CITG=", "period=", "definition="):
        name, is_there, value = text.rpartition(f"={sign}")
        if is_there:
            return name, sign + value
    name, is_there, value = text.rpartition("=")
    if not is_there:
        raise UnknownError(f"--answer {text}: write it as ID=VALUE, as the table shows.")
    return name, value


def _earlier(said: str, today: date) -> list[Earlier]:
    from uuid import UUID

    from qantara.knowledge.evidence import proposing
    from qantara.knowledge.observations.models import Batch

    if Path(said).is_file():
        return [proposing.earlier_in(Path(said), today=today)]
    try:
        return [proposing.earlier_of(Batch.objects.get(pk=UUID(said)))]
    except (ValueError, Batch.DoesNotExist):
        raise UnknownError(
            f"--from {said}: there is no such import and no such file. `confirm` prints the id of each."
        ) from None


def _review(options: argparse.Namespace) -> int:
    from qantara.core import clock
    from qantara.core.errors import DomainError
    from qantara.knowledge.evidence import intake, shown

    try:
        taken = intake.take_in(options.file, _mapping(options), at=clock.now())
        review = _despite(taken.review, options.despite)
    except (DomainError, UnknownError, OSError) as error:
        return _stopped(error)
    shown.review(out, taken.understood, review, has_sheets=taken.sheets.has_names)
    return 1 if taken.understood.questions else 0


def _confirm(options: argparse.Namespace) -> int:
    from dataclasses import replace

    from django.utils.translation import gettext as _

    from qantara.accounts.models import Holder
    from qantara.core import clock
    from qantara.core.errors import DomainError
    from qantara.knowledge.evidence import intake, shown

    at = clock.now()
    try:
        by = _person(options.by)
        holder = Holder.objects.filter(slug=options.holder).first()
        if holder is None:
            return _stopped(f"There is no holder “{options.holder}”: see `qantara accounts list`.")
        taken = intake.take_in(options.file, _mapping(options), at=at)
        taken = replace(taken, review=_despite(taken.review, options.despite))
        shown.review(out, taken.understood, taken.review, has_sheets=taken.sheets.has_names)
        if taken.understood.questions and not options.despite_questions:
            out.print(
                _(
                    "Nothing is stored: the mapping leaves questions open. Answer them there, or store the"
                    " rest with --despite-questions."
                )
            )
            return 1
        batch = intake.confirm(taken, holder=holder, by=by, at=at)
    except (DomainError, UnknownError, OSError) as error:
        return _stopped(error)
    if batch is None:
        out.print(_("Nothing is stored: all of it stands already, or is refused."))
        return 0
    out.print(_("Stored. Import %(id)s") % {"id": batch.pk})
    return 0


def _undo(options: argparse.Namespace) -> int:
    from django.core.exceptions import ValidationError

    from qantara.core import clock
    from qantara.core.errors import DomainError
    from qantara.knowledge.observations.models import Batch
    from qantara.knowledge.observations.undo import undo

    try:
        batch = Batch.objects.get(pk=options.batch)
        undo(batch, by=_person(options.by), at=clock.now(), reason=options.reason)
    except (Batch.DoesNotExist, ValidationError):
        return _stopped(f"There is no import {options.batch}. `confirm` prints the id of each.")
    except (DomainError, UnknownError) as error:
        return _stopped(error)
    out.print(f"Import {batch.pk} is undone.")
    return 0


def _destroy(options: argparse.Namespace) -> int:
    from django.core.exceptions import ValidationError

    from qantara.core import clock
    from qantara.core.errors import DomainError
    from qantara.knowledge.evidence.destroy import destroy
    from qantara.knowledge.evidence.models import EvidenceFile

    try:
        file = EvidenceFile.objects.get(pk=options.file)
        destroy(file, by=_person(options.by), at=clock.now(), reason=options.reason)
    except (EvidenceFile.DoesNotExist, ValidationError):
        return _stopped(f"There is no evidence file {options.file}.")
    except (DomainError, UnknownError) as error:
        return _stopped(error)
    out.print(f"File {file.pk} is destroyed, and its imports are undone.")
    others = EvidenceFile.objects.filter(
        stored__checksum=file.stored.checksum, stored__destroyed_at=None
    )
    for other in others:
        out.print(f"Another holder has the same bytes: file {other.pk}. It is not touched.")
    return 0


def _template(options: argparse.Namespace) -> int:
    from qantara.core import clock
    from qantara.knowledge import frameworks
    from qantara.knowledge.evidence import template
    from qantara.knowledge.observations.figures import figures
    from qantara.network.models import Territory

    territory = Territory.objects.filter(slug=options.territory).first()
    if territory is None:
        known = Territory.objects.order_by("slug").values_list("slug", flat=True)
        near = ", ".join(get_close_matches(options.territory, list(known), n=3)) or "see the site"
        return _stopped(f"There is no place “{options.territory}” on record. Like it: {near}.")
    at = clock.now()
    content = template.make(
        frameworks.load(frameworks.DEFAULT),
        figures([territory.slug], as_of=at).frame,
        territory=territory.slug,
        name=territory.name,
        lang=options.language,
        today=at.date(),
    )
    target = options.to or Path(f"{territory.slug}-{options.language}.xlsx")
    try:
        target.write_bytes(content)
    except OSError as error:
        return _stopped(error)
    out.print(f"Written: {target}")
    return 0


def _mapping(options: argparse.Namespace) -> Mapping:
    """The mapping named, or the template's own."""
    from qantara.knowledge.evidence import mapping, template

    return mapping.load(options.mapping) if options.mapping else template.mapping_of(options.file)


def _despite(review: Review, kinds: list[str]) -> Review:
    from qantara.knowledge.evidence.review import CONTRADICTIONS

    for kind in set(kinds) - CONTRADICTIONS:
        known = ", ".join(sorted(CONTRADICTIONS))
        raise UnknownError(f"--despite {kind}: there is no such contradiction. There are: {known}.")
    return review.despite(kinds)


def _person(email: str) -> Person:
    from qantara.accounts.models import Person

    found = Person.objects.filter(email__iexact=email).first()
    if found is None:
        raise UnknownError(f"Nobody here has the address {email}: see `qantara accounts list`.")
    return found


def _stopped(why: object) -> int:
    from django.utils.translation import gettext as _

    if isinstance(why, OSError):
        why = f"{why.filename}: {why.strerror}."
    console = Console(stderr=True, highlight=False, soft_wrap=True)
    console.print(_("Stopped."), style="bold red", end=" ")
    console.print(str(why), markup=False)
    return 1
