"""The indicator framework: which figures there are, in what words, and which people each one counts.

A framework is a folder of TOML files, read by ``load`` and checked as a whole. Its ``content_hash``
changes with any change of meaning and with nothing else, so a version that has been used can be
kept from changing. Storing, retiring and choosing frameworks is left to others; no Django here.
"""

from functools import cache
from pathlib import Path

from qantara.knowledge.frameworks.load import load
from qantara.knowledge.frameworks.problems import FrameworkErrors, Problem
from qantara.knowledge.frameworks.schema import (
    Code,
    CodeList,
    Counts,
    Dimension,
    Domain,
    Framework,
    Indicator,
    Measure,
    Name,
    StructuralZero,
    Unit,
    Variant,
)

#: The framework that Qantara ships.
DEFAULT = Path(__file__).parent / "default"


@cache
def default() -> Framework:
    """The framework that Qantara ships, read once in a process."""
    return load(DEFAULT)


__all__ = [
    "DEFAULT",
    "Code",
    "CodeList",
    "Counts",
    "Dimension",
    "Domain",
    "Framework",
    "FrameworkErrors",
    "Indicator",
    "Measure",
    "Name",
    "Problem",
    "StructuralZero",
    "Unit",
    "Variant",
    "default",
    "load",
]
