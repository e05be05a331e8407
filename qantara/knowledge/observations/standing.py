"""What stands, as a frame: what a file is compared with."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from qantara.core.transfer import copy_out
from qantara.knowledge.observations.rows import STANDING

_QUERY = """
    SELECT t.slug, d.code, p.code, b.code, o.unit, o.value, o.low, o.high, o.numerator,
           o.denominator, o.obs_status, o.is_break, o.break_note, o.absence, o.conf_status,
           o.method, o.note, o.decimals, o.source_id, o.id
    FROM knowledge_observation o
    JOIN network_territory t ON t.id = o.territory_id
    JOIN knowledge_definition d ON d.id = o.definition_id
    JOIN knowledge_period p ON p.id = o.period_id
    JOIN knowledge_breakdown b ON b.id = o.breakdown_id
    WHERE o.superseded_at IS NULL AND t.slug = ANY(%s) AND d.id = ANY(%s)
"""


def standing(
    territories: Sequence[str], definitions: Sequence[int], *, source: int | None = None
) -> pl.DataFrame:
    """Current statements of all sources, or of one, about these slugs and definition ids.

    Returns rows.STANDING. A code whose definition has changed stands for another series, hence ids.
    """
    query = _QUERY
    parameters: list[object] = [list(territories), list(definitions)]
    if source is not None:
        query += " AND o.source_id = %s"
        parameters.append(source)
    return copy_out(query, parameters, STANDING)
