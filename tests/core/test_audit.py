"""The log of acts: pseudonyms with keys that can be erased, places in a chain, heads noted elsewhere."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest

from qantara.core import audit, audit_heads
from qantara.core.models import AuditLine, Pseudonym
from tests.people import a_holder, a_person

KEY, AT = b"a key", datetime(2026, 11, 1, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def test_log_knows_a_person_by_a_pseudonym_that_is_always_the_same() -> None:
    holder, one, two = a_holder(), a_person("one"), a_person("two")
    for person in (one, two, one):
        audit.record("holder.renamed", holder, by=person, at=AT)
    actors = list(AuditLine.objects.order_by("id").values_list("actor", flat=True))
    assert actors == [audit.pseudonym_of(each.pk) for each in (one, two, one)]
    assert not {one.pk, two.pk} & set(actors)
    assert audit.people(actors) == {actors[0]: one.pk, actors[1]: two.pk}


def test_erasing_a_person_keeps_every_seal_and_tells_nobody_who_acted() -> None:
    holder, one, two = a_holder(), a_person("one"), a_person("two")
    for person in (one, two):
        audit.record("holder.renamed", holder, by=person, at=AT)
    assert audit.seal(KEY) == 2
    actors = list(AuditLine.objects.order_by("id").values_list("actor", flat=True))
    audit.forget(one.pk)
    assert audit.people(actors) == {actors[1]: two.pk}
    assert audit.broken(KEY) is None
    audit.record("holder.renamed", holder, by=one, at=AT)
    assert AuditLine.objects.latest("id").actor not in actors


def test_line_that_comes_to_light_late_takes_the_next_place() -> None:
    """An act may take longer than one that began after it: its id is lower, its line later."""
    holder = a_holder()
    for _number in range(3):
        audit.record("holder.renamed", holder, by=None, at=AT, holder=holder.pk)
    late = AuditLine.objects.order_by("id")[1]
    fields = {f.attname: getattr(late, f.attname) for f in AuditLine._meta.concrete_fields}
    late.delete()
    assert audit.seal(KEY) == 2
    AuditLine.objects.create(**fields)
    assert audit.seal(KEY) == 1
    places = AuditLine.objects.order_by("id").values_list("place", flat=True)
    assert list(places) == [1, 3, 2]
    assert audit.broken(KEY) is None


def test_line_put_in_without_a_place_or_in_anothers_is_found() -> None:
    holder = a_holder()
    for _number in range(2):
        audit.record("holder.renamed", holder, by=None, at=AT, holder=holder.pk)
    audit.seal(KEY)
    last = AuditLine.objects.latest("id")
    AuditLine.objects.filter(pk=last.pk).update(place=3)
    found = audit.broken(KEY)
    assert found is not None
    assert found.pk == last.pk


def test_chain_cut_short_has_lost_the_head_that_was_noted_down(tmp_path: Path) -> None:
    holder, path = a_holder(), tmp_path / "kept" / "heads.jsonl"
    for _number in range(3):
        audit.record("holder.renamed", holder, by=None, at=AT, holder=holder.pk)
    audit.record("network.loaded", holder, by=None, at=AT)
    audit.seal(KEY)
    assert list(audit_heads.kept(path)) == []
    assert audit_heads.note(path, at=AT) == 2
    assert audit_heads.note(path, at=AT) == 0
    kept = list(audit_heads.kept(path))
    assert {(head.holder, head.place) for head in kept} == {(str(holder.pk), 3), ("", 1)}
    assert audit.lost(kept) == []
    AuditLine.objects.filter(holder=holder.pk, place=3).delete()
    assert audit.broken(KEY) is None
    assert audit.lost(kept) == [head for head in kept if head.holder]


def test_chain_made_anew_with_the_key_has_lost_its_head(tmp_path: Path) -> None:
    holder, path = a_holder(), tmp_path / "heads.jsonl"
    for _number in range(2):
        audit.record("holder.renamed", holder, by=None, at=AT, holder=holder.pk)
    audit.seal(KEY)
    audit_heads.note(path, at=AT)
    AuditLine.objects.order_by("id")[:1].get().delete()
    AuditLine.objects.update(place=None, seal=None)
    audit.seal(KEY)
    assert audit.broken(KEY) is None
    assert len(audit.lost(audit_heads.kept(path))) == 1


def test_file_of_heads_is_added_to_and_names_holders_and_places_only(tmp_path: Path) -> None:
    holder, path = a_holder(), tmp_path / "heads.jsonl"
    audit.record("x", holder, by=a_person("one"), at=AT, reason="a reason", holder=holder.pk)
    audit.seal(KEY)
    audit_heads.note(path, at=AT)
    first = path.read_text()
    audit.record("x", holder, by=None, at=AT, holder=holder.pk)
    audit.seal(KEY)
    audit_heads.note(path, at=AT)
    assert path.read_text().startswith(first)
    seals = [bytes(line.seal or b"").hex() for line in AuditLine.objects.order_by("id")]
    assert [json.loads(line) for line in path.read_text().splitlines()] == [
        {"at": AT.isoformat(), "heads": [[str(holder.pk), place, seal]]}
        for place, seal in enumerate(seals, 1)
    ]


def test_keys_lie_apart_from_people() -> None:
    person = uuid4()
    name = audit.pseudonym_of(person)
    assert Pseudonym.objects.get() == Pseudonym(person=person, name=name)
    assert audit.pseudonym_of(person) == name != person
