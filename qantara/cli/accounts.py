"""`qantara accounts`: who works here, and what they may do for whom."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from qantara.cli import CommandFailed, out
from qantara.cli.acting import person, refusals

#: As in accounts.models.Role.Title, said here so that help is quick.
TITLES = ("officer", "signatory", "reviewer", "coordinator", "reader")


def add_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    accounts = commands.add_parser("accounts", help="people and their roles")
    acts = accounts.add_subparsers(metavar="ACT", required=True)

    add = acts.add_parser(
        "add-person",
        help="make somebody known here",
        description="Makes somebody known here. They may do nothing before they are granted a role, "
        "and can sign in at the desk once they have a password.",
    )
    add.add_argument("email", help="e-mail address, by which they sign in")
    add.add_argument("--name", required=True, help="name, as colleagues know them")
    add.add_argument(
        "--language", required=True, choices=("ar", "en", "es", "fr"), help="language of their desk"
    )
    add.add_argument(
        "--password-from", metavar="FILE",
        help="file whose first line is the password, or - to read it from standard input; 12 "
        "characters or more",
    )  # fmt: skip
    add.set_defaults(run=add_person)

    grant = acts.add_parser(
        "grant",
        help="give a person a role with a city or secretariat",
        description="Gives a person a role with a holder: the city or secretariat they act for. "
        "Officers and coordinators record figures and draft, reviewers check, signatories approve, "
        "readers read. A signatory of the holder grants its roles; only the first signatory of a "
        "holder is set up without --by.",
    )
    grant.add_argument("email", help="whose role it becomes")
    grant.add_argument("title", choices=TITLES, help="the role")
    grant.add_argument("holder", help="slug of the holder, as `qantara accounts list` shows it")
    grant.add_argument("--by", metavar="E-MAIL", help="the signatory who grants it")
    grant.set_defaults(run=grant_role)

    listing = acts.add_parser(
        "list",
        help="holders and who acts for them",
        description="Lists every holder and who acts for it today, or one holder alone.",
    )
    listing.add_argument("--holder", help="slug of one holder")
    listing.set_defaults(run=list_roles)


def add_person(options: argparse.Namespace) -> None:
    from qantara.accounts import people
    from qantara.core import clock

    with refusals():
        added = people.add_person(
            options.email,
            name=options.name,
            language=options.language,
            password=_password(options.password_from),
            by=None,
            at=clock.now(),
        )
    out.print(f"{added.name} is known here as {added.email}. Give them a role: `accounts grant`.")


def grant_role(options: argparse.Namespace) -> None:
    from qantara.accounts import people
    from qantara.accounts.models import Holder
    from qantara.core import clock

    holder = Holder.objects.filter(slug=options.holder).first()
    if holder is None:
        raise CommandFailed(
            f"There is no holder “{options.holder}”. `qantara accounts list` shows them."
        )
    by = person(options.by) if options.by else None
    with refusals():
        role = people.grant_role(
            person(options.email), options.title, holder=holder, by=by, at=clock.now()
        )
    out.print(f"{role.person.name} is {role.title} of {holder.slug} from now on.")


def list_roles(options: argparse.Namespace) -> None:
    from rich.table import Table

    from qantara.accounts.models import Holder, Role
    from qantara.accounts.roles import in_force
    from qantara.core import clock

    holders = Holder.objects.order_by("slug")
    if options.holder:
        holders = holders.filter(slug=options.holder)
    roles = Role.objects.filter(in_force(clock.now()), holder__in=holders)
    held: dict[object, list[tuple[str, str]]] = {}
    for role in roles.select_related("person").order_by("title", "person__email"):
        held.setdefault(role.holder_id, []).append((role.title, role.person.email))
    table = Table("holder", "kind", "role", "person", box=None)
    for holder in holders:
        for title, email in held.get(holder.pk, [("", "nobody yet")]):
            table.add_row(holder.slug, holder.kind, title, email)
    out.print(table)


def _password(source: str | None) -> str | None:
    if source is None:
        return None
    if source == "-":
        return sys.stdin.readline().rstrip("\r\n")
    try:
        return Path(source).read_text(encoding="utf-8").partition("\n")[0].rstrip("\r")
    except OSError as error:
        raise CommandFailed(
            f"The password cannot be read from {source}: {error.strerror}."
        ) from error
