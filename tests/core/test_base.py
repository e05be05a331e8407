"""Ids, once-keys, trace, audit log, health, log lines."""

from __future__ import annotations

import json
import logging
import time
from datetime import UTC, datetime
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.test import Client

from qantara.accounts.models import Holder
from qantara.core import audit, clock, ids, logs, once, trace
from qantara.core.models import AuditLine
from tests.people import a_holder, a_person

AT = datetime(2026, 11, 22, tzinfo=UTC)
KEY = b"a key for tests"


def test_uuid7_carries_version_variant_and_the_time() -> None:
    before = time.time_ns() // 1_000_000
    made = ids.uuid7()
    assert (made.version, made.variant) == (7, UUID(int=0x8 << 60).variant)
    assert before <= made.int >> 80 <= time.time_ns() // 1_000_000


def test_short_ids_use_letters_nobody_misreads() -> None:
    assert set("".join(ids.short(30) for _ in range(60))) <= set("0123456789abcdefghjkmnpqrstvwxyz")
    assert len({ids.short() for _ in range(2000)}) == 2000


def test_clock_is_in_utc() -> None:
    assert clock.now().tzinfo is UTC


@pytest.mark.django_db
def test_once_key_acts_once() -> None:
    key = ids.uuid7()
    assert [once.first_time(key, at=AT) for _ in range(3)] == [True, False, False]


@pytest.mark.django_db
def test_once_key_of_a_failed_act_is_free_again() -> None:
    key = ids.uuid7()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        once.first_time(key, at=AT)
        raise ZeroDivisionError
    assert once.first_time(key, at=AT)


@pytest.mark.django_db
def test_trace_is_walked_both_ways_and_ends_in_a_circle() -> None:
    a, b, c = (a_holder(slug) for slug in "abc")
    for _ in range(2):
        trace.link(a, "made from", b)
    trace.link(b, "made from", c)
    trace.link(c, "made from", a)
    ends = [(edge[0][1], edge[2][1]) for edge in trace.walk(trace.node(a))]
    assert ends == [(str(x.pk), str(y.pk)) for x, y in ((a, b), (b, c), (c, a))]
    back = [edge[0][1] for edge in trace.walk(trace.node(c), forward=False)]
    assert back == [str(b.pk), str(a.pk), str(c.pk)]


@pytest.mark.django_db
def test_audit_line_names_actor_by_id_and_fields_without_values() -> None:
    holder, person = a_holder(), a_person("someone")
    audit.record("holder.renamed", holder, by=person, at=AT, reason="typo", fields=["name"])
    line = AuditLine.objects.get()
    assert (line.actor, line.act, line.subject_type, line.subject_id, line.fields, line.reason) == (
        audit.pseudonym_of(person.pk), "holder.renamed", "accounts.holder", str(holder.pk), ["name"], "typo",
    )  # fmt: skip


@pytest.mark.django_db
def test_audit_line_goes_with_the_act_that_failed() -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        audit.record("holder.made", a_holder(), by=None, at=AT)
        raise ZeroDivisionError
    assert not AuditLine.objects.exists()


def sealed(*holders: Holder | None) -> list[AuditLine]:
    subject = a_holder("subject")
    for number, holder in enumerate(holders):
        audit.record(f"act.{number}", subject, by=None, at=AT, holder=holder.pk if holder else None)
    assert audit.seal(KEY) == len(holders)
    return list(AuditLine.objects.order_by("id"))


@pytest.mark.django_db
def test_seals_hold_and_are_added_later_in_order() -> None:
    one, two = a_holder("one"), a_holder("two")
    sealed(one, two, one, None)
    audit.record("act.last", one, by=None, at=AT, holder=one.pk)
    assert (audit.seal(KEY), audit.seal(KEY)) == (1, 0)
    assert audit.broken(KEY) is None


@pytest.mark.django_db
@pytest.mark.parametrize("change", [{"act": "other"}, {"actor": UUID(int=1)}, {"reason": "x"}])
def test_changed_line_breaks_its_chain(change: dict[str, object]) -> None:
    one = a_holder("one")
    lines = sealed(one, one, one)
    AuditLine.objects.filter(pk=lines[1].pk).update(**change)
    found = audit.broken(KEY)
    assert found is not None
    assert found.pk == lines[1].pk


@pytest.mark.django_db
def test_line_taken_out_breaks_the_chain_at_the_next() -> None:
    one = a_holder("one")
    lines = sealed(one, one, one)
    lines[1].delete()
    found = audit.broken(KEY)
    assert found is not None
    assert found.pk == lines[2].pk


@pytest.mark.django_db
def test_readiness_asks_the_database_and_liveness_does_not(
    client: Client, django_assert_num_queries
) -> None:  # type: ignore[no-untyped-def]
    with django_assert_num_queries(0):
        assert client.get("/healthz").json() == {"alive": True}
    with django_assert_num_queries(1):
        assert client.get("/readyz").json() == {"ready": True, "database": True}


def test_log_line_is_json_with_the_request_and_without_what_was_typed() -> None:
    record = logging.LogRecord(
        "web", logging.WARNING, "", 0, "Not Found: %s", ("/en/?q=Fatima",), None
    )
    token = logs.request_id.set("abc123")
    line = json.loads(logs.JsonLines().format(record))
    logs.request_id.reset(token)
    assert (line["message"], line["level"], line["request"]) == (
        "Not Found: /en/",
        "warning",
        "abc123",
    )


@pytest.mark.django_db
def test_server_is_new_enough() -> None:
    assert connection.pg_version >= 150000
