"""The database role of the public site: it cannot read what is not public, whatever the code does.

Row-level security holds it to releases that are public at this moment by the database's clock. It
writes nothing; the one function it may call counts wishes for a translation.
Roles are made by `qantara database roles`, or printed as SQL for whoever runs the server; never by
a migration.
"""

from __future__ import annotations

import secrets

from django.db import connection, transaction
from psycopg import sql

from qantara.releases.wishes import FUNCTION

ROLE = "qantara_public"

#: table -> columns the public role may read, and which rows.
READABLE = {
    "releases_release": (
        (
            "id, address, kind, schema, subject, network, number, voice, audience, public_from, "
            "released_at, languages, card, document, checksum, previous_id, withdrawn_at"
        ),
        "audience = 'public' and public_from <= now() and withdrawn_at is null",
    ),
    "releases_artefact": (
        "id, release_id, language, format, filename, media_type, size, pages, checksum, key",
        "exists (select from releases_release r where r.id = release_id)",
    ),
    "releases_body": (
        "id, release_id, language, renderer, title, summary, html",
        "exists (select from releases_release r where r.id = release_id)",
    ),
    "releases_tombstone": (
        "id, address, kind, subject, number, withdrawn_at, reason",
        "true",
    ),
}


def statements(password: str) -> list[sql.Composed | sql.SQL]:
    """SQL that makes the role, or brings it up to date. Can run again."""
    role = sql.Identifier(ROLE)
    schema = sql.Identifier("public")
    made: list[sql.Composed | sql.SQL] = [
        sql.SQL(
            "do $$ begin if not exists (select from pg_roles where rolname = {name}) then "
            "create role {role} login; end if; end $$"
        ).format(name=sql.Literal(ROLE), role=role),
        sql.SQL(
            "alter role {} nosuperuser nocreatedb nocreaterole noinherit noreplication nobypassrls "
            "login connection limit 40 password {}"
        ).format(role, sql.Literal(password)),
        sql.SQL("alter role {} set search_path = public").format(role),
        sql.SQL("alter role {} set default_transaction_read_only = on").format(role),
        sql.SQL("alter role {} set statement_timeout = '5s'").format(role),
        sql.SQL("revoke all on schema {} from public").format(schema),
        sql.SQL("revoke all on all tables in schema {} from public, {}").format(schema, role),
        sql.SQL("revoke all on all functions in schema {} from public, {}").format(schema, role),
        sql.SQL("alter default privileges revoke execute on functions from public"),
        sql.SQL("grant usage on schema {} to {}").format(schema, role),
        sql.SQL("grant execute on function {} to {}").format(sql.SQL(FUNCTION), role),
    ]
    for table, (columns, rows) in READABLE.items():
        name = sql.Identifier(table)
        policy = sql.Identifier(f"{table}_public")
        made += [
            sql.SQL("grant select ({}) on {} to {}").format(
                sql.SQL(", ").join(sql.Identifier(column.strip()) for column in columns.split(",")),
                name,
                role,
            ),
            sql.SQL("alter table {} enable row level security").format(name),
            sql.SQL("drop policy if exists {} on {}").format(policy, name),
            sql.SQL("create policy {} on {} for select to {} using ({})").format(
                policy, name, role, sql.SQL(rows)
            ),
        ]
    return made


@transaction.atomic
def make(password: str | None = None) -> str:
    """Make or renew the public role; its password. Needs an owner that may create roles."""
    password = password or secrets.token_urlsafe(24)
    with connection.cursor() as cursor:
        for statement in statements(password):
            cursor.execute(statement)
    return password


def as_text(password: str) -> str:
    """The same as SQL to be run by hand."""
    connection.ensure_connection()
    return "".join(f"{each.as_string(connection.connection)};\n" for each in statements(password))
