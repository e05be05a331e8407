"""The time of an answer that is given again, and the frame it travels in."""

from __future__ import annotations

from datetime import date

import pytest

from qantara.knowledge.answers.forward import this_year
from qantara.knowledge.answers.statement import rows
from qantara.knowledge.observations.rows import ROWS


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ("2025", "2026"),
        ("2019", "2026"),
        ("2025-01-01", "2026-01-01"),
        ("2025-Q2", "2026-Q2"),
        ("2025-10", "2026-10"),
        ("2025-12-31", "2026"),
        ("2025-12", "2026"),
        ("2024-02-29", "2026"),
        ("2020/2024", "2026"),
    ],
)
def test_period_moves_to_this_year_and_never_to_a_time_still_to_come(before: str, now: str) -> None:
    assert this_year(before, date(2026, 11, 22)) == now


def test_line_of_a_city_is_a_row_of_the_store() -> None:
    found = rows({"territory": "marwa", "definition": "GOV-02", "period": "2026", "value": 2.0})
    assert dict(found.schema) == dict(ROWS)
    assert found.row(0, named=True) == {
        **dict.fromkeys(ROWS.names()), "territory": "marwa", "definition": "GOV-02",
        "period": "2026", "value": 2.0, "decimals": 0, "obs_status": "A", "is_break": False,
        "break_note": "", "absence": "", "conf_status": "", "method": "", "note": "", "sheet": "",
        "row": 0, "column": "",
    }  # fmt: skip
