"""Review: what a file would add, change and refuse, before anything is stored."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

import polars as pl

from qantara.knowledge.evidence.checks import history, parts
from qantara.knowledge.evidence.checks import rows as each
from qantara.knowledge.evidence.checks.verdict import AT, Question, Verdict, named, verdicts
from qantara.knowledge.evidence.findings import Finding
from qantara.knowledge.frameworks import Framework
from qantara.knowledge.observations.difference import Difference, compare
from qantara.knowledge.observations.rows import KEY, ROWS, SAID, STANDING

_CHECKS = (each.check, parts.check, history.check)


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """accepted    rows that may be confirmed (observations.rows.ROWS)
    refused     rows with an error
    left_out    rows that somebody chose to leave out
    verdicts    every finding with the rows it is about
    difference  what the accepted rows would change of what the source said before
    """

    accepted: pl.DataFrame
    refused: pl.DataFrame
    left_out: pl.DataFrame
    verdicts: tuple[Verdict, ...]
    difference: Difference
    asked: Question

    @property
    def findings(self) -> tuple[Finding, ...]:
        return tuple(verdict.finding for verdict in self.verdicts)

    @property
    def errors(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.severity == "error")

    @property
    def warnings(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.severity == "warning")

    def without(self, findings: Collection[Finding]) -> Review:
        """This review with the rows of some findings left out, such as doubtful ones."""
        chosen = [
            verdict.at
            for verdict in self.verdicts
            if any(verdict.finding is one for one in findings)
        ]
        return _judged(self.asked, self.verdicts, pl.concat(chosen).unique() if chosen else None)

    def despite(self, kinds: Collection[str]) -> Review:
        """This review with errors of arithmetic kept as the source publishes them, as warnings."""
        softened = tuple(
            replace(verdict, finding=replace(verdict.finding, severity="warning"))
            if verdict.finding.kind in kinds and verdict.finding.kind in CONTRADICTIONS
            else verdict
            for verdict in self.verdicts
        )
        return _judged(self.asked, softened, None)


#: Errors that a source may really have published; all others cannot be stored.
CONTRADICTIONS = frozenset(
    {"rate_is_not_its_ratio", "parts_exceed_whole", "parts_fall_short", "share_out_of_range"}
)


def review(
    rows: pl.DataFrame,
    framework: Framework,
    standing: pl.DataFrame | None = None,
    *,
    source: str = "",
    today: date,
) -> Review:
    """Judge rows (observations.rows.ROWS) by all checks and compare them with what stands.

    standing  current statements of all sources in the same territories and definitions (STANDING)
    source    the id of the file's source, as ``standing`` has it; empty where it is new
    """
    numbered = rows.with_row_index(AT)
    has_twice = numbered.select(KEY).n_unique() < len(numbered)
    # Rows that repeat another one word for word, as overlapping tables do, are read once.
    once = (
        numbered.unique([*KEY, *SAID], keep="first", maintain_order=True) if has_twice else numbered
    )
    asked = Question(
        rows=once,
        standing=pl.DataFrame(schema=STANDING) if standing is None else standing,
        source=source,
        framework=framework,
        today=today,
        has_twice=has_twice,
    )
    again = (
        numbered.join(once, on=AT, how="anti", maintain_order="left") if has_twice else rows.clear()
    )
    found = verdicts("stated_again", "info", again, value=named())
    return _judged(asked, (*found, *(one for check in _CHECKS for one in check(asked))), None)


def _judged(asked: Question, verdicts: tuple[Verdict, ...], left_out: pl.Series | None) -> Review:
    errors = [verdict.at for verdict in verdicts if verdict.finding.severity == "error"]
    wrong = pl.concat(errors).unique() if errors else pl.Series(AT, [], dtype=pl.UInt32)
    away = pl.Series(AT, [], dtype=pl.UInt32) if left_out is None else left_out
    at = pl.col(AT)
    names = ROWS.names()
    is_wrong, is_away = at.is_in(wrong.implode()), at.is_in(away.implode())
    accepted = asked.rows
    if len(wrong) or len(away):
        accepted = asked.rows.filter(~is_wrong & ~is_away)
    accepted = accepted.select(names)
    return Review(
        accepted=accepted,
        refused=asked.rows.filter(is_wrong).select(names),
        left_out=asked.rows.filter(is_away & ~is_wrong).select(names),
        verdicts=verdicts,
        difference=compare(accepted, asked.standing.filter(pl.col("source") == asked.source)),
        asked=asked,
    )
