"""Real files: what is proposed, with a few answers, reads what the mappings written by hand read."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

import qantara.demo.mc2cm
from qantara.knowledge.evidence import mapping, readers
from qantara.knowledge.evidence.mapping import Places
from qantara.knowledge.evidence.proposals import propose

pytestmark = pytest.mark.field

MAPPINGS = Path(qantara.demo.mc2cm.__file__).parent / "mappings"
SOURCE = {"source:organisation": "Ayuntamiento de Madrid", "source:public": "yes"}
COLUMNS = ("territory", "definition", "period", "breakdown", "value")


def read(sheets, own, framework, places):
    return set(mapping.apply(sheets, own, framework, places).rows.select(COLUMNS).rows())


def test_proposal_reads_moves_as_the_mapping_written_by_hand(field, framework):
    places = Places(slugs=frozenset({"madrid"}))
    sheets = readers.read(field / "cities/madrid/immigrants_emigrants_by_sex.csv")
    name = sheets.sheets[0].name
    answers = SOURCE | {
        f"table:{name}:territory": "madrid",
        f"head:{name}:Immigrants": "definition=FLW-01/any-origin",
        f"head:{name}:Emigrants": "definition=FLW-02/any-destination",
    }
    proposal = propose(sheets, framework, places, names={}, answers=answers, lang="en")
    assert [(choice.id, choice.question) for choice in proposal.open] == []
    proposed = read(sheets, mapping.loads(proposal.mapping_text()), framework, places)
    by_hand = read(sheets, mapping.load(MAPPINGS / "madrid-moves.toml"), framework, places)
    # By hand the ages are added up.
    sums: Counter[tuple[str, ...]] = Counter()
    for territory, definition, period, breakdown, value in proposed:
        sums[territory, definition, period, breakdown.rpartition(";")[2]] += int(value)
    people = {row[:4]: row[4] for row in by_hand if row[3].startswith("SEX=")}
    assert people
    assert people == {key: float(value) for key, value in sums.items()}
