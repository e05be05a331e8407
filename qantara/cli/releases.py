"""`qantara releases`: what is drafted and released, and the pages made of it."""

from __future__ import annotations

import argparse

from qantara.cli import gate, out


def add_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    releases = commands.add_parser("releases", help="draft, sign, release, withdraw, list")
    acts = releases.add_subparsers(metavar="ACT", required=True)
    listing = acts.add_parser(
        "list",
        help="every release, newest first",
        description="Lists every release, newest first, with who may read it and its address.",
    )
    listing.add_argument("--subject", help="of one place or network only, such as vienna")
    listing.set_defaults(run=list_all)
    render = acts.add_parser(
        "render",
        help="render again the pages an older renderer made",
        description="Renders again the pages that an older Qantara made. Releases and files stay.",
    )
    render.set_defaults(run=render_all)
    publish = acts.add_parser(
        "publish",
        help="make public what is due",
        description="Makes public every release whose hour has come, as the worker does each minute.",
    )
    publish.set_defaults(run=publish_due)
    sweep = acts.add_parser(
        "sweep",
        help="clear away files no release or evidence names",
        description="Deletes files that an act left behind which was ended before it was done. Those "
        "of the last hour stay, since their act may still run; the worker does so each hour.",
    )
    sweep.set_defaults(run=sweep_files)
    gate.add_commands(acts)


def list_all(options: argparse.Namespace) -> None:
    from rich.table import Table

    from qantara.releases.models import Release

    rows = Release.objects.order_by("-released_at")
    if options.subject:
        rows = rows.filter(subject=options.subject)
    table = Table("released", "kind", "subject", "number", "voice", "audience", "address", box=None)
    for row in rows.defer("document", "card"):
        state = "withdrawn" if row.withdrawn_at else row.audience
        table.add_row(
            f"{row.released_at:%Y-%m-%d}",
            row.kind,
            row.subject,
            str(row.number),
            row.voice,
            state,
            f"/r/{row.address}",
        )
    out.print(table)


def render_all(options: argparse.Namespace) -> None:
    from qantara.releases.bodies import render_outdated

    out.print(f"{render_outdated()} releases rendered again.")


def publish_due(options: argparse.Namespace) -> None:
    from qantara.releases import site

    out.print(f"{len(site.bring_up_to_date())} releases became public.")


def sweep_files(options: argparse.Namespace) -> None:
    from qantara.core import clock
    from qantara.releases.sweep import sweep

    out.print(f"{sweep(clock.now())} files cleared away.")
