"""Where an indicator stands, from what was last said of it."""

from __future__ import annotations

from datetime import date

import pytest

from qantara.knowledge import frameworks
from qantara.knowledge.answers.states import STATES, standings
from qantara.knowledge.profiles.coverage import Known

TODAY = date(2026, 11, 22)
RECENT, OLD = date(2025, 12, 31), date(2019, 12, 31)


@pytest.mark.parametrize(
    ("known", "released", "asked", "elsewhere", "state"),
    [
        (None, None, False, False, "missing"),
        (None, None, True, False, "asked"),
        (None, None, False, True, "not_competent"),
        (None, None, True, True, "not_competent"),
        (Known(latest=RECENT), None, False, False, "new"),
        (Known(latest=RECENT), RECENT, False, False, "released"),
        (Known(latest=RECENT), OLD, False, False, "new"),
        (Known(latest=RECENT), RECENT, True, True, "released"),
        (Known(latest=OLD), OLD, False, False, "old"),
        (Known(latest=OLD), OLD, True, False, "asked"),
        (Known(absence="refused"), None, False, False, "refused"),
        (Known(absence="refused"), None, True, False, "asked"),
        (Known(absence="no_answer"), None, False, False, "no_answer"),
        (Known(absence="none_exists"), None, True, False, "answered"),
        (Known(absence="not_applicable"), None, False, False, "answered"),
        (Known(absence="not_competent"), None, False, False, "not_competent"),
        (Known(absence="not_collected"), None, False, False, "missing"),
        (Known(latest=RECENT, absence="refused"), None, False, False, "new"),
    ],
)
def test_standing_follows_what_was_said(
    known: Known | None, released: date | None, asked: bool, elsewhere: bool, state: str
) -> None:
    indicator = frameworks.default()["POP-02"]
    (found,) = standings(
        [indicator],
        {"POP-02": known} if known else {},
        released={"POP-02": released} if released else {},
        asked=["POP-02"] if asked else [],
        elsewhere=["POP-02"] if elsewhere else [],
        today=TODAY,
    )
    assert (found.state, found.latest) == (state, known.latest if known else None)
    assert found.is_complete == (state in ("new", "released", "answered", "not_competent"))


def test_national_variant_speaks_for_its_indicator() -> None:
    framework = frameworks.default()
    indicator = next(one for one in framework.indicators if one.variants)
    variant = f"{indicator.code}/{indicator.variants[0].id}"
    (found,) = standings(
        [indicator],
        {variant: Known(latest=RECENT)},
        released={},
        asked=[],
        elsewhere=[],
        today=TODAY,
    )
    assert found.state == "new"
    assert len(set(STATES)) == len(STATES)
