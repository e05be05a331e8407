"""Documents of every version ever released, read as the newest: nothing stored is changed.

A released document outlives the code. When ``profile/2`` comes, the step from 1 to 2 is added here,
with a golden file of version 1 in the tests.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from qantara.core.errors import DomainError

Document = dict[str, Any]

#: The versions this code writes.
NEWEST = {"profile": 1, "figures": 1}

#: From each older version to the next: (kind, version) -> step.
STEPS: dict[tuple[str, int], Callable[[Document], Document]] = {}


class UnknownVersion(DomainError):
    """The document was made by a newer Qantara, or is no document at all."""


def upgraded(document: Document) -> Document:
    """The document as the newest version of its kind. Raises UnknownVersion."""
    kind, _slash, number = str(document.get("schema", "")).partition("/")
    if kind not in NEWEST or not number.isdigit() or int(number) > NEWEST[kind]:
        raise UnknownVersion(
            _("“%(schema)s” is not a kind of document that can be read here. Update Qantara first.")
            % {"schema": document.get("schema", "")}
        )
    for version in range(int(number), NEWEST[kind]):
        document = STEPS[kind, version](document)
    return document
