"""Two gates at once on linked cells: one waits, and is refused. Real connections, real locks."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from django.db import connection, transaction

from qantara.core.errors import DomainError
from qantara.knowledge.ledger.models import Proof
from qantara.releases.gate import release_case
from qantara.releases.models import Case, Release
from tests.knowledge.ledger.conftest import PEOPLE, City, made, moment


@pytest.fixture
def city(transactional_db: None) -> City:
    return made(None)


class Gate(threading.Thread):
    """Releases a case on a connection of its own; before the commit it runs ``meanwhile``."""

    def __init__(self, city: City, case: Case, meanwhile: Callable[[], object] = bool) -> None:
        super().__init__()
        self.city, self.case, self.meanwhile = city, case, meanwhile
        self.number, self.refusal, self.pid = 0, "", 0
        self.began = threading.Event()

    def run(self) -> None:
        try:
            with transaction.atomic():
                with connection.cursor() as cursor:
                    cursor.execute("select pg_backend_pid()")
                    self.pid = cursor.fetchone()[0]
                self.began.set()
                release = release_case(self.case, by=self.city.signatory, at=moment(1))
                self.meanwhile()
            self.number = release.number
        except DomainError as error:
            self.refusal = str(error)
        finally:
            self.began.set()
            connection.close()


def waits_for_lock(pid: int) -> bool:
    with connection.cursor() as cursor:
        while True:
            cursor.execute(
                "select wait_event_type = 'Lock', state is null from pg_stat_activity where pid = %s",
                [pid],
            )
            found = cursor.fetchone()
            if found is None or found[0]:
                return found is not None
            # A statement later: the server's own view of what others wait for is a snapshot a transaction.
            cursor.execute("select pg_stat_clear_snapshot()")


def at_once(city: City, first: Case, second: Case) -> tuple[Gate, Gate]:
    """The second begins while the first has done everything but commit."""
    later = Gate(city, second)

    def meanwhile() -> None:
        later.start()
        later.began.wait()
        assert waits_for_lock(later.pid)

    gate = Gate(city, first, meanwhile)
    gate.start()
    gate.join()
    later.join()
    return gate, later


def test_gates_of_linked_places_go_one_after_the_other(city: City) -> None:
    """The harbour lies in Marwa, whose figures its sheet shows as well."""
    city.tell("marwa", PEOPLE)
    city.tell("harbour", {"": 60.0, "SEX=F": 40.0, "SEX=M": 20.0})
    marwa, harbour = (city.signed(city.draft(place)) for place in ("marwa", "harbour"))
    first, second = at_once(city, marwa, harbour)
    assert (first.number, first.refusal) == (1, "")
    assert second.refusal == (
        "Another version has been released since this was drafted. Draft it again."
    )
    assert Release.objects.get().subject == "marwa"
    assert Proof.objects.exclude(release=None).get().case == marwa


def test_gates_of_one_place_go_one_after_the_other(city: City) -> None:
    city.tell("marwa", PEOPLE)
    cases = [city.signed(city.draft("marwa", kind=kind)) for kind in ("figures", "profile")]
    first, second = at_once(city, *cases)
    assert first.number == 1
    assert "Another version has been released since" in second.refusal
    assert Release.objects.count() == 1
