"""Four database roles: what each may do, asked of the catalogue; whose rows it reaches, tried."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from django.apps import apps
from django.conf import LazySettings
from django.db import connection

from qantara.accounts.models import Holder, Person
from qantara.accounts.opening import open_figures
from qantara.config import database_roles, rights
from qantara.core import audit, clock, fence
from qantara.core.reach import EVERYTHING, PERSON, REACHES_EVERYTHING
from qantara.knowledge.observations.models import Observation
from qantara.mail import outbox
from qantara.network.models import Member, Network, Participation, Phase
from qantara.releases import site, sweep
from qantara.releases.models import Case, Release
from tests.config.everything import one_of_everything
from tests.fenced import AsRole, as_role, named_for_tests
from tests.knowledge.ledger.conftest import City, made
from tests.people import a_holder, a_person
from tests.releases.conftest import Team, empty_site, leaflets, released

__all__ = ["leaflets"]

pytestmark = pytest.mark.django_db(transaction=True)

#: Fenced, and without a row here: their policies are of the same few forms as all others.
UNTRIED = {
    "knowledge_delivery", "knowledge_proposal", "knowledge_sketch", "releases_mandate", "releases_sheet",
}  # fmt: skip
#: Of a person, or of a network and of all its members: tried in tests/desk/test_notices.py.
UNTRIED |= {
    "notices_notice", "notices_digest", "notices_wish", "notices_feed", "knowledge_due",
    "knowledge_extension",
}  # fmt: skip
#: Of a person, and of others while they agree: tried in tests/desk/test_directory.py.
UNTRIED |= {"network_entry", "network_consent"}
#: In nobody's reach: asked below.
UNTRIED |= {"action_seat"}
EVERY_FENCED = [name for name, table in rights.TABLES.items() if table.own]
FENCED = [name for name in EVERY_FENCED if name not in UNTRIED]
OURS = "n.nspname in ('public', 'site')"
VERBS = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER")


@dataclass(frozen=True)
class World:
    """A city with one of everything, somebody of another city, an office whose member the city is."""

    city: City
    stranger: Person
    office: Person
    expert: Person
    desk: AsRole
    worker: AsRole

    def counts(self, person: Person | None) -> dict[str, int]:
        """Rows of each fenced table in reach of a person at the desk."""
        self.stand_for(person)
        return counts(self.desk)

    def stand_for(self, person: Person | None) -> None:
        key = person.pk if person else ""
        self.desk.rows(f"select set_config('{PERSON}', '{key}', false)")


def counts(role: AsRole) -> dict[str, int]:
    return {name: role.rows(f"select count(*) from {name}")[0][0] for name in FENCED}  # type: ignore[misc]


@pytest.fixture
def world(
    monkeypatch: pytest.MonkeyPatch, leaflets: None, settings: LazySettings, tmp_path: Path
) -> Iterator[World]:
    plain = "django.core.files.storage.FileSystemStorage"
    kept = {
        name: {"BACKEND": plain, "OPTIONS": {"location": tmp_path / name}}
        for name in ("private", "public")
    }
    settings.STORAGES = {**settings.STORAGES, **kept}
    named_for_tests(monkeypatch)
    empty_site()
    city = made(None)
    one_of_everything(city)
    office = a_holder("office", Holder.Kind.SECRETARIAT)
    network = Network.objects.create(slug="office", name={}, holder=office)
    Participation.objects.create(
        network=network, member=Member.objects.get(slug="marwa"), valid_from=date(2020, 1, 1),
        joined_in=Phase.objects.create(network=network, number=1, name={}),
    )  # fmt: skip
    passwords = database_roles.make()
    desk, worker = (AsRole(role, passwords[role]) for role in database_roles.roles())
    with desk.connection, worker.connection:
        yield World(
            city=city,
            stranger=a_person("stranger", ("officer", a_holder("elsewhere"))),
            office=a_person("office", ("coordinator", office)),
            expert=a_person("expert"),
            desk=desk,
            worker=worker,
        )


def test_every_table_has_its_line() -> None:
    """A table that nobody thought of is nobody's; a line without a table is a mistake."""
    models = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    assert set(rights.TABLES) == models | {"django_migrations"}


def test_every_table_that_names_a_holder_is_fenced_or_says_who_the_people_are() -> None:
    named = {
        model._meta.db_table
        for model in apps.get_models()
        if any(field.name in ("holder", "holder_id") for field in model._meta.concrete_fields)
    }
    before_the_fence = {name for name in named if name.startswith(("accounts_", "network_"))}
    assert named - before_the_fence - set(EVERY_FENCED) == set()


def test_rows_are_in_reach_of_their_holder_and_of_nobody_else(world: World) -> None:
    with connection.cursor() as cursor:
        for name in FENCED:
            cursor.execute(f"select count(*) from {name}")
            assert cursor.fetchone()[0] > 0, f"nothing in {name} to try"
    own, other, nobody = (
        world.counts(person) for person in (world.city.officer, world.stranger, None)
    )
    assert {name for name, count in own.items() if not count} == set()
    assert other == nobody == dict.fromkeys(FENCED, 0)


