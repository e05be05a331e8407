"""The database roles of desk and worker, their rights and the fence of rows (``rights``).

The owner migrates and does what the command line is for. The desk's role changes no table, reads no
row of a holder its person has no part in, adds to the audit log and takes nothing from it; the worker's
reaches every row, and few tables for more than reading. Both are made by `qantara database roles`, beside
the public site's (``releases.public_role``), or printed as SQL for whoever runs the server.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable, Iterator, Mapping

from django.db import connection, transaction
from psycopg import sql

from qantara.config import rights
from qantara.releases import public_role

DESK, WORKER = "qantara_desk", "qantara_worker"

Statement = sql.Composed | sql.SQL

_RIGHT = re.compile(r"([siud])(?:\((\w+)\))?")
_VERBS = {"s": "select", "i": "insert", "u": "update", "d": "delete"}


def roles() -> tuple[str, str]:
    """The names of both roles, desk first."""
    return DESK, WORKER


def statements(passwords: Mapping[str, str], database: str) -> list[Statement]:
    """SQL that makes both roles, or brings them up to date. Can run again."""
    made: list[Statement] = []
    for role in roles():
        made += _role(role, passwords[role], database)
    for schema, tables in (("public", rights.TABLES), ("site", rights.SITE)):
        for name in _present(schema, tables):
            made += _granted(schema, name, tables[name])
    for name in _present("public", rights.TABLES):
        made += _fenced(name, rights.TABLES[name])
    made += _queue()
    return made


def _role(role: str, password: str, database: str) -> Iterator[Statement]:
    name, here = sql.Identifier(role), sql.Identifier(database)
    yield sql.SQL(
        "do $$ begin if not exists (select from pg_roles where rolname = {}) then "
        "create role {} login; end if; end $$"
    ).format(sql.Literal(role), name)
    yield sql.SQL(
        "alter role {} nosuperuser nocreatedb nocreaterole noinherit noreplication nobypassrls "
        "login connection limit 40 password {}"
    ).format(name, sql.Literal(password))
    yield sql.SQL("alter role {} set idle_in_transaction_session_timeout = '10min'").format(name)
    yield sql.SQL("revoke all on database {} from {}").format(here, name)
    # Temporary tables: rows that were reviewed are copied there first.
    yield sql.SQL("grant connect, temporary on database {} to {}").format(here, name)
    for schema in ("public", "site"):
        yield sql.SQL("revoke all on schema {} from {}").format(sql.Identifier(schema), name)
        yield sql.SQL("grant usage on schema {} to {}").format(sql.Identifier(schema), name)
        for things in ("tables", "sequences", "routines"):
            yield sql.SQL("revoke all on all {} in schema {} from {}").format(
                sql.SQL(things), sql.Identifier(schema), name
            )


def _granted(schema: str, table: str, right: rights.Table) -> Iterator[Statement]:
    for role, letters in zip(roles(), (right.desk, right.worker), strict=True):
        granted = [
            sql.SQL(_VERBS[letter])
            + (sql.SQL(" ({})").format(sql.Identifier(column)) if column else sql.SQL(""))
            for letter, column in _RIGHT.findall(letters)
        ]
        if granted:
            yield sql.SQL("grant {} on {} to {}").format(
                sql.SQL(", ").join(granted), sql.Identifier(schema, table), sql.Identifier(role)
            )


def _fenced(table: str, right: rights.Table) -> Iterator[Statement]:
    name = sql.Identifier("public", table)
    for policy in ("own", "shown"):
        yield sql.SQL("drop policy if exists {} on {}").format(sql.Identifier(policy), name)
    if not right.own:
        yield sql.SQL("alter table {} no force row level security").format(name)
        yield sql.SQL("alter table {} disable row level security").format(name)
        return
    yield sql.SQL("alter table {} enable row level security").format(name)
    yield sql.SQL("alter table {} force row level security").format(name)
    yield from _policies(table, name, right)


def _policies(table: str, name: sql.Identifier, right: rights.Table) -> Iterator[Statement]:
    own = sql.SQL(right.own)
    if table == "core_auditline":
        # Whoever acts is written down, whatever they may read.
        yield sql.SQL("create policy own on {} using ({}) with check (true)").format(name, own)
    else:
        yield sql.SQL("create policy own on {} using ({})").format(name, own)
    if right.shown:
        yield sql.SQL("create policy shown on {} for select using ({})").format(
            name, sql.SQL(right.shown)
        )


def _queue() -> Iterator[Statement]:
    """The queue is functions, sequences and types of its library; `rights` says who may put in and take out."""
    both = sql.SQL(", ").join(map(sql.Identifier, roles()))
    for name in _asked(
        "select c.relname from pg_class c where c.relnamespace = 'public'::regnamespace "
        "and c.relkind = 'S' and c.relname like 'procrastinate%'"
    ):
        yield sql.SQL("grant usage on sequence {} to {}").format(
            sql.Identifier("public", name), both
        )
    for name in _asked(
        "select p.oid::regprocedure::text from pg_proc p "
        "where p.pronamespace = 'public'::regnamespace and p.proname like 'procrastinate%'"
    ):
        yield sql.SQL("grant execute on function {} to {}").format(sql.SQL(name), both)
    for name in _asked(
        "select t.typname from pg_type t where t.typnamespace = 'public'::regnamespace "
        "and t.typname like 'procrastinate%' and t.typtype in ('e', 'c')"
    ):
        yield sql.SQL("grant usage on type {} to {}").format(sql.Identifier("public", name), both)


def _present(schema: str, tables: Iterable[str]) -> list[str]:
    """Those of ``tables`` that there are."""
    found = set(_asked(f"select tablename from pg_tables where schemaname = '{schema}'"))  # noqa: S608
    return [name for name in tables if name in found]


def _asked(question: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return [name for (name,) in cursor.fetchall()]


@transaction.atomic
def make(passwords: Mapping[str, str] | None = None) -> dict[str, str]:
    """Make or renew the roles of public site, desk and worker: role -> password.

    Raises ProgrammingError where the database user may not make roles.
    """
    made = {role: secrets.token_urlsafe(24) for role in (public_role.ROLE, *roles())}
    made |= passwords or {}
    public_role.make(made[public_role.ROLE])
    with connection.cursor() as cursor:
        for statement in statements(made, str(connection.settings_dict["NAME"])):
            cursor.execute(statement)
    return made


def as_text(password: str) -> str:
    """The same as SQL to be run by hand; all three get the same password, to be changed afterwards."""
    connection.ensure_connection()
    made = statements(dict.fromkeys(roles(), password), str(connection.settings_dict["NAME"]))
    own = "".join(f"{each.as_string(connection.connection).strip()};\n" for each in made)
    return public_role.as_text(password) + own
