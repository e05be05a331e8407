"""The trace: where a thing comes from and what came of it, walked by stored ids."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.db import models
from django.db.models import Q

from qantara.core.models import Edge

Node = tuple[str, str]


def node(thing: models.Model) -> Node:
    return thing._meta.label_lower, str(thing.pk)


def link(origin: models.Model, relation: str, target: models.Model) -> None:
    """Record that ``origin`` *relation* ``target``, as in *release quotes case*."""
    link_all([(node(origin), relation, node(target))])


def link_all(edges: list[tuple[Node, str, Node]]) -> None:
    Edge.objects.bulk_create(
        [
            Edge(
                origin_type=origin[0], origin_id=origin[1], relation=relation,
                target_type=target[0], target_id=target[1],
            )
            for origin, relation, target in edges
        ],
        ignore_conflicts=True,
    )  # fmt: skip


def unlink_all(edges: list[tuple[Node, str, Node]]) -> None:
    """Take edges away that no longer hold: the trace follows what is on record, the audit log what was."""
    for origin, relation, target in edges:
        Edge.objects.filter(
            origin_type=origin[0], origin_id=origin[1], relation=relation,
            target_type=target[0], target_id=target[1],
        ).delete()  # fmt: skip


def walk(start: Node, *, forward: bool = True) -> Iterator[tuple[Node, str, Node]]:
    """Every edge reachable from ``start``, nearest first: towards its origins, or what came of it."""
    seen = {start}
    front = [start]
    while front:
        nearer, front = front, []
        for edge in edges_of(nearer, forward=forward):
            yield edge
            there = edge[2] if forward else edge[0]
            if there not in seen:
                seen.add(there)
                front.append(there)


def edges_of(nodes: Sequence[Node], *, forward: bool = True) -> list[tuple[Node, str, Node]]:
    """The edges that leave ``nodes``, or lead to them: one question for all, the oldest edge first."""
    side = "origin" if forward else "target"
    by_type: dict[str, list[str]] = {}
    for label, key in nodes:
        by_type.setdefault(label, []).append(key)
    among = Q()
    for label, keys in by_type.items():
        among |= Q(**{f"{side}_type": label, f"{side}_id__in": keys})
    rows = Edge.objects.filter(among).order_by("id") if by_type else []
    return [
        ((row.origin_type, row.origin_id), row.relation, (row.target_type, row.target_id))
        for row in rows
    ]