def test_sealed_ballots_are_in_reach_of_nobody_who_signs_in(world: World) -> None:
    for person in (world.city.officer, world.city.signatory, world.stranger, None):
        world.stand_for(person)
        assert world.desk.rows("select count(*) from action_seat") == [(0,)]


def test_somebody_who_left_or_whose_role_ended_reaches_nothing(world: World) -> None:
    world.city.officer.roles.update(until=clock.now())
    assert world.counts(world.city.officer) == dict.fromkeys(FENCED, 0)
    Person.objects.filter(pk=world.city.reviewer.pk).update(is_active=False)
    assert world.counts(world.city.reviewer) == dict.fromkeys(FENCED, 0)


def test_office_of_a_network_reaches_drafts_of_members_and_no_figure_as_it_came(
    world: World,
) -> None:
    found = world.counts(world.office)
    raw = {
        "core_auditline", "files_storedfile", "knowledge_arrival", "knowledge_batch",
        "knowledge_evidencefile", "knowledge_latest", "knowledge_mark", "knowledge_observation",
        "knowledge_contact", "knowledge_datarequest", "knowledge_lettertext",
        "knowledge_confirmation", "network_handover", "network_office", "network_stakeholder",
        "action_run", "action_stepmark", "action_partner", "action_grouplink", "action_workshop",
        "action_round", "action_paperballot", "action_result", "action_dissent",
    }  # fmt: skip
    assert {name for name, count in found.items() if not count} == raw
    Participation.objects.update(valid_to=date(2021, 1, 1))
    assert world.counts(world.office) == dict.fromkeys(FENCED, 0)


def test_opened_figures_are_in_reach_until_their_day(world: World) -> None:
    assert not any(world.counts(world.expert).values())
    now = clock.now()
    opening = open_figures(
        world.city.holder, world.expert, until=now + timedelta(days=1), reason="Checks",
        by=world.city.signatory, at=now,
    )  # fmt: skip
    assert world.counts(world.expert)["knowledge_observation"] == Observation.objects.count()
    assert world.counts(world.expert)["releases_case"] == 0
    assert world.counts(world.expert)["network_stakeholder"] == 0
    type(opening).objects.update(until=now)
    assert world.counts(world.expert)["knowledge_observation"] == 0


def test_statements_of_ones_own_change_nothing_of_another_city(world: World) -> None:
    """Neither counted by what an act touched, nor changed, nor added to, nor told by a mistake."""
    world.stand_for(world.stranger)
    desk, city = world.desk.connection, world.city
    case, release = Case.objects.first(), Release.objects.get(audience="holder")
    assert case is not None
    for act in (
        "update releases_case set audience = 'public'",
        f"update releases_case set audience = 'public' where id = '{case.pk}'",
        "update editions_block set markdown = 'x'",
        "delete from editions_block",
        "delete from knowledge_mark",
        "update knowledge_observation set value = 0",
        f"update releases_release set withdrawn_at = now() where id = '{release.pk}'",
        "delete from knowledge_arrival",
        "delete from releases_body",
    ):
        assert desk.execute(act).rowcount == 0, act  # type: ignore[arg-type]
    foreign = str(uuid4())
    for act in (
        (
            "insert into editions_text (id, source_language, version, holder_id) "
            f"values ('{foreign}', 'en', 1, '{city.holder.pk}')"
        ),
        (
            "insert into releases_signature (act, digest, at, case_id, person_id) "
            f"values ('approved', '', now(), '{case.pk}', '{world.stranger.pk}')"
        ),
    ):
        world.desk.refused(act)


def test_what_is_public_may_be_read_by_everybody_and_changed_by_nobody_else(world: World) -> None:
    team = Team(
        world.city.holder, world.city.officer, world.city.reviewer, world.city.signatory,
        world.city.officer,
    )  # fmt: skip
    shown = released(team, "Shown")
    world.stand_for(world.stranger)
    assert world.desk.rows("select id from releases_release") == [(shown.pk,)]
    assert world.desk.rows("select distinct release_id from releases_body") == [(shown.pk,)]
    assert world.desk.connection.execute("delete from releases_body").rowcount == 0
    waits = released(team, "Waits", public_from=clock.now() + timedelta(days=1))
    assert (waits.pk,) not in world.desk.rows("select id from releases_release")


def test_desk_adds_to_the_log_and_takes_nothing_from_it(world: World) -> None:
    world.stand_for(world.city.officer)
    for act in (
        "update core_auditline set act = 'x'",
        "update core_auditline set seal = null",
        "delete from core_auditline",
        "truncate core_auditline",
        "delete from releases_release",
        "delete from releases_signature",
        "update releases_release set document = 'x'",
        "drop table core_auditline",
        "alter table releases_case disable row level security",
        "create table public.mine (id int)",
        "create function public.mine() returns int language sql as 'select 1'",
        "create policy mine on releases_case using (true)",
        "delete from procrastinate_jobs",
        "select * from pg_authid",
    ):
        world.desk.refused(act)
    with pytest.raises(psycopg.Error, match="row-level security"):
        world.desk.connection.execute("set row_security = off; select * from releases_case")


