"""The database role of the public site: it reaches what is public now, whatever the code does.

It may look into one schema, ``site``, which holds copies (``releases.site``), and its search path is
that schema. It has no right to any other schema, table, function, sequence or type of ours, to make
anything, or to write; the one thing it may add is a wish for a translation, which it cannot read.
Roles are made by `qantara database roles`, or printed as SQL for whoever runs the server; never by
a migration.
"""

from __future__ import annotations

import secrets

from django.db import connection, transaction
from psycopg import sql

from qantara.releases.site import SCHEMA

ROLE = "qantara_public"

#: Tables of the schema ``site`` it may read.
READABLE = ("releases_artefact", "releases_body", "releases_release", "releases_tombstone")

#: What it may add to, and which columns: the database fills the others.
WISHES = ("releases_wish", ("release_id", "section", "language", "slot"))

#: Tables that once showed it their public rows, before these were copied.
_ONCE_SHOWN = READABLE

# Types are usable by everybody unless said otherwise, and no single statement takes that back.
_TYPES = """
do $$ declare each record; begin
    for each in
        select format('%I.%I', n.nspname, t.typname) as name
        from pg_type t join pg_namespace n on n.oid = t.typnamespace
        where n.nspname in ('public', 'site') and t.typtype <> 'm' and t.typcategory <> 'A'
          and not exists (select from pg_depend d where d.objid = t.oid and d.deptype = 'e')
    loop
        execute format('revoke all on type %s from public', each.name);
    end loop;
end $$
"""


def statements(password: str, database: str) -> list[sql.Composed | sql.SQL]:
    """SQL that makes the role, or brings it up to date. Can run again."""
    role = sql.Identifier(ROLE)
    ours, site = sql.Identifier("public"), sql.Identifier(SCHEMA)
    made: list[sql.Composed | sql.SQL] = [
        sql.SQL(
            "do $$ begin if not exists (select from pg_roles where rolname = {name}) then "
            "create role {role} login; end if; end $$"
        ).format(name=sql.Literal(ROLE), role=role),
        sql.SQL(
            "alter role {} nosuperuser nocreatedb nocreaterole noinherit noreplication nobypassrls "
            "login connection limit 40 password {}"
        ).format(role, sql.Literal(password)),
        sql.SQL("alter role {} set search_path = {}").format(role, site),
        sql.SQL("alter role {} set default_transaction_read_only = on").format(role),
        sql.SQL("alter role {} set statement_timeout = '5s'").format(role),
        sql.SQL("alter role {} set idle_in_transaction_session_timeout = '30s'").format(role),
        sql.SQL("revoke all on database {} from public, {}").format(sql.Identifier(database), role),
        sql.SQL("grant connect on database {} to {}").format(sql.Identifier(database), role),
    ]
    for schema in (ours, site):
        made.append(sql.SQL("revoke all on schema {} from public, {}").format(schema, role))
        made += [
            sql.SQL("revoke all on all {} in schema {} from public, {}").format(
                sql.SQL(things), schema, role
            )
            for things in ("tables", "sequences", "routines")
        ]
    made += [sql.SQL(_TYPES)]
    made += [
        sql.SQL("alter default privileges revoke all on {} from public").format(sql.SQL(things))
        for things in ("tables", "sequences", "routines", "types", "schemas")
    ]
    for table in _ONCE_SHOWN:
        policy = sql.Identifier(f"{table}_public")
        name = sql.SQL("{}.{}").format(ours, sql.Identifier(table))
        made.append(sql.SQL("drop policy if exists {} on {}").format(policy, name))
    made += [
        sql.SQL("grant usage on schema {} to {}").format(site, role),
        sql.SQL("grant select on {} to {}").format(
            sql.SQL(", ").join(
                sql.SQL("{}.{}").format(site, sql.Identifier(name)) for name in READABLE
            ),
            role,
        ),
        sql.SQL("grant insert ({}) on {}.{} to {}").format(
            sql.SQL(", ").join(map(sql.Identifier, WISHES[1])),
            site,
            sql.Identifier(WISHES[0]),
            role,
        ),
    ]
    return made


@transaction.atomic
def make(password: str | None = None) -> str:
    """Make or renew the public role; its password. Needs an owner that may create roles."""
    password = password or secrets.token_urlsafe(24)
    with connection.cursor() as cursor:
        for statement in statements(password, str(connection.settings_dict["NAME"])):
            cursor.execute(statement)
    return password


def as_text(password: str) -> str:
    """The same as SQL to be run by hand."""
    connection.ensure_connection()
    made = statements(password, str(connection.settings_dict["NAME"]))
    return "".join(f"{each.as_string(connection.connection).strip()};\n" for each in made)
