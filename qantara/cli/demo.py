"""`qantara demo`: from nothing to a running demonstration."""

from __future__ import annotations

import argparse
import errno
import shutil

from qantara.cli import CommandFailed, out

ROOM = 1_000_000_000  # bytes: database, its log, fonts, files


def add_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    demo = commands.add_parser(
        "demo",
        help="load the demonstration and serve it",
        description="Makes the database, loads two networks (the public record of MC2CM, and one "
        "that does not exist), releases their pages and serves site and desk. The "
        "second time it only serves.",
    )
    demo.add_argument("--load-only", action="store_true", help="load, but do not serve")
    demo.add_argument(
        "--code", action="store_true",
        help="print the code that the demonstration's authenticator app shows now, and stop",
    )  # fmt: skip
    demo.add_argument("--forget", action="store_true", help="delete database and files, and stop")
    demo.set_defaults(run=run, needs_django=False)


def run(options: argparse.Namespace) -> int:
    from qantara.config import environment

    if options.forget:
        return _forget()
    if options.code:
        return _print_code()
    try:
        environment.var().mkdir(parents=True, exist_ok=True)
        _demand_room(environment.var())
        return _load_and_serve(options)
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise CommandFailed(
                "The disk is full. Free about 1 GB and run `make demo` again: it goes on where it stopped."
            ) from error
        raise


def _load_and_serve(options: argparse.Namespace) -> int:
    import django

    from qantara.cli import build, database, serve
    from qantara.config import environment
    from qantara.core import embedded

    build.run()
    try:
        django.setup()
    except embedded.EmbeddedServerError as error:
        raise CommandFailed(str(error)) from error
    if not options.load_only:
        serve.free_ports()
    from qantara.demo import load

    if not load.is_loaded():
        database.run_migrations()
        load.everything(out)
    database.make_roles()
    _print_accounts()
    if options.load_only:
        return 0
    try:
        return serve.run(
            argparse.Namespace(host="127.0.0.1", workers=1, site_port=None, desk_port=None)
        )
    finally:
        if not environment.text("DATABASE_URL"):
            embedded.stop(embedded.locate(environment.var()))


def _print_accounts() -> None:
    """One account for each role, the password of all, and the app of those who need a code."""
    from rich.table import Table

    from qantara.accounts.factors import keep, totp
    from qantara.demo import people, underway

    table = Table("role", "e-mail address", "signs in with", box=None)
    for title, mailbox in people.SHOWN.items():
        proof = "password, then code" if title in keep.DEMANDING else "password"
        table.add_row(title, f"{mailbox}@example.org", proof)
    out.print("\nPeople of the demonstration; none of them exists:")
    out.print(table)
    stages = Table("or, at another stage", "what waits there", box=None)
    for mailbox, stage in underway.STAGES.items():
        stages.add_row(f"{mailbox}@example.org", stage)
    out.print(stages)
    out.print(f"Password of all of them: [bold]{people.password()}[/]")
    out.print(
        f"Code: `qantara demo --code` prints it, or add [bold]{totp.letters(people.app())}[/] to an "
        "authenticator app. Each code works once for each person."
    )


def _print_code() -> int:
    """Of the demonstration's own secret, which is made with it: people in earnest have theirs."""
    import django

    from qantara.config import environment

    if not (environment.var() / "demo.authenticator").exists():
        raise CommandFailed("There is no demonstration here. `make demo` loads it.")
    django.setup()
    from qantara.core import clock
    from qantara.demo import people

    out.print(people.code(clock.now()))
    return 0


def _forget() -> int:
    from qantara.config import environment
    from qantara.core import embedded

    embedded.destroy(embedded.locate(environment.var()))
    shutil.rmtree(environment.var(), ignore_errors=True)
    out.print("Database and files of the demonstration are gone.")
    return 0


def _demand_room(folder: object) -> None:
    free = shutil.disk_usage(str(folder)).free
    if free < ROOM:
        raise CommandFailed(
            f"Only {free // 1_000_000} MB are free where {folder} lies; the demonstration needs about "
            f"{ROOM // 1_000_000}. Free some, or put it elsewhere: QANTARA_VAR=/path make demo"
        )
