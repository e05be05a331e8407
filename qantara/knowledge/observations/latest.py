"""The table of latest preferred figures, made anew for what an act touched."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection

#: The latest figure by (territory, definition, breakdown, unit). Of the statements that compete for
#: one period the preferred source counts, then the official figure, then the one recorded last;
#: ObservationQuerySet.preferred says the same.
_SELECT = """
    SELECT DISTINCT ON (o.territory_id, o.definition_id, o.breakdown_id, o.unit)
           o.territory_id, o.definition_id, o.breakdown_id, o.unit, o.period_id,
           o.id AS observation_id, o.value, o.low, o.high
    FROM knowledge_observation o
    JOIN knowledge_period p ON p.id = o.period_id
    LEFT JOIN knowledge_preference own
           ON own.ended_at IS NULL AND own.territory_id = o.territory_id
          AND own.definition_id = o.definition_id AND own.period_id = o.period_id
    LEFT JOIN knowledge_preference every
           ON every.ended_at IS NULL AND every.territory_id = o.territory_id
          AND every.definition_id = o.definition_id AND every.period_id IS NULL
    WHERE o.superseded_at IS NULL AND o.absence = ''
"""
_ORDER = """
    ORDER BY o.territory_id, o.definition_id, o.breakdown_id, o.unit, p."end" DESC, p.start DESC,
             CASE WHEN o.source_id = coalesce(own.source_id, every.source_id) THEN 0
                  WHEN o.obs_status = 'A' THEN 1 ELSE 2 END,
             o.recorded_at DESC, o.id DESC
"""
#: What the whole table should hold; ``check`` compares it with what it does.
EXPECTED = _SELECT + _ORDER

_PAIRS = "SELECT * FROM unnest(%s::bigint[], %s::bigint[]) AS renewed (territory_id, definition_id)"
_DELETE = f"DELETE FROM knowledge_latest WHERE (territory_id, definition_id) IN ({_PAIRS})"  # noqa: S608
_INSERT = f"""
    INSERT INTO knowledge_latest
           (territory_id, definition_id, breakdown_id, unit, period_id, observation_id, value, low, high)
    {_SELECT} AND (o.territory_id, o.definition_id) IN ({_PAIRS}) {_ORDER}
"""


def renew(pairs: Iterable[tuple[int, int]]) -> None:
    """Make the latest figures of these (territory id, definition id) anew, in the act's transaction."""
    wanted = sorted(set(pairs))
    sides = [[pair[side] for pair in wanted] for side in (0, 1)]
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL work_mem = '256MB'")  # sorts an import of millions in memory
        cursor.execute(_DELETE, sides)
        cursor.execute(_INSERT, sides)
