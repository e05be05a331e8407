"""`qantara evidence`: what an operator does with files of figures. English, like the logs.

The modules that need Django are imported where they are used, so that help is quick.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

if TYPE_CHECKING:
    from qantara.knowledge.evidence.intake import Intake
    from qantara.knowledge.evidence.mapping import Mapping

out = Console(highlight=False, soft_wrap=True)

_FILE = "the file as received: CSV, XLSX, SDMX-CSV or Qantara's template, packed with gzip or not"


def add_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    evidence = commands.add_parser(
        "evidence",
        help="files of figures: read, review, confirm, undo, template",
        description="A file of figures becomes observations in steps. Nothing is stored before "
        "`confirm`, the same file twice changes nothing, and `undo` takes an import back.",
    )
    acts = evidence.add_subparsers(metavar="ACT", required=True)

    read = acts.add_parser("read", help="see what a file says, with or without a mapping")
    read.add_argument("file", type=Path, help=_FILE)
    read.add_argument("--mapping", type=Path, help="what its columns mean (docs/mapping.md)")
    read.add_argument("--rows", type=int, default=8, help="how many rows to show (8)")
    read.set_defaults(run=_read)

    review = acts.add_parser("review", help="see what a file would add, change and refuse")
    _add_file(review)
    review.set_defaults(run=_review)

    confirm = acts.add_parser("confirm", help="store what the review accepts")
    _add_file(confirm)
    confirm.add_argument(
        "--holder", required=True, help="slug of the holder whose evidence this is"
    )
    confirm.add_argument("--by", required=True, help="e-mail address of the person confirming")
    confirm.add_argument(
        "--despite-questions", action="store_true",
        help="store the accepted rows although the mapping leaves questions open",
    )  # fmt: skip
    confirm.set_defaults(run=_confirm)

    undo = acts.add_parser("undo", help="take a confirmed import back")
    undo.add_argument("batch", help="its id, as printed by `confirm`")
    undo.add_argument("--by", required=True, help="e-mail address of the person undoing")
    undo.add_argument("--reason", required=True)
    undo.set_defaults(run=_undo)

    template = acts.add_parser(
        "template", help="make the spreadsheet a city fills in, with what is known already in it"
    )
    template.add_argument("territory", help="slug of the city's territory")
    template.add_argument("language", choices=("ar", "en", "es", "fr"))
    template.add_argument("--to", type=Path, help="where to (TERRITORY-LANGUAGE.xlsx)")
    template.set_defaults(run=_template)


def _add_file(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help=_FILE)
    parser.add_argument(
        "--mapping", type=Path, help="what its columns mean; not needed for Qantara's template"
    )
    parser.add_argument("--language", choices=("ar", "en", "es", "fr"), default="en")
    parser.add_argument(
        "--despite", metavar="KIND", action="append", default=[],
        help="keep contradictions of this kind as the source publishes them",
    )  # fmt: skip


def _read(options: argparse.Namespace) -> int:
    import polars as pl

    from qantara.core import clock
    from qantara.core.errors import DomainError
    from qantara.knowledge.evidence import intake, readers

    try:
        if options.mapping:
            mapping = _mapping(options)
            taken = intake.take_in(options.file, mapping, at=clock.now())
            sheets, frames = taken.sheets, [taken.understood.rows]
        else:
            sheets = readers.read(options.file)
            frames = [sheet.frame for sheet in sheets.sheets]
    except DomainError as error:
        return _stopped(error)
    out.print(
        f"{sheets.format}"
        + (f", {sheets.encoding}" if sheets.encoding else "")
        + (f", cut by {sheets.delimiter!r}" if sheets.delimiter else "")
        + (f", hidden sheets left alone: {', '.join(sheets.hidden)}" if sheets.hidden else "")
    )
    with pl.Config(tbl_rows=options.rows, tbl_cols=20, tbl_width_chars=out.width):
        for frame in frames:
            out.print(str(frame), markup=False)
    return 0


def _review(options: argparse.Namespace) -> int:
    from qantara.core import clock
    from qantara.core.errors import DomainError
    from qantara.knowledge.evidence import intake

    try:
        taken = intake.take_in(options.file, _mapping(options), at=clock.now())
    except DomainError as error:
        return _stopped(error)
    _show(taken, options)
    return 1 if taken.understood.questions else 0


def _confirm(options: argparse.Namespace) -> int:
    from dataclasses import replace

    from qantara.accounts.models import Holder, Person
    from qantara.core import clock
    from qantara.core.errors import DomainError
    from qantara.knowledge.evidence import intake

    at = clock.now()
    try:
        by = Person.objects.get(email=options.by)
        holder = Holder.objects.get(slug=options.holder)
        taken = intake.take_in(options.file, _mapping(options), at=at)
        taken = replace(taken, review=taken.review.despite(options.despite))
        _show(taken, options)
        if taken.understood.questions and not options.despite_questions:
            out.print("Nothing stored: the mapping leaves questions open.")
            return 1
        batch = intake.confirm(taken, holder=holder, by=by, at=at)
    except (DomainError, Person.DoesNotExist, Holder.DoesNotExist) as error:
        return _stopped(error)
    out.print(
        f"Stored: {batch.added} new, {batch.changed} changed, {batch.same} as before."
        f" Import {batch.pk}"
    )
    return 0


def _undo(options: argparse.Namespace) -> int:
    from django.core.exceptions import ValidationError

    from qantara.accounts.models import Person
    from qantara.core import clock
    from qantara.core.errors import DomainError
    from qantara.knowledge.observations.models import Batch
    from qantara.knowledge.observations.undo import undo

    try:
        batch = Batch.objects.get(pk=options.batch)
        by = Person.objects.get(email=options.by)
        undo(batch, by=by, at=clock.now(), reason=options.reason)
    except (DomainError, Batch.DoesNotExist, Person.DoesNotExist, ValidationError) as error:
        return _stopped(error)
    out.print(f"Import {batch.pk} is undone.")
    return 0


def _template(options: argparse.Namespace) -> int:
    from qantara.core import clock
    from qantara.knowledge import frameworks
    from qantara.knowledge.evidence import template
    from qantara.knowledge.observations.figures import figures
    from qantara.network.models import Territory

    try:
        territory = Territory.objects.get(slug=options.territory)
    except Territory.DoesNotExist as error:
        return _stopped(error)
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
    target.write_bytes(content)
    out.print(f"Written: {target}")
    return 0


def _mapping(options: argparse.Namespace) -> Mapping:
    """The mapping named, or the template's own."""
    from qantara.knowledge.evidence import mapping, template

    return mapping.load(options.mapping) if options.mapping else template.mapping_of(options.file)


