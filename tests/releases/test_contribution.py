"""Whoever changed something since the last release is an author: their approval is refused."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction

from qantara.core.errors import DomainError
from qantara.releases import kinds
from qantara.releases.gate import approve_case, open_case, release_case, review_case
from qantara.releases.models import Case, Contribution, Signature
from tests.people import a_person
from tests.releases.conftest import AT, LEAFLET, Team, document

CHANGED: dict[datetime | None, set[UUID]] = {}
ASKED: list[datetime | None] = []


def _contributors(_document: kinds.Document, since: datetime | None) -> set[UUID]:
    ASKED.append(since)
    return CHANGED.get(since, set())


NOTE = replace(LEAFLET, name="note", contributors=_contributors)


@pytest.fixture(autouse=True)
def notes() -> Iterator[None]:
    kinds.register(NOTE)
    yield
    CHANGED.clear()
    ASKED.clear()


def opened(team: Team, text: str = "Bridges") -> Case:
    case = open_case(
        "note", document(text), subject="velmora", holder=team.city, by=team.officer, at=AT
    )
    return review_case(case, by=team.reviewer, at=AT)


def approve(case: Case, team: Team) -> Case:
    return approve_case(case, by=team.signatory, at=AT, audience="public", public_from=AT)


def test_who_changed_something_does_not_approve(team: Team) -> None:
    CHANGED[None] = {team.signatory.pk, team.reviewer.pk}
    case = opened(team)
    with pytest.raises(DomainError, match="somebody else has to approve it"):
        approve(case, team)
    assert not case.signatures.filter(act="approved").exists()


def test_database_refuses_it_whoever_asks(team: Team) -> None:
    CHANGED[None] = {team.signatory.pk}
    case = opened(team)
    row = {"case": case, "person": team.signatory, "digest": case.digest, "at": AT}
    with pytest.raises(IntegrityError, match="does not approve"), transaction.atomic():
        Signature.objects.create(act="approved", **row)
    other = a_person("other", ("signatory", team.city))
    signed = Signature.objects.create(act="approved", **row | {"person": other})
    signed.person = team.signatory
    with pytest.raises(IntegrityError, match="does not approve"), transaction.atomic():
        signed.save()


def test_contribution_is_neither_changed_nor_taken_back(team: Team) -> None:
    CHANGED[None] = {team.signatory.pk}
    opened(team)
    for act in (
        lambda: Contribution.objects.all().delete(),
        lambda: Contribution.objects.update(person=team.reviewer),
    ):
        with pytest.raises(Exception, match="neither changed nor taken back"), transaction.atomic():
            act()


def test_what_was_changed_before_the_last_release_counts_no_more(team: Team) -> None:
    release = release_case(approve(opened(team), team), by=team.signatory, at=AT)
    CHANGED[None] = {team.signatory.pk}
    approve(opened(team, "Arches"), team)
    assert [None, release.released_at] == ASKED
