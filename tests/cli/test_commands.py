"""The `qantara` command: help that explains, and refusals that say what to do."""

from __future__ import annotations

import argparse
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from qantara.__main__ import parser
from tests.grounds import Ground, a_ground


def commands(
    of: argparse.ArgumentParser, name: str = ""
) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    for action in of._actions:
        if isinstance(action, argparse._SubParsersAction):
            for word, inner in action.choices.items():
                yield f"{name} {word}".strip(), inner
                yield from commands(inner, f"{name} {word}".strip())


COMMANDS = dict(commands(parser()))


def test_help_says_of_every_command_what_it_does() -> None:
    said = {
        choice.dest
        for action in parser()._actions
        if isinstance(action, argparse._SubParsersAction)
        for choice in action._choices_actions
        if choice.help
    }
    assert {name for name in COMMANDS if " " not in name} - said == set()


@pytest.mark.parametrize("name", [name for name in COMMANDS if not name.startswith("evidence ")])
def test_each_command_explains_itself(name: str) -> None:
    """A description, and a word on each option."""
    command = COMMANDS[name]
    has_acts = any(isinstance(each, argparse._SubParsersAction) for each in command._actions)
    assert command.description or has_acts
    silent = [
        action.dest
        for action in command._actions
        if not action.help and not isinstance(action, argparse._SubParsersAction)
    ]
    assert silent == []


def test_serve_names_the_port_that_is_taken(ground: Ground) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        taken = Ground(
            var=ground.var, database=ground.database,
            settings={"QANTARA_DESK_URL": f"http://localhost:{port}", "QANTARA_SITE_URL": "http://localhost:18099"},
        )  # fmt: skip
        said = taken.refused("serve")
    assert f"Port {port} on 127.0.0.1, where the desk should listen, is in use" in said
    assert f"QANTARA_DESK_URL=http://localhost:{port + 100}" in said


def test_roles_as_sql_can_be_run_by_whoever_runs_the_server(ground: Ground) -> None:
    printed = ground.done("database", "roles", "--sql", "it's chosen by hand")
    assert "password 'it''s chosen by hand'" in printed
    granted = (
        "select table_schema, table_name, privilege_type from information_schema.role_table_grants"
        " where grantee = 'qantara_public' order by 1, 2, 3"
    )
    before = ground.sql(granted)
    ground.sql("revoke select on site.releases_release from qantara_public")
    assert ground.sql(granted) != before
    ground.sql(printed)
    assert ground.sql(granted) == before
    ground.done("database", "roles")


def test_roles_keep_their_address_for_the_owner_only(ground: Ground) -> None:
    kept = ground.var / "public-database.url"
    assert oct(kept.stat().st_mode & 0o777) == "0o600"
    assert kept.read_text().startswith("postgresql://qantara_public:")


PLANTED = {
    "audit log": (
        "update core_auditline set reason = 'another' where id = (select min(id) from core_auditline)",
        "update core_auditline set reason = '' where id = (select min(id) from core_auditline)",
        "does not fit its seal",
    ),
    "period": (
        "insert into knowledge_period (code, start, \"end\") values ('2022-13', '2022-01-01', '2022-12-31')",
        "delete from knowledge_period where code = '2022-13'",
        "“2022-13” is no time period",
    ),
}


@pytest.mark.parametrize("what", PLANTED)
def test_check_finds_planted_damage(ground: Ground, what: str) -> None:
    damage, repair, said = PLANTED[what]
    assert "are sound" in ground.done("database", "check")
    ground.sql("set session_replication_role = replica; " + damage)
    try:
        assert said in ground.refused("database", "check")
    finally:
        ground.sql(f"set session_replication_role = replica; {repair}")
    assert "are sound" in ground.done("database", "check")


def test_check_finds_a_file_that_was_changed(ground: Ground) -> None:
    ((key,),) = ground.sql("select key from releases_artefact where language = 'en'")
    path = ground.var / "files" / "public" / str(key)
    sound = path.read_bytes()
    path.write_bytes(sound + b"!")
    try:
        assert "leaflet-1.en.txt does not match its checksum" in ground.refused("database", "check")
    finally:
        path.write_bytes(sound)


def test_check_finds_a_document_that_was_changed(ground: Ground) -> None:
    change = "set session_replication_role = replica; update releases_release set document = "
    ground.sql(f"{change}document || ' '")
    try:
        assert "does not match its checksum" in ground.refused("database", "check")
    finally:
        ground.sql(f"{change}rtrim(document)")


def test_releases_are_listed_newest_first(ground: Ground) -> None:
    listed = ground.done("releases", "list")
    assert "2026-11-22" in listed
    assert "leaflet" in listed
    assert "velmora" not in ground.done("releases", "list", "--subject", "elsewhere")


def test_nothing_to_render_again_right_after_a_release(ground: Ground) -> None:
    assert ground.done("releases", "render") == "0 releases rendered again.\n"


def test_database_without_tables_is_said_plainly(tmp_path: Path) -> None:
    with a_ground(tmp_path / "var") as empty:
        assert "`qantara database migrate`" in empty.refused("network", "list")


def test_another_database_that_does_not_answer_is_said_plainly(ground: Ground) -> None:
    away = Ground(var=ground.var, database="postgresql://q:secret@127.0.0.1:1/qantara")
    said = away.refused("releases", "list")
    assert "does not answer" in said
    assert "secret" not in said
