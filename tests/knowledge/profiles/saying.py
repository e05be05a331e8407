"""What a draft says over its charts, and the spaces it says it with."""

from __future__ import annotations

from typing import Any

from qantara.knowledge.profiles.figures import figures
from qantara.knowledge.profiles.findings import Findings
from tests.knowledge.profiles.conftest import Drafter, frame

NB = "\u00a0"  # before a percent sign, in French and Spanish
TH = "\u202f"  # between thousands


def chart(document: dict[str, Any], name: str) -> dict[str, Any]:
    return next(one for one in document["charts"] if one["id"] == name)


def finding(drafted: Drafter, name: str, *rows: dict[str, Any]) -> dict[str, str] | None:
    found: dict[str, str] | None = chart(drafted(frame(*rows)), name)["finding"]
    return found


def rules(document: dict[str, Any]) -> tuple[Findings, Any]:
    found = figures(document["figures"], document["place"]["slug"])
    return Findings(document, found), found
