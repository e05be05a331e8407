"""`qantara network`: who takes part, from a file that says so; and what a network says of itself."""

from __future__ import annotations

import argparse
from collections import Counter
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from qantara.cli import CommandFailed, out, territories
from qantara.cli.acting import person, refusals

if TYPE_CHECKING:
    from qantara.network.load import Loaded
    from qantara.network.models import Network

#: Tables as their rows are counted: one, several.
_COUNTED = {
    "caution": ("caution", "cautions"),
    "fact": ("fact", "facts"),
    "funding": ("funding", "fundings"),
    "holder": ("holder", "holders"),
    "involvement": ("part of an organisation", "parts of organisations"),
    "member": ("member", "members"),
    "network": ("network", "networks"),
    "organisation": ("organisation", "organisations"),
    "participation": ("participation", "participations"),
    "phase": ("phase", "phases"),
    "standing": ("place of a member", "places of members"),
    "territory": ("territory", "territories"),
}


def add_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    network = commands.add_parser("network", help="networks, their members, their directory")
    acts = network.add_subparsers(metavar="ACT", required=True)

    load = acts.add_parser(
        "load",
        help="begin a network, or bring it up to date, from its file",
        description="Brings a network on record to what its file says (docs/network.md): phases, "
        "territories, members, organisations. The first time it makes the holders too: the "
        "secretariat, and one for each member. Loading again changes what the file says "
        "otherwise and deletes nothing. Nothing of it is public before a directory is released.",
    )
    load.add_argument("file", type=Path, help="the network's file, such as network.toml")
    load.add_argument(
        "--by", metavar="E-MAIL", help="the coordinator who changes it; else whoever runs this"
    )
    load.add_argument("--dry-run", action="store_true", help="say what would change; store nothing")
    load.set_defaults(run=load_file)

    territories.add_command(acts)

    listing = acts.add_parser(
        "list",
        help="the networks on record",
        description="Lists the networks on record, with their secretariat and number of members.",
    )
    listing.set_defaults(run=list_networks)

    members = acts.add_parser(
        "members",
        help="who takes part, on any day",
        description="Lists who took part in a network on a day, and since when.",
    )
    members.add_argument("network", help="slug of the network")
    members.add_argument(
        "--on", type=_day, metavar="DATE", help="such as 2017-06-01; default: today"
    )
    members.set_defaults(run=list_members)

    draft = acts.add_parser(
        "draft",
        help="draft the directory of members or the indicator catalogue",
        description="Drafts what a network says of itself as it stands now, and brings it to the "
        "gate as a case: `qantara releases review` takes it from there. The site shows a network "
        "once its directory is released.",
    )
    draft.add_argument("network", help="slug of the network")
    draft.add_argument(
        "--kind", choices=("directory", "framework", "toolkit"), default="directory",
        help="the directory of members, or the indicators it works with (%(default)s)",
    )  # fmt: skip
    draft.add_argument("--by", required=True, metavar="E-MAIL", help="who drafts it")
    draft.set_defaults(run=draft_document)


def load_file(options: argparse.Namespace) -> None:
    from django.db import transaction

    from qantara.core import clock
    from qantara.network.file import read
    from qantara.network.load import load_network

    by = person(options.by) if options.by else None
    with refusals(), transaction.atomic():
        loaded = load_network(read(options.file), by=by, at=clock.now())
        _say(loaded, would="would be " if options.dry_run else "")
        transaction.set_rollback(options.dry_run)
    if not options.dry_run and loaded.added["network"]:
        out.print(
            f"Next: people (`qantara accounts --help`). The secretariat is the holder "
            f"{loaded.network.holder.slug}; each member is a holder of its own slug."
        )


def list_networks(options: argparse.Namespace) -> None:
    from django.db.models import Count
    from rich.table import Table

    from qantara.network.models import Network

    table = Table("network", "name", "secretariat", "members", box=None)
    rows = Network.objects.select_related("holder").annotate(count=Count("participations"))
    for row in rows.order_by("slug"):
        table.add_row(row.slug, _name(row.name), row.holder.slug, str(row.count))
    out.print(table if table.row_count else "No network is on record: `qantara network load FILE`.")


def list_members(options: argparse.Namespace) -> None:
    from rich.table import Table

    from qantara.core import clock
    from qantara.network.members import members_on

    day = options.on or clock.now().date()
    table = Table("member", "name", "places", "role", "since", "until", box=None)
    for row in members_on(_network(options.network), day):
        places = [standing.territory.slug for standing in row.member.standing_set.all()]
        table.add_row(
            row.member.slug, _name(row.member.name), ", ".join(places), row.role,
            str(row.valid_from or "not recorded"), str(row.valid_to or ""),
        )  # fmt: skip
    out.print(table if table.row_count else f"Nobody took part on {day}.")


def draft_document(options: argparse.Namespace) -> None:
    from django.conf import settings

    from qantara.action.toolkit.document import document as toolkit_document
    from qantara.action.toolkit.guide import shipped
    from qantara.core import clock
    from qantara.knowledge import frameworks
    from qantara.knowledge.frameworks.document import framework_document
    from qantara.network.directory import directory_document, network_facts
    from qantara.releases.gate import open_case

    network = _network(options.network)
    if options.kind == "directory":
        document = directory_document(network)
    elif options.kind == "toolkit":
        document = toolkit_document(
            shipped(), network_facts(network), is_demonstration=network.is_demonstration
        )
    else:
        document = framework_document(
            frameworks.default(), network_facts(network), is_demonstration=network.is_demonstration
        )
    with refusals():
        case = open_case(
            options.kind, document, subject=network.slug, holder=network.holder,
            by=person(options.by), at=clock.now(),
        )  # fmt: skip
    out.print(f"Draft {case.pk}: {case.kind} of {case.subject}.")
    out.print(f"Read it at the desk: {settings.DESK_URL}/en/cases/{case.pk}/")
    out.print("It waits for a reviewer: `qantara releases review`.")


def _say(loaded: Loaded, *, would: str) -> None:
    name = loaded.network.slug
    if loaded.is_as_before:
        out.print(f"{name} is as the file says. Nothing changed.")
    for rows, done in ((loaded.added, "added"), (loaded.changed, "changed")):
        if rows:
            out.print(f"{name}: {_counted(rows)} {would}{done}.")
    if loaded.unnamed:
        out.print(
            f"On record but not in the file, and left as they are: {', '.join(loaded.unnamed)}. "
            "Who no longer takes part is given a day in `to`."
        )


def _counted(rows: Counter[str]) -> str:
    return ", ".join(
        f"{count} {_COUNTED[table][count != 1]}" for table, count in sorted(rows.items())
    )


def _network(slug: str) -> Network:
    from qantara.network.models import Network

    network = Network.objects.filter(slug=slug).first()
    if network is None:
        raise CommandFailed(f"There is no network “{slug}”. `qantara network list` shows them.")
    return network


def _name(name: dict[str, str]) -> str:
    return name.get("en") or next(iter(name.values()), "")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is no day such as 2017-06-01") from error