def test_worker_reaches_every_holder_and_writes_little(world: World) -> None:
    worker = AsRole(database_roles.WORKER, _renewed(), options=REACHES_EVERYTHING)
    with worker.connection:
        assert {name for name, count in counts(worker).items() if not count} == set()
        for act in (
            "delete from releases_case",
            "delete from core_auditline",
            "update core_auditline set act = 'x'",
            "insert into accounts_role select * from accounts_role",
            "update knowledge_observation set value = 0",
            "create table public.mine (id int)",
        ):
            worker.refused(act)


def _renewed() -> str:
    return database_roles.make()[database_roles.WORKER]


def test_tasks_run_as_the_worker(world: World) -> None:
    with as_role(database_roles.WORKER, reach=EVERYTHING):
        assert audit.seal(b"key") > 0
        site.bring_up_to_date()
        sweep.sweep(clock.now())
        outbox.send_waiting(at=clock.now())
    assert audit.broken(b"key") is None


def test_no_role_has_a_right_that_is_not_on_the_list(world: World) -> None:
    """The catalogue's own account of relations, columns, sequences, functions, types and schemas."""
    for at, role in enumerate((world.desk, world.worker)):
        wanted = {
            (f"{schema}.{name}", verb)
            for schema, tables in (("public", rights.TABLES), ("site", rights.SITE))
            for name, table in tables.items()
            for letters in [(table.desk, table.worker)[at]]
            for letter, verb in zip("siud", VERBS, strict=False)
            if letter in _letters(letters)
        }
        assert set(role.rows(_RELATIONS)) == wanted
        assert role.rows(_SCHEMAS) == [("public", "USAGE"), ("site", "USAGE")]
        for question in (_SEQUENCES, _FUNCTIONS):
            found = {str(name) for (name,) in role.rows(question)}
            assert {name for name in found if "procrastinate" not in name} == set()
            assert found or role is world.desk
        assert role.rows("select lomowner from pg_largeobject_metadata") == []
        assert role.rows(
            "select rolsuper, rolinherit, rolcreaterole, rolcreatedb, rolreplication, rolbypassrls "
            "from pg_roles where rolname = current_user"
        ) == [(False,) * 6]
        assert (
            role.rows(
                "select 1 from pg_auth_members m join pg_roles r on r.oid = m.member "
                "where r.rolname = current_user"
            )
            == []
        )


def _letters(letters: str) -> str:
    return re.sub(r"\(\w+\)", "", letters)


_RELATIONS = (
    "select n.nspname || '.' || c.relname, kind from pg_class c "
    f"join pg_namespace n on n.oid = c.relnamespace, unnest(array{list(VERBS)}) kind "
    f"where {OURS} and c.relkind in ('r', 'v', 'm', 'p', 'f') "
    "and (has_table_privilege(c.oid, kind) or (kind in ('SELECT', 'INSERT', 'UPDATE', 'REFERENCES') "
    "and has_any_column_privilege(c.oid, kind)))"
)
_SCHEMAS = (
    f"select n.nspname, kind from pg_namespace n, unnest(array['USAGE', 'CREATE']) kind where {OURS} "
    "and has_schema_privilege(n.oid, kind) order by 1"
)
_SEQUENCES = (
    "select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace "
    f"where {OURS} and case when c.relkind = 'S' "
    "then has_sequence_privilege(c.oid, 'USAGE, SELECT, UPDATE') end"
)
_FUNCTIONS = (
    "select p.oid::regprocedure::text from pg_proc p join pg_namespace n on n.oid = p.pronamespace "
    f"where {OURS} and has_function_privilege(p.oid, 'EXECUTE') "
    "and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')"
)


def test_fence_is_forced_and_asks_once_a_statement(world: World) -> None:
    """Forced: the tables' owner is fenced too. Nobody's holders are looked up again for each row."""
    forced = world.desk.rows(
        "select relname from pg_class where relrowsecurity and relforcerowsecurity"
    )
    assert {str(name) for (name,) in forced} == set(EVERY_FENCED)
    world.stand_for(world.city.officer)
    plan = "\n".join(
        str(line) for (line,) in world.desk.rows("explain select * from releases_case")
    )
    assert "InitPlan" in plan
    assert "SubPlan" not in plan


def test_reaching_everything_ends_with_its_act(world: World) -> None:
    with as_role(database_roles.DESK, world.stranger.pk):
        assert not Case.objects.exists()
        with fence.reaching("gate"):
            assert Case.objects.exists()
            with fence.reaching("site"):
                assert Case.objects.exists()
            assert Case.objects.exists()
        assert not Case.objects.exists()
        with pytest.raises(ZeroDivisionError), fence.reaching("gate"):
            raise ZeroDivisionError
        assert not Case.objects.exists()
    with pytest.raises(KeyError), fence.reaching("curiosity"):
        pass


def test_roles_can_be_made_again_and_printed(world: World) -> None:
    database_roles.make()
    text = database_roles.as_text("a password")
    assert "create policy own on" in text
    assert text.endswith(";\n")
