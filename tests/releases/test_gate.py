"""The gate: three people, one content, one number, nothing that changes."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from qantara.core import audit, trace
from qantara.core.errors import DomainError, NotAllowed
from qantara.core.models import AuditLine
from qantara.files import store
from qantara.releases import kinds, prove
from qantara.releases.gate import approve_case, open_case, release_case, review_case
from qantara.releases.kinds import canonical
from qantara.releases.models import Case, Release, Signature
from tests.releases.conftest import AT, LEAFLET, Team, approved, document, opened, released


def test_release_freezes_document_numbers_it_and_keeps_its_files(team: Team) -> None:
    release = released(team)
    assert (release.number, release.previous, release.voice) == (1, None, "city")
    assert release.document == canonical(document())
    assert release.checksum == hashlib.sha256(release.document.encode()).hexdigest()
    files = {row.filename: store.read_key(row.key, "public") for row in release.artefacts.all()}
    assert files == {
        f"leaflet-1.{lang}.txt": f"{lang} Bridges".encode() for lang in ("ar", "en", "es", "fr")
    }
    assert [body.title for body in release.bodies.order_by("language")] == [
        "Velmora ar", "Velmora en", "Velmora es", "Velmora fr",
    ]  # fmt: skip
    assert list(prove.problems()) == []


def test_second_release_points_at_the_first(team: Team) -> None:
    first, second = released(team), released(team, "Arches")
    assert (second.number, second.previous) == (2, first)


def test_release_is_traced_and_logged(team: Team) -> None:
    release = released(team)
    case = Case.objects.get()
    assert list(trace.walk(trace.node(release))) == [
        (trace.node(release), "froze", trace.node(case))
    ]
    lines = AuditLine.objects.order_by("id").values_list("act", "actor", "holder")
    assert list(lines) == [
        ("case.opened", audit.pseudonym_of(team.officer.id), team.city.id),
        ("case.reviewed", audit.pseudonym_of(team.reviewer.id), team.city.id),
        ("case.approved", audit.pseudonym_of(team.signatory.id), team.city.id),
        ("case.released", audit.pseudonym_of(team.signatory.id), team.city.id),
    ]


def test_author_cannot_review_own_case(team: Team) -> None:
    case = opened(team)
    team.officer.roles.create(holder=team.city, title="reviewer", since=AT)
    with pytest.raises(DomainError, match="three different people"):
        review_case(case, by=team.officer, at=AT)


def test_database_refuses_one_person_signing_twice(team: Team) -> None:
    case = opened(team)
    with pytest.raises(DatabaseError, match="three_people"), transaction.atomic():
        Signature.objects.create(
            case=case, act="approved", person=team.officer, digest=case.digest, at=AT
        )


def test_approval_needs_a_review_first(team: Team) -> None:
    with pytest.raises(DomainError, match="Nobody has reviewed"):
        approve_case(opened(team), by=team.signatory, at=AT, audience="public", public_from=AT)


def test_release_needs_approval(team: Team) -> None:
    with pytest.raises(DomainError, match="not approved"):
        release_case(opened(team), by=team.signatory, at=AT)


def test_what_was_approved_is_what_goes_out(team: Team) -> None:
    case = approved(team)
    Case.objects.filter(pk=case.pk).update(document=canonical(document("Something else")))
    case.refresh_from_db()
    with pytest.raises(DomainError, match="changed after it was signed"):
        release_case(case, by=team.signatory, at=AT)


def test_same_content_is_not_released_twice(team: Team) -> None:
    released(team)
    with pytest.raises(DomainError, match="released already"):
        release_case(approved(team), by=team.signatory, at=AT)


def test_document_that_breaks_its_rules_opens_no_case(team: Team) -> None:
    with pytest.raises(DomainError, match="no title"):
        open_case(
            "leaflet", {"title": ""}, subject="velmora", holder=team.city, by=team.officer, at=AT
        )
    assert not Case.objects.exists()


@pytest.mark.parametrize("act", [review_case, release_case])
def test_strangers_have_no_say(team: Team, act: object) -> None:
    with pytest.raises(NotAllowed):
        act(opened(team), by=team.stranger, at=AT)  # type: ignore[operator]


@pytest.mark.parametrize(
    "change", [{"number": 7}, {"document": "{}"}, {"audience": "holder"}, {"public_from": None}]
)
def test_database_refuses_to_change_a_release(team: Team, change: dict[str, object]) -> None:
    release = released(team)
    with pytest.raises(DatabaseError), transaction.atomic():
        Release.objects.filter(pk=release.pk).update(**change)


def test_database_refuses_to_delete_a_release(team: Team) -> None:
    release = released(team)
    with pytest.raises(DatabaseError, match="never deleted"), transaction.atomic():
        Release.objects.filter(pk=release.pk)._raw_delete("default")


def test_proof_notices_a_file_that_was_changed(team: Team) -> None:
    artefact = released(team).artefacts.get(language="en")
    store.delete_key(artefact.key, "public")
    assert list(prove.problems()) == ["release leaflet velmora 1: leaflet-1.en.txt is missing"]


def test_draft_from_before_another_release_is_not_released(team: Team) -> None:
    case = approved(team, "Arches")
    earlier = approved(team)
    release_case(earlier, by=team.signatory, at=AT + timedelta(minutes=1))
    with pytest.raises(DomainError, match="Another version has been released since"):
        release_case(case, by=team.signatory, at=AT + timedelta(minutes=2))


@pytest.mark.parametrize(
    ("proof", "other_is_guarded", "is_refused"),
    [("", True, False), ("0" * 64, True, True), ("0" * 64, False, False)],
)
def test_guarded_draft_is_held_against_every_guarded_kind(
    team: Team,
    monkeypatch: pytest.MonkeyPatch,
    proof: str,
    other_is_guarded: bool,
    is_refused: bool,
) -> None:
    """What tells of the same people in another kind counts; what was never guarded tells of none."""
    guard = kinds.Guard(together=lambda _document, _subject: (), prove=lambda _case, _release: None)
    other = replace(LEAFLET, guard=guard if other_is_guarded else None)
    monkeypatch.setitem(kinds._kinds, "leaflet", other)
    monkeypatch.setitem(kinds._kinds, "poster", replace(LEAFLET, name="poster"))
    case = open_case(
        "poster", document("Arches"), subject="velmora", holder=team.city, by=team.officer, at=AT,
        proof=proof,
    )  # fmt: skip
    review_case(case, by=team.reviewer, at=AT)
    approve_case(case, by=team.signatory, at=AT, audience="public", public_from=AT)
    release_case(approved(team), by=team.signatory, at=AT + timedelta(minutes=1))
    later = AT + timedelta(minutes=2)
    if is_refused:
        with pytest.raises(DomainError, match="Another version has been released since"):
            release_case(case, by=team.signatory, at=later)
    else:
        assert release_case(case, by=team.signatory, at=later).kind == "poster"


def test_approval_waits_for_what_a_kind_leaves_open(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unsettled(document: dict[str, object]) -> None:
        raise DomainError(f"{document['text']} are to be read again")

    monkeypatch.setitem(kinds._kinds, "leaflet", replace(LEAFLET, settled=unsettled))
    case = review_case(opened(team), by=team.reviewer, at=AT)
    with pytest.raises(DomainError, match="Bridges are to be read again"):
        approve_case(case, by=team.signatory, at=AT, audience="public", public_from=AT)
    assert not case.signatures.filter(act="approved").exists()
