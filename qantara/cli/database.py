"""`qantara database`: tables, roles, proof."""

from __future__ import annotations

import argparse
import os

from qantara.cli import CommandFailed, out


def add_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    database = commands.add_parser("database", help="tables, roles, checks of what is stored")
    acts = database.add_subparsers(metavar="ACT", required=True)

    migrate = acts.add_parser(
        "migrate",
        help="make the tables, or bring them up to date",
        description="Makes the tables, or brings them up to date after an upgrade.",
    )
    migrate.set_defaults(run=lambda options: run_migrations())

    roles = acts.add_parser(
        "roles",
        help="make the public site's database role",
        description="Makes the role qantara_public, which can read what is public now and nothing "
        "else, and keeps its address in var/public-database.url. With --sql prints "
        "the statements instead, for whoever runs the server; choose the password yourself.",
    )
    roles.add_argument("--sql", metavar="PASSWORD", help="print SQL with this password")
    roles.set_defaults(run=make_roles)

    check = acts.add_parser(
        "check",
        help="prove that audit log, releases and figures are sound",
        description="Looks for what should not exist: figures that contradict each other, releases or "
        "files that are not what their checksums say, lines of the audit log that were changed. "
        "Changes nothing; exit status 1 where something is found.",
    )
    check.set_defaults(run=check_store)

    stop = acts.add_parser(
        "stop",
        help="stop the embedded server",
        description="Stops the embedded server. What is written stays; any command starts it again.",
    )
    stop.set_defaults(run=stop_server, needs_django=False)


def run_migrations() -> None:
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    out.print("The tables are up to date.")


def make_roles(options: argparse.Namespace | None = None) -> None:
    from django.conf import settings
    from django.db import connection
    from django.db.utils import ProgrammingError

    from qantara.releases import public_role

    if options is not None and options.sql:
        out.print(public_role.as_text(options.sql), markup=False)
        return
    try:
        password = public_role.make()
    except ProgrammingError as error:
        raise CommandFailed(
            "The database user may not make roles. Print the statements with "
            "`qantara database roles --sql PASSWORD` and have them run by whoever may."
        ) from error
    address = _public_address(connection.settings_dict, public_role.ROLE, password)
    kept = settings.VAR / "public-database.url"
    with os.fdopen(os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(address)
    out.print("The public role is made; the site reads through it.")


def check_store(options: argparse.Namespace) -> int:
    from django.conf import settings

    from qantara.core import audit
    from qantara.knowledge.observations import check
    from qantara.releases import prove

    problems = list(prove.problems()) + list(check.problems())
    if line := audit.broken(settings.SECRET_KEY.encode()):
        problems.append(f"audit log: line {line.pk} does not fit its seal")
    for problem in problems:
        out.print(f"[red]✗[/] {problem}")
    if not problems:
        out.print("[green]✓[/] Figures, releases, files and audit log are sound.")
    return 1 if problems else 0


def stop_server(options: argparse.Namespace) -> None:
    from qantara.config import environment
    from qantara.core import embedded

    embedded.stop(embedded.locate(environment.var()))
    out.print("The embedded database has stopped.")


def _public_address(database: dict[str, object], role: str, password: str) -> str:
    from urllib.parse import quote

    host, port = str(database["HOST"]), str(database["PORT"] or "")
    name = quote(str(database["NAME"]))
    if host.startswith("/"):
        return f"postgresql://{role}:{password}@/{name}?host={quote(host, safe='')}"
    return (
        f"postgresql://{role}:{password}@{host or 'localhost'}{f':{port}' if port else ''}/{name}"
    )
