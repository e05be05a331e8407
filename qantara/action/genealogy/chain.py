"""Everything that led to a record and everything that came of it, as far as somebody may see."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from qantara.accounts.models import Person
from qantara.action.genealogy.stages import BESIDE, BETWEEN, ORDER, STAGES
from qantara.action.genealogy.titles import Called, called
from qantara.core import trace
from qantara.core.trace import Node

#: Records of one chain that are shown; nearest first.
MOST = 60
Edge = tuple[Node, str, Node]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """``stages``: kind of stage -> its records, in the order of stages; ``edges`` among them.

    is_cut  there is more than fits
    """

    start: Node
    stages: dict[str, list[Node]]
    called: dict[Node, Called]
    edges: list[Edge]
    is_cut: bool

    def before(self, node: Node) -> list[tuple[str, Node]]:
        """What a record rests on, with how."""
        return [(relation, target) for origin, relation, target in self.edges if origin == node]

    def after(self, node: Node) -> list[tuple[str, Node]]:
        """What came of it, with how."""
        return [(relation, origin) for origin, relation, target in self.edges if target == node]


def chain(start: Node, *, lang: str, by: Person, at: datetime) -> Chain | None:
    """Of a record, walked both ways; none where ``by`` may not see it.

    What they may not see is not walked through either: nothing of it can be told from what follows.
    """
    kind, _key = start
    if kind not in STAGES:
        return None
    known: dict[Node, Called] = {}
    _learn(known, [start], lang, by, at)
    if start not in known:
        return None
    edges: dict[Edge, None] = {}
    is_cut = False
    for forward in (True, False):
        is_cut |= _walk(start, forward, known, edges, lang, by, at)
    _beside(known, edges, lang, by, at)
    shown = _contracted(edges, known)
    nodes = {node for origin, _relation, target in shown for node in (origin, target)} | {start}
    stages: dict[str, list[Node]] = {stage: [] for stage in ORDER}
    for node in known:
        if node in nodes:
            stages[known[node].stage or STAGES[node[0]]].append(node)
    return Chain(
        start=start,
        stages={stage: rows for stage, rows in stages.items() if rows},
        called={node: known[node] for node in nodes},
        edges=shown,
        is_cut=is_cut,
    )


def _walk(
    start: Node, forward: bool, known: dict[Node, Called], edges: dict[Edge, None], lang: str,
    by: Person, at: datetime,
) -> bool:  # fmt: skip
    """A generation at a time; whether something was left out for want of room."""
    seen, front = {start}, [start]
    while front:
        met = trace.edges_of(front, forward=forward)
        there = [edge[2] if forward else edge[0] for edge in met]
        fresh = [node for node in dict.fromkeys(there) if node not in seen]
        _learn(known, fresh, lang, by, at)
        usable = {node for node in there if node in known or node[0] in BETWEEN}
        for edge, node in zip(met, there, strict=True):
            if node in usable:
                edges[edge] = None
        seen.update(fresh)
        front = [node for node in fresh if node in usable]
        if len(known) > MOST:
            return True
    return False


def _beside(
    known: dict[Node, Called], edges: dict[Edge, None], lang: str, by: Person, at: datetime
) -> None:
    """How the priorities that were met were chosen and endorsed."""
    priorities = [node for node in known if STAGES[node[0]] == "priority"]
    met = [one for one in trace.edges_of(priorities, forward=False) if one[1] in BESIDE]
    _learn(known, [edge[0] for edge in met if edge[0] not in known], lang, by, at)
    for edge in met:
        if edge[0] in known:
            edges[edge] = None


def _learn(
    known: dict[Node, Called], nodes: Iterable[Node], lang: str, by: Person, at: datetime
) -> None:
    by_kind: dict[str, list[str]] = defaultdict(list)
    for kind, key in nodes:
        if kind in STAGES:
            by_kind[kind].append(key)
    for kind, keys in by_kind.items():
        for key, found in called(kind, keys, lang=lang, by=by, at=at).items():
            known[(kind, key)] = found


def _contracted(edges: Iterable[Edge], known: dict[Node, Called]) -> list[Edge]:
    """Edges between what is shown; through what is passed over, the relation of its far side."""
    found: dict[Edge, None] = {}
    beyond: dict[Node, list[tuple[str, Node]]] = defaultdict(list)
    for origin, relation, target in edges:
        if origin[0] in BETWEEN and target in known:
            beyond[origin].append((relation, target))
    for origin, relation, target in edges:
        if origin in known and target in known:
            found[(origin, relation, target)] = None
        elif origin in known and target[0] in BETWEEN:
            for further, node in beyond[target]:
                found[(origin, further, node)] = None
    return list(found)
