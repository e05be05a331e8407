"""Edges walked towards what a thing comes from, and towards what came of it."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from qantara.core import trace
from qantara.core.trace import Node

EVIDENCE, RELEASE, PRIORITY, OTHER, ACTION = (
    ("tests.thing", name) for name in ("evidence", "release", "priority", "other", "action")
)
DRAWN: list[tuple[Node, str, Node]] = [
    (RELEASE, "rests on", EVIDENCE),
    (PRIORITY, "quotes", RELEASE),
    (OTHER, "quotes", RELEASE),
    (ACTION, "serves", PRIORITY),
    (ACTION, "serves", OTHER),
]


@pytest.fixture
def edges(db: None) -> None:
    trace.link_all(DRAWN)


def test_walk_leads_to_every_origin_once_nearest_first(edges: None) -> None:
    assert list(trace.walk(ACTION)) == [DRAWN[3], DRAWN[4], DRAWN[1], DRAWN[2], DRAWN[0]]


def test_walk_backwards_leads_to_what_came_of_it(edges: None) -> None:
    assert list(trace.walk(RELEASE, forward=False)) == DRAWN[1:]


def test_walk_ends_where_edges_go_in_a_circle(edges: None) -> None:
    trace.link_all([(EVIDENCE, "is asked for by", ACTION)])
    assert len(list(trace.walk(EVIDENCE))) == len(DRAWN) + 1


def test_walk_asks_once_a_generation(edges: None) -> None:
    with CaptureQueriesContext(connection) as asked:
        list(trace.walk(ACTION))
    assert len(asked) == 4


def test_edge_is_drawn_once(edges: None) -> None:
    trace.link_all(DRAWN)
    assert len(list(trace.walk(ACTION))) == len(DRAWN)