def _show(taken: Intake, options: argparse.Namespace) -> None:
    """Findings and difference as tables."""
    from django.utils import translation

    from qantara.knowledge.evidence import words

    review = taken.review.despite(options.despite)
    colours = {"question": "magenta", "error": "red", "warning": "yellow", "info": "dim"}
    table = Table(show_edge=False, pad_edge=False)
    for head in ("", "where", "what"):
        table.add_column(head, overflow="fold")
    with translation.override(options.language):
        for finding in (*taken.understood.findings, *review.findings):
            table.add_row(
                f"[{colours[finding.severity]}]{finding.severity}[/]",
                words.place(finding), words.sentence(finding),
            )  # fmt: skip
    if table.row_count:
        out.print(table)
    difference = review.difference
    for row in difference.changed.head(10).iter_rows(named=True):
        out.print(
            f"changed: {row['definition']} {row['breakdown']} {row['period']} {row['territory']}:"
            f" {row['was:value']} → {row['value']}",
            markup=False,
        )
    out.print(
        f"{len(difference.new)} new, {len(difference.changed)} changed, {len(difference.same)} as before,"
        f" {len(difference.missing)} no longer in the file, {len(review.refused)} refused"
    )


def _stopped(error: Exception) -> int:

    Console(stderr=True, highlight=False, soft_wrap=True).print(f"[bold red]Stopped.[/] {error}")
    return 1
