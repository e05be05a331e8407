"""Withdrawal: two people, a reason in every language, gone at once."""

from __future__ import annotations

import pytest

from qantara.core.errors import DomainError, NotAllowed
from qantara.releases import read
from qantara.releases.models import Release
from qantara.releases.withdraw import withdraw
from tests.people import a_person
from tests.releases.conftest import AT, REASON, Team, released


def test_withdrawal_leaves_a_stone_and_removes_page_and_files(
    team: Team, django_capture_on_commit_callbacks
) -> None:  # type: ignore[no-untyped-def]
    release = released(team)
    second = a_person("deputy", ("signatory", team.city))
    keys = [row.key for row in release.artefacts.all()]
    with django_capture_on_commit_callbacks(execute=True):
        withdraw(release, by=team.signatory, second=second, reason=REASON, at=AT)
    assert read.page_at(release.address, "en") is None
    assert read.download(release.address, "leaflet-1.en.txt") is None
    stone = read.tombstone(release.address)
    assert stone is not None
    assert (stone.number, stone.reason) == (1, REASON)
    from django.core.files.storage import storages

    assert not any(storages["public"].exists(key) for key in keys)
    # The guard remembers: it was read.
    assert Release.objects.get(pk=release.pk).document == release.document


def test_withdrawal_by_one_person_alone_is_refused(team: Team) -> None:
    release = released(team)
    with pytest.raises(DomainError, match="two people"):
        withdraw(release, by=team.signatory, second=team.signatory, reason=REASON, at=AT)


def test_withdrawal_needs_both_to_be_allowed(team: Team) -> None:
    release = released(team)
    with pytest.raises(NotAllowed):
        withdraw(release, by=team.signatory, second=team.officer, reason=REASON, at=AT)


def test_withdrawal_without_arabic_reason_is_refused_naming_it(team: Team) -> None:
    release = released(team)
    second = a_person("deputy", ("signatory", team.city))
    with pytest.raises(DomainError, match="العربية"):
        withdraw(release, by=team.signatory, second=second, reason={**REASON, "ar": " "}, at=AT)
    assert Release.objects.get(pk=release.pk).withdrawn_at is None
