"""`qantara audit`: prove that the log of acts is whole, and note down how far it reaches."""

from __future__ import annotations

import argparse
from pathlib import Path

from qantara.cli import CommandFailed, out


def add_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    audit = commands.add_parser("audit", help="the log of who did what: prove it, note its heads")
    acts = audit.add_subparsers(metavar="ACT", required=True)

    verify = acts.add_parser(
        "verify",
        help="prove that no line was changed, taken out or put in",
        description="Reckons every seal of the log anew, and looks for each head that was noted down "
        "earlier: a chain that was cut short or made anew has lost one. Changes nothing; exit status "
        "1 where something is found.",
    )
    _add_file(verify, "heads noted down earlier")
    verify.set_defaults(run=verify_log)

    head = acts.add_parser(
        "head",
        help="seal what is new and note down the heads of all chains",
        description="Seals what is new and adds to a file, outside the database, the heads that moved "
        "on. The worker does the same every hour. Keep the file where the database's keeper cannot "
        "change it.",
    )
    _add_file(head, "the file to add to")
    head.set_defaults(run=note_heads)


def _add_file(parser: argparse.ArgumentParser, what: str) -> None:
    parser.add_argument("--heads", type=Path, metavar="FILE", help=f"{what} (QANTARA_AUDIT_HEADS)")


def verify_log(options: argparse.Namespace) -> int:
    from django.conf import settings

    from qantara.core import audit, audit_heads

    path = options.heads or settings.AUDIT_HEADS
    if options.heads and not path.exists():
        raise CommandFailed(f"There is no file {path}.")
    try:
        kept = list(audit_heads.kept(path))
        lost = audit.lost(kept)
    except (ValueError, KeyError, TypeError) as error:
        raise CommandFailed(f"{path} is no list of heads, or is damaged.") from error
    line = audit.broken(settings.AUDIT_KEY().encode())
    if line:
        out.print(f"[red]✗[/] Line {line.pk} does not fit its seal or its place.")
    for head in lost:
        out.print(
            f"[red]✗[/] The chain of {head.holder or 'the instance'} had a place {head.place} that is "
            "there no more, or is another line now."
        )
    if not line and not lost:
        out.print(f"[green]✓[/] Every seal fits, and so do {len(kept)} heads noted down in {path}.")
    return 1 if line or lost else 0


def note_heads(options: argparse.Namespace) -> None:
    from django.conf import settings

    from qantara.core import audit, audit_heads, clock

    while audit.seal(settings.AUDIT_KEY().encode()):
        pass
    path = options.heads or settings.AUDIT_HEADS
    moved = audit_heads.note(path, at=clock.now())
    out.print(f"{moved} heads moved on; they are noted down in {path}.")
