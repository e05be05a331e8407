"""What is kept of a closed round, as plain JSON: the count, how firm it is, and nothing of single ballots."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qantara.action.ballots.counting import firmness, schulze, scores
from qantara.action.ballots.counting.places import Groups, numbered
from qantara.action.ballots.models import Round
from qantara.action.ballots.values import HIGHEST, Ballot

SCHEMA = "ballot/1"
#: With fewer ballots that say something places are neither kept nor shown; with fewer in all, not even how
#: many of them abstained.
FEWEST = 5


@dataclass(frozen=True, slots=True)
class Boxes:
    """All ballots of a round, abstentions among them."""

    phones: Sequence[Ballot]
    sheets: Sequence[Ballot]


def write(round_: Round, boxes: Boxes) -> dict[str, Any]:
    """The record of a round. The order of ballots leaves no trace in it."""
    cast = [*boxes.phones, *boxes.sheets]
    saying = [ballot for ballot in cast if not ballot.is_abstention]
    is_shown = len(saying) >= FEWEST
    plain: dict[str, Any] = {
        "schema": SCHEMA,
        "round": str(round_.pk),
        "workshop": str(round_.workshop_id),
        "number": round_.number,
        "method": round_.method,
        "options": round_.options,
        "criteria": round_.criteria,
        "seats": round_.seats,
        "ballots": {
            "phones": len(boxes.phones), "paper": len(boxes.sheets), "cast": len(cast),
            "abstained": len(cast) - len(saying) if len(cast) >= FEWEST else None,
        },
        "is_shown": is_shown,
        "fewest_shown": FEWEST,
        "places": [],
        "firmness": {"repeats": firmness.REPEATS, "shares": {}, "words": {}},
    }  # fmt: skip
    if not is_shown:
        return plain
    marks = np.array([ballot.marks for ballot in saying], dtype=np.int64)
    if round_.method == Round.Method.SCORES:
        return plain | _of_scores(round_, marks)
    return plain | _of_ranking(round_, marks)


def digest(record: dict[str, Any]) -> str:
    """SHA-256 of the record as canonical JSON: keys sorted, no spaces, UTF-8."""
    text = json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _of_scores(round_: Round, marks: NDArray[np.int64]) -> dict[str, Any]:
    keys = [one["key"] for one in round_.options]
    measures = [one["key"] for one in round_.criteria]
    weights = [one["weight"] for one in round_.criteria]
    cubed = marks.reshape(len(marks), len(keys), len(weights))
    found = scores.count(cubed, weights, HIGHEST)
    return _placed(keys, found.groups, firmness.of_scores(cubed, weights)) | {
        "scores": {
            key: {
                "total": _printed(found.totals[at]),
                "criteria": {
                    measure: {
                        "mean": _printed(
                            Fraction(int(found.sums[at, of]), int(found.answers[at, of]))
                            if found.answers[at, of]
                            else None
                        ),
                        "sum": int(found.sums[at, of]),
                        "answers": int(found.answers[at, of]),
                    }
                    for of, measure in enumerate(measures)
                },
                "spread": found.spread[at].tolist(),
            }
            for at, key in enumerate(keys)
        }
    }


def _of_ranking(round_: Round, marks: NDArray[np.int64]) -> dict[str, Any]:
    keys = [one["key"] for one in round_.options]
    found = schulze.count(marks)
    return _placed(keys, found.groups, firmness.of_ranking(marks)) | {
        "strength": "winning votes",
        "pairwise": _squared(keys, found.pairwise),
        "strengths": _squared(keys, found.strengths),
    }


def _placed(keys: list[str], of: Groups, shares: NDArray[np.float64]) -> dict[str, Any]:
    words = firmness.words(shares, of)
    return {
        "places": [
            {"place": place, "options": [keys[one] for one in group]}
            for place, group in numbered(of)
        ],
        "firmness": {
            "repeats": firmness.REPEATS,
            "shares": {
                key: [round(one, 6) for one in shares[at].tolist()] for at, key in enumerate(keys)
            },
            "words": dict(zip(keys, words, strict=True)),
        },
    }


def _squared(keys: list[str], of: NDArray[np.int64]) -> dict[str, dict[str, int]]:
    return {
        one: {other: int(of[a, b]) for b, other in enumerate(keys) if a != b}
        for a, one in enumerate(keys)
    }


def _printed(value: Fraction | None) -> float | None:
    return None if value is None else round(float(value), 6)
