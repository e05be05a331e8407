"""`qantara database`: tables, roles, proof."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

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
        help="make the database roles of site, desk and worker, and fence their rows",
        description="Makes the roles qantara_public, qantara_desk and qantara_worker, each with the "
        "rights it needs and no more, and fences the rows of each holder; keeps their addresses in "
        "var/public-database.url, desk-database.url and worker-database.url. Run it again after every "
        "upgrade. With --sql prints the statements instead, for whoever runs the server; choose the "
        "password yourself.",
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

    from qantara.config import database_roles
    from qantara.releases import public_role

    if options is not None and options.sql:
        out.print(database_roles.as_text(options.sql), markup=False, soft_wrap=True)
        return
    try:
        passwords = database_roles.make()
    except ProgrammingError as error:
        raise CommandFailed(
            "The database user may not make roles. Print the statements with "
            "`qantara database roles --sql PASSWORD`, have them run by whoever may, and set "
            "QANTARA_PUBLIC_DATABASE_URL, QANTARA_DESK_DATABASE_URL and QANTARA_WORKER_DATABASE_URL."
        ) from error
    desk, worker = database_roles.roles()
    for name, role in {"public": public_role.ROLE, "desk": desk, "worker": worker}.items():
        address = _address(connection.settings_dict, role, passwords[role])
        _keep(settings.VAR / f"{name}-database.url", address)
    out.print("The roles of site, desk and worker are made; each process connects as its own.")


def _keep(path: Path, address: str) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(address)


def check_store(options: argparse.Namespace) -> int:
    from django.conf import settings

    from qantara.core import audit
    from qantara.knowledge.observations import check
    from qantara.releases import prove

    problems = list(prove.problems()) + list(check.problems())
    if line := audit.broken(settings.AUDIT_KEY().encode()):
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


def _address(database: dict[str, object], role: str, password: str) -> str:
    from urllib.parse import quote

    host, port = str(database["HOST"]), str(database["PORT"] or "")
    name = quote(str(database["NAME"]))
    if host.startswith("/"):
        return f"postgresql://{role}:{password}@/{name}?host={quote(host, safe='')}"
    return (
        f"postgresql://{role}:{password}@{host or 'localhost'}{f':{port}' if port else ''}/{name}"
    )
