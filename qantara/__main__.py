"""The `qantara` command."""

from __future__ import annotations

import argparse
import os
import sys

DESCRIPTION = """\
Qantara: the platform on which networks of cities run their work on migration.

  qantara demo                   set up, load the demonstration, serve it
  qantara network load FILE      begin a network of your own
  qantara evidence read FILE     see what a file of figures says
  qantara database check         prove that what is stored is sound
  qantara backup FOLDER          keep database and files
"""


def parser() -> argparse.ArgumentParser:
    """Every command with its options. Asks Django for nothing, so that help is quick."""
    from qantara.cli import (
        accounts,
        audit,
        backup,
        build,
        database,
        demo,
        gazetteer,
        identity,
        messages,
        network,
        releases,
        roles,
        serve,
    )

    top = argparse.ArgumentParser(
        prog="qantara",
        description=DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="Each command explains itself: qantara COMMAND --help",
    )
    commands = top.add_subparsers(title="commands", metavar="COMMAND", required=True)
    modules = (
        demo, serve, build, database, backup, network, gazetteer, accounts, identity, roles, audit,
        releases, messages,
    )  # fmt: skip
    for module in modules:
        module.add_commands(commands)
    _add_knowledge(commands)
    return top


def main(arguments: list[str] | None = None) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qantara.config.settings")
    options = parser().parse_args(arguments)
    if getattr(options, "needs_django", True):
        _start_django()
    from django.db.utils import OperationalError, ProgrammingError
    from psycopg.errors import UndefinedColumn, UndefinedTable

    from qantara.cli import CommandFailed

    try:
        return options.run(options) or 0
    except KeyboardInterrupt:
        return 130
    except OperationalError as error:
        raise CommandFailed(
            f"The database does not answer: {str(error).splitlines()[0]}. "
            "Check DATABASE_URL, and that the server runs."
        ) from error
    except ProgrammingError as error:
        if not isinstance(error.__cause__, UndefinedTable | UndefinedColumn):
            raise
        raise CommandFailed(
            "The database has no tables yet, or those of another version: "
            "`qantara database migrate`, then `qantara database roles`."
        ) from error


def _add_knowledge(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    from qantara.knowledge.evidence import commands as evidence

    evidence.add_commands(commands)


def _start_django() -> None:
    import django

    from qantara.cli import CommandFailed
    from qantara.core.embedded import EmbeddedServerError

    try:
        django.setup()
    except EmbeddedServerError as error:
        raise CommandFailed(str(error)) from error


if __name__ == "__main__":
    sys.exit(main())
