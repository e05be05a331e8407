"""Mappings: readable files that say what the columns and codes of a publisher's file mean.

Written once, used again next year. What a mapping does not know is asked about, never guessed.
How one is written: docs/mapping.md.
"""

from qantara.knowledge.evidence.mapping.apply import Understood, apply
from qantara.knowledge.evidence.mapping.load import load, loads
from qantara.knowledge.evidence.mapping.model import Mapping
from qantara.knowledge.evidence.mapping.places import Places
from qantara.knowledge.evidence.mapping.table import MappingError

__all__ = ["Mapping", "MappingError", "Places", "Understood", "apply", "load", "loads"]
