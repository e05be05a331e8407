"""The tables of this pillar, each kept by its topic."""

from qantara.knowledge.answers.models import ChosenSet, Competence, Confirmation
from qantara.knowledge.dues.models import Due, Extension
from qantara.knowledge.evidence.arrivals.models import Arrival, Delivery
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
from qantara.knowledge.profiles.proposing.models import Proposal
from qantara.knowledge.requests.models import Contact, DataRequest, LetterText
from qantara.knowledge.reviews.models import Said, SignOff, Statement, Thread

__all__ = [
    "Arrival",
    "Batch",
    "Breakdown",
    "ChosenSet",
    "Competence",
    "Confirmation",
    "Contact",
    "DataRequest",
    "Decision",
    "Definition",
    "DefinitionUse",
    "Delivery",
    "Due",
    "EvidenceFile",
    "Extension",
    "Latest",
    "LetterText",
    "Mark",
    "Narrative",
    "Observation",
    "Period",
    "Preference",
    "Proof",
    "Proposal",
    "Said",
    "SignOff",
    "Source",
    "Statement",
    "Thread",
    "Wording",
    "World",
]
