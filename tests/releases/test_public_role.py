"""What the public role can reach, asked of the catalogue and then tried."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest
from django.db import connection

from qantara.releases import public_role
from tests.releases.conftest import Team, released
from tests.releases.test_read import AsPublic, role_of_tests

__all__ = ["role_of_tests"]

pytestmark = pytest.mark.django_db(transaction=True)

OURS = (
    "n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast') and n.nspname !~ '^pg_temp'"
)
READS = {(f"site.{name}", "SELECT") for name in public_role.READABLE}
KINDS = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER")


@pytest.fixture
def public(team: Team) -> Iterator[AsPublic]:
    released(team)
    found = AsPublic()
    with found.connection:
        # What the role may set for itself must not help it.
        found.connection.execute("set default_transaction_read_only = off")
        yield found


def test_role_reads_four_tables_and_adds_to_one(public: AsPublic) -> None:
    rows = public.rows(
        "select n.nspname || '.' || c.relname, kind from pg_class c "
        "join pg_namespace n on n.oid = c.relnamespace, "
        f"unnest(array{list(KINDS)}) kind "
        f"where {OURS} and c.relkind in ('r', 'v', 'm', 'p', 'f') "
        "and (has_table_privilege(c.oid, kind) or (kind in ('SELECT', 'INSERT', 'UPDATE', 'REFERENCES') "
        "and has_any_column_privilege(c.oid, kind)))"
    )
    assert set(rows) == READS | {("site.releases_wish", "INSERT")}
    columns = public.rows(
        "select attname from pg_attribute where attrelid = 'site.releases_wish'::regclass "
        "and attnum > 0 and has_column_privilege(attrelid, attnum, 'insert') order by attnum"
    )
    assert columns == [(name,) for name in public_role.WISHES[1]]


def test_role_is_refused_every_other_table_when_it_tries(public: AsPublic) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "select n.nspname, c.relname, c.relkind from pg_class c "
            f"join pg_namespace n on n.oid = c.relnamespace where {OURS} "
            "and c.relkind in ('r', 'v', 'm', 'p', 'f', 'S')"
        )
        relations = cursor.fetchall()
    names = {f"{schema}.{name}" for schema, name, _kind in relations}
    assert {"public.releases_release", "public.releases_case", "public.accounts_person"} <= names
    for schema, name, _kind in relations:
        if schema == "site" and name in public_role.READABLE:
            assert public.rows(f'select count(*) from "{schema}"."{name}"')
            continue
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            public.rows(f'select * from "{schema}"."{name}" limit 1')


def test_role_may_use_one_schema_and_make_nothing(public: AsPublic) -> None:
    schemas = public.rows(
        "select n.nspname, kind from pg_namespace n, unnest(array['USAGE', 'CREATE']) kind "
        f"where {OURS} and has_schema_privilege(n.oid, kind)"
    )
    assert schemas == [("site", "USAGE")]
    assert public.rows(
        "select kind from unnest(array['CONNECT', 'TEMP', 'CREATE']) kind "
        "where has_database_privilege(current_database(), kind)"
    ) == [("CONNECT",)]
    for act in (
        "create table site.mine (id int)",
        "create table public.mine (id int)",
        "create temporary table mine (id int)",
        "create schema mine",
        "create function site.mine() returns int language sql as 'select 1'",
    ):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            public.connection.execute(act)  # type: ignore[arg-type]


def test_role_calls_no_function_of_ours_and_uses_no_sequence_or_type(public: AsPublic) -> None:
    by_extension = "not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')"
    assert (
        public.rows(
            "select p.oid::regprocedure::text from pg_proc p "
            f"join pg_namespace n on n.oid = p.pronamespace where {OURS} and {by_extension} "
            "and has_function_privilege(p.oid, 'EXECUTE')"
        )
        == []
    )
    assert (
        public.rows(
            "select c.relname, kind from pg_class c join pg_namespace n on n.oid = c.relnamespace, "
            f"unnest(array['USAGE', 'SELECT', 'UPDATE']) kind where {OURS} and c.relkind = 'S' "
            "and has_sequence_privilege(c.oid, kind)"
        )
        == []
    )
    assert (
        public.rows(
            "select n.nspname, p.typname from pg_type p join pg_namespace n on n.oid = p.typnamespace "
            f"where {OURS} and {by_extension} and p.typtype <> 'm' and p.typcategory <> 'A' "
            "and has_type_privilege(p.oid, 'USAGE')"
        )
        == []
    )


def test_nothing_runs_with_its_owners_rights_or_looks_through_to_private_tables(
    public: AsPublic,
) -> None:
    in_site = "select c.oid from pg_class c where c.relnamespace = 'site'::regnamespace"
    with_owners_rights = (
        "select p.oid::regprocedure from pg_proc p join pg_namespace n on n.oid = p.pronamespace "
        f"where {OURS} and p.prosecdef"
    )
    looking_through = (
        f"select relname from pg_class where oid in ({in_site}) and relkind in ('v', 'm', 'f')"
    )
    # A key from a copy to a private table would tell what is there.
    keys_outwards = (
        f"select conname from pg_constraint where contype = 'f' and conrelid in ({in_site}) "
        f"and confrelid not in ({in_site})"
    )
    for question in (
        with_owners_rights,
        looking_through,
        keys_outwards,
        "select lomowner from pg_largeobject_metadata",
        "select srvname from pg_foreign_server",
        "select fdwname from pg_foreign_data_wrapper",
        "select subname from pg_stat_subscription",
        f"select polname from pg_policy where polrelid in ({in_site})",
    ):
        assert public.rows(question) == []
    for table in (
        "pg_authid",
        "pg_largeobject",
        "pg_statistic",
        "pg_user_mapping",
        "pg_subscription",
    ):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            public.rows(f"select * from {table}")


def test_nothing_is_granted_to_everybody_now_or_by_default(public: AsPublic) -> None:
    """Where no list of rights is kept, functions and types are everybody's: ``acldefault`` says so."""
    granted = public.rows(
        "select 'relation ' || c.oid::regclass from pg_class c "
        "join pg_namespace n on n.oid = c.relnamespace, "
        "aclexplode(coalesce(c.relacl, acldefault('r', c.relowner))) a "
        f"where {OURS} and a.grantee = 0 "
        "union select 'function ' || p.oid::regprocedure from pg_proc p "
        "join pg_namespace n on n.oid = p.pronamespace, "
        f"aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a where {OURS} and a.grantee = 0 "
        "union select 'schema ' || n.nspname from pg_namespace n, "
        f"aclexplode(coalesce(n.nspacl, acldefault('n', n.nspowner))) a where {OURS} and a.grantee = 0 "
        "union select 'database ' || d.datname from pg_database d, "
        "aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) a "
        "where d.datname = current_database() and a.grantee = 0 "
        "union select 'default ' || d.defaclobjtype::text from pg_default_acl d, aclexplode(d.defaclacl) a "
        "where a.grantee = 0"
    )
    assert granted == []
    with connection.cursor() as cursor:
        cursor.execute("create function public.made_later() returns int language sql as 'select 1'")
        cursor.execute("create table public.table_made_later (id int)")
    try:
        for act in ("select public.made_later()", "select * from public.table_made_later"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                public.rows(act)
        assert public.rows(
            "select has_function_privilege(oid, 'execute') from pg_proc where proname = 'made_later'"
        ) == [(False,)]
    finally:
        with connection.cursor() as cursor:
            cursor.execute("drop function public.made_later(); drop table public.table_made_later")


def test_role_is_nobody_else_and_cannot_become_somebody(public: AsPublic) -> None:
    assert public.rows(
        "select rolsuper, rolinherit, rolcreaterole, rolcreatedb, rolreplication, rolbypassrls "
        "from pg_roles where rolname = current_user"
    ) == [(False,) * 6]
    assert (
        public.rows(
            "select 1 from pg_auth_members m join pg_roles r on r.oid = m.member "
            "where r.rolname = current_user"
        )
        == []
    )
    assert public.rows(
        "select current_setting('search_path'), current_setting('statement_timeout')"
    ) == [("site", "5s")]
    for act in (f"set role {connection.settings_dict['USER']}", "create role other"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            public.connection.execute(act)  # type: ignore[arg-type]


def test_copies_name_no_person_or_holder(public: AsPublic) -> None:
    columns = public.rows(
        "select column_name from information_schema.columns where table_schema = 'site'"
    )
    names = {name for (name,) in columns}
    assert not names & {"holder_id", "person_id", "first_id", "second_id", "case_id", "previous_id"}


def test_role_can_be_made_again_and_printed(public: AsPublic) -> None:
    public_role.make()
    text = public_role.as_text("a password")
    assert 'grant usage on schema "site"' in text
    assert text.endswith(";\n")
