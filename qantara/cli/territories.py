"""`qantara network territories`: the places of an official list."""

from __future__ import annotations

import argparse
from pathlib import Path

from qantara.cli import out
from qantara.cli.acting import refusals


def add_command(acts: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    territories = acts.add_parser(
        "territories",
        help="put the places of an official list on record, from CSV",
        description="Puts the places of a statistics office's list on record, with their names and "
        "official codes (docs/network.md), so that figures find them by code. All of the list or "
        "nothing; loading it again changes what it says otherwise and deletes nothing.",
    )
    territories.add_argument("file", type=Path, help="the list: CSV in UTF-8")
    territories.add_argument(
        "--dry-run", action="store_true", help="say what would change; store nothing"
    )
    territories.set_defaults(run=load_list)


def load_list(options: argparse.Namespace) -> None:
    from django.db import transaction

    from qantara.core import clock
    from qantara.network.territories.load import load

    with refusals(), transaction.atomic():
        loaded = load(options.file, at=clock.now())
        transaction.set_rollback(options.dry_run)
    would = "would be " if options.dry_run else ""
    said = (
        (len(loaded.added), f"{would}added"),
        (len(loaded.changed), f"{would}changed"),
        (loaded.same, "as before"),
    )
    out.print("Territories: " + ", ".join(f"{count} {done}" for count, done in said if count) + ".")
    if loaded.changed:
        shown = ", ".join(loaded.changed[:10])
        out.print(f"Changed: {shown}{', …' if len(loaded.changed) > 10 else ''}")
