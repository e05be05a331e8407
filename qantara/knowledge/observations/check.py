"""Prove that the store holds together: what constraints would say that are too dear to keep.

Read-only. Each proof is one query that finds what should not exist.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.db import connection

from qantara.core import breakdowns, periods
from qantara.knowledge.observations import latest
from qantara.knowledge.observations.models import Breakdown, Period

_REFERENCES = {
    "territory_id": "network_territory",
    "definition_id": "knowledge_definition",
    "period_id": "knowledge_period",
    "breakdown_id": "knowledge_breakdown",
    "source_id": "knowledge_source",
    "batch_id": "knowledge_batch",
}
_KEY = "territory_id, definition_id, period_id, breakdown_id, unit, source_id"

_PROOFS = {
    "observations stand together though they state the same figure": f"""
        SELECT count(*) FROM (
            SELECT 1 FROM knowledge_observation WHERE superseded_at IS NULL
            GROUP BY {_KEY} HAVING count(*) > 1) doubled""",  # noqa: S608
    "observations were superseded before they were recorded": """
        SELECT count(*) FROM knowledge_observation WHERE superseded_at < recorded_at""",
    "observations of imports that were undone still stand": """
        SELECT count(*) FROM knowledge_observation o JOIN knowledge_batch b ON b.id = o.batch_id
        WHERE o.superseded_at IS NULL AND b.undone_at IS NOT NULL""",
    "observations have another source than the file they came from": """
        SELECT count(*) FROM knowledge_observation o
        JOIN knowledge_batch b ON b.id = o.batch_id
        JOIN knowledge_evidencefile f ON f.id = b.evidence_file_id
        WHERE f.source_id <> o.source_id""",
    "observations have neither a value nor a reason, or both": """
        SELECT count(*) FROM knowledge_observation
        WHERE (absence = '') = (value IS NULL AND (low IS NULL OR high IS NULL))""",
    "imports say they stored another number of figures than they did": """
        SELECT count(*) FROM (
            SELECT b.id FROM knowledge_batch b
            LEFT JOIN knowledge_observation o
                   ON o.batch_id = b.id AND o.recorded_at = b.confirmed_at
            GROUP BY b.id HAVING count(o.id) <> b.added + b.changed) wrong""",
    "figures of men and women do not sum to the whole beside them": """
        SELECT count(*) FROM (
            SELECT whole.id
            FROM knowledge_observation whole
            JOIN knowledge_breakdown wb ON wb.id = whole.breakdown_id AND wb.code = ''
            JOIN knowledge_observation part
              ON part.territory_id = whole.territory_id AND part.definition_id = whole.definition_id
             AND part.period_id = whole.period_id AND part.unit = whole.unit
             AND part.source_id = whole.source_id AND part.superseded_at IS NULL
            JOIN knowledge_breakdown pb ON pb.id = part.breakdown_id AND pb.code LIKE 'SEX=%%'
            WHERE whole.superseded_at IS NULL AND whole.unit = 'PS' AND whole.value IS NOT NULL
            GROUP BY whole.id, whole.value
            HAVING count(*) FILTER (WHERE pb.code IN ('SEX=F', 'SEX=M')) = 2
               AND bool_and(part.value IS NOT NULL) AND abs(sum(part.value) - whole.value) > 0.5) wrong""",
    "latest figures are missing or wrong": f"""
        WITH expected AS ({latest.EXPECTED})
        SELECT count(*) FROM expected e
        FULL JOIN knowledge_latest l
               ON l.territory_id = e.territory_id AND l.definition_id = e.definition_id
              AND l.breakdown_id = e.breakdown_id AND l.unit = e.unit
        WHERE l.observation_id IS DISTINCT FROM e.observation_id
           OR l.value IS DISTINCT FROM e.value OR l.low IS DISTINCT FROM e.low
           OR l.high IS DISTINCT FROM e.high OR l.period_id IS DISTINCT FROM e.period_id""",  # noqa: S608
}


def problems() -> Iterator[str]:
    """What is wrong with the store, in English; nothing where it is sound."""
    with connection.cursor() as cursor:
        for column, table in _REFERENCES.items():
            cursor.execute(
                f"SELECT count(*) FROM knowledge_observation o WHERE NOT EXISTS"  # noqa: S608
                f" (SELECT 1 FROM {table} t WHERE t.id = o.{column})"
            )
            if count := cursor.fetchone()[0]:
                yield f"{count} observations point to a {column.removesuffix('_id')} that does not exist"
        for what, query in _PROOFS.items():
            cursor.execute(query)
            if count := cursor.fetchone()[0]:
                yield f"{count} {what}"
    yield from _words()


def _words() -> Iterator[str]:
    """Periods and breakdowns that are not written as one writes them."""
    for code, start, end in Period.objects.values_list("code", "start", "end"):
        try:
            period = periods.parse(code)
        except periods.PeriodError:
            yield f"period “{code}” is no time period"
            continue
        if (period.code, period.start, period.end) != (code, start, end):
            yield f"period “{code}” is not what its dates say"
    for code in Breakdown.objects.values_list("code", flat=True):
        try:
            if breakdowns.canonical(breakdowns.parse(code)) != code:
                yield f"breakdown “{code}” is not canonical"
        except breakdowns.BreakdownError:
            yield f"breakdown “{code}” is no breakdown"
