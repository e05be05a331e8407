"""`qantara roles`: the table of what each role may do, as docs/roles.md prints it."""

from __future__ import annotations

import argparse

from qantara.cli import out


def add_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    roles = commands.add_parser(
        "roles",
        help="print what each role may do",
        description="Prints the table of roles and actions as it stands in the code, in Markdown. "
        "With --write it becomes docs/roles.md.",
    )
    roles.add_argument("--write", action="store_true", help="write docs/roles.md")
    roles.set_defaults(run=print_roles)


def print_roles(options: argparse.Namespace) -> None:
    from qantara.accounts import table
    from qantara.config import environment

    if not options.write:
        out.print(table.markdown(), markup=False, soft_wrap=True)
        return
    path = environment.ROOT / "docs" / "roles.md"
    path.write_text(table.markdown(), encoding="utf-8")
    out.print(f"{path.name} is up to date.")
