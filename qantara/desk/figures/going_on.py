"""Where a file that waits goes on."""

from __future__ import annotations

from qantara.knowledge.evidence.arrivals.models import Arrival


def next_page(arrival: Arrival) -> str:
    """Name of the page where a waiting arrival goes on: its questions, or its review."""
    is_asked = arrival.meaning == Arrival.Meaning.ASKED and not arrival.mapping
    return "desk:questions" if is_asked else "desk:review"
