"""The tables of this pillar, each kept by its topic."""

from qantara.knowledge.evidence.arrivals.models import Arrival
from qantara.knowledge.evidence.models import EvidenceFile
from qantara.knowledge.ledger.models import Decision, Mark, Proof, World
from qantara.knowledge.observations.models import (
    Batch,
    Breakdown,
    Definition,
    DefinitionUse,
    Latest,
    Observation,
    Period,
    Preference,
    Source,
)
from qantara.knowledge.profiles.models import Narrative, Wording

__all__ = [
    "Arrival",
    "Batch",
    "Breakdown",
    "Decision",
    "Definition",
    "DefinitionUse",
    "EvidenceFile",
    "Latest",
    "Mark",
    "Narrative",
    "Observation",
    "Period",
    "Preference",
    "Proof",
    "Source",
    "Wording",
    "World",
]
