"""The tables of this pillar, each kept by its topic."""

from qantara.knowledge.evidence.models import EvidenceFile
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
    "Batch",
    "Breakdown",
    "Definition",
    "DefinitionUse",
    "EvidenceFile",
    "Latest",
    "Narrative",
    "Observation",
    "Period",
    "Preference",
    "Source",
    "Wording",
]
