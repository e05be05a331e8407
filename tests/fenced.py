"""The desk's own database role, in tests: names that disturb nobody's roles on the same server."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from django.db import connection
from django.test import Client

from qantara.config import database_roles
from qantara.core import fence
from qantara.core.reach import REACH
from qantara.releases import public_role

NAMES = {"DESK": "qantara_desk_of_tests", "WORKER": "qantara_worker_of_tests"}


def named_for_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    """Roles belong to the whole server: a demonstration beside the tests keeps its own."""
    monkeypatch.setattr(public_role, "ROLE", "qantara_public_of_tests")
    for name, role in NAMES.items():
        monkeypatch.setattr(database_roles, name, role)


@contextmanager
def as_role(role: str, person: object | None = None, *, reach: str = "") -> Iterator[None]:
    """Statements of this connection run under ``role``, for ``person``."""
    with connection.cursor() as cursor:
        cursor.execute(f'set role "{role}"')
        cursor.execute(f"set {REACH} = '{reach}'")
        fence.stand_for(person)
        try:
            yield
        finally:
            if not connection.needs_rollback:
                cursor.execute("reset role")
                cursor.execute(f"reset {REACH}")


@pytest.fixture
def fenced_desk(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    fence_requests(monkeypatch)


def fence_requests(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every request of the test client is answered under the desk's role, from the first word."""
    named_for_tests(monkeypatch)
    database_roles.make()
    answer = Client.request

    def request(client: Client, **given: object) -> object:
        with as_role(database_roles.DESK):
            return answer(client, **given)

    monkeypatch.setattr(Client, "request", request)


class AsRole:
    """A second connection, under a role, to committed data."""

    def __init__(self, role: str, password: str, *, options: str = "") -> None:
        database = connection.settings_dict
        self.connection = psycopg.connect(
            host=database["HOST"], port=database["PORT"] or None, dbname=database["NAME"],
            user=role, password=password, autocommit=True, options=options,
        )  # fmt: skip

    def rows(self, query: str) -> list[tuple[object, ...]]:
        return self.connection.execute(query).fetchall()  # type: ignore[arg-type]

    def refused(self, act: str) -> None:
        """Run a statement that the role may not run."""
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            self.connection.execute(act)  # type: ignore[arg-type]
