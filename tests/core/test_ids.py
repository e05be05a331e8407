"""Identifiers that sort by time of making."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import pytest

from qantara.core import ids


def test_identifiers_are_of_version_7_and_tell_the_moment() -> None:
    before = time.time_ns() // 1_000_000
    made = ids.uuid7()
    assert (made.version, made.variant) == (7, "specified in RFC 4122")
    assert before <= made.int >> 80 <= time.time_ns() // 1_000_000 + 1_000


def test_identifiers_sort_in_the_order_in_which_they_were_made() -> None:
    made = [ids.uuid7() for _time in range(20_000)]
    assert made == sorted(made)
    assert len(set(made)) == len(made)


def test_identifiers_made_at_once_are_different() -> None:
    with ThreadPoolExecutor(8) as threads:
        made = list(threads.map(lambda _time: ids.uuid7(), range(5_000)))
    assert len(set(made)) == len(made)


def test_identifiers_sort_where_the_clock_goes_back(monkeypatch: pytest.MonkeyPatch) -> None:
    first = ids.uuid7()
    monkeypatch.setattr(time, "time_ns", lambda: 1_000_000)
    assert first < ids.uuid7() < ids.uuid7()


def test_next_identifier_cannot_be_counted_to(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "time_ns", lambda: 1_000_000)
    made = [ids.uuid7().int for _time in range(100)]
    steps = [after - one for one, after in pairwise(made)]
    assert len(set(steps)) > 90
