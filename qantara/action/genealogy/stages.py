"""The order in which things come of each other, and what is passed over on the way."""

from __future__ import annotations

from django.utils.translation import pgettext

#: Kinds of record, as the trace names them -> stage. What is not here is not shown.
STAGES = {
    "knowledge.source": "evidence",
    "releases.release": "release",
    "action.priority": "priority",
    "action.round": "choice",
    "action.ranking": "choice",
    "action.endorsement": "endorsement",
    "action.recommendation": "recommendation",
    "action.commitment": "commitment",
    "action.progressreport": "progress",
    "action.check": "check",
}
ORDER = (
    "evidence", "release", "priority", "choice", "endorsement", "recommendation", "commitment",
    "progress", "check", "told",
)  # fmt: skip
#: By what a priority became one: shown beside it, although it came after.
BESIDE = ("endorsed", "ranked", "voted on")
#: Passed over: what stands before them is linked to what stands behind.
BETWEEN = frozenset({"releases.case"})


def stage_name(stage: str) -> str:
    return {
        "evidence": pgettext("stage of a chain", "Evidence"),
        "release": pgettext("stage of a chain", "Release"),
        "priority": pgettext("stage of a chain", "Priority"),
        "choice": pgettext("stage of a chain", "The group’s order"),
        "endorsement": pgettext("stage of a chain", "Endorsement"),
        "recommendation": pgettext("stage of a chain", "Recommendation"),
        "commitment": pgettext("stage of a chain", "Commitment"),
        "progress": pgettext("stage of a chain", "Progress"),
        "check": pgettext("stage of a chain", "Check"),
        "told": pgettext("stage of a chain", "Published"),
    }[stage]


def relation_name(relation: str) -> str:
    """How one thing leads to another, read from the later to the earlier."""
    return {
        "draws on": pgettext("relation", "draws on"),
        "quotes": pgettext("relation", "quotes"),
        "ranked": pgettext("relation", "put in order"),
        "voted on": pgettext("relation", "voted on"),
        "endorsed": pgettext("relation", "endorsed"),
        "followed": pgettext("relation", "followed"),
        "took in": pgettext("relation", "took in"),
        "serves": pgettext("relation", "serves"),
        "commits to": pgettext("relation", "commits to"),
        "comes from": pgettext("relation", "comes from"),
        "tells of": pgettext("relation", "tells of"),
        "checks": pgettext("relation", "checks"),
    }[relation]
