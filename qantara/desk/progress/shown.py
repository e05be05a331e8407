"""Commitments and reports as pages of the desk show them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from qantara.action.progress import check as checks
from qantara.action.progress import said, scale
from qantara.action.progress.age import Age, age
from qantara.action.progress.models import Check, Commitment, Evidence, ProgressReport
from qantara.action.progress.wording import COMMITMENT, REPORT, Words, untranslated, words_of
from qantara.action.recommendations.values import Recommendation
from qantara.core import locales
from qantara.knowledge.frameworks import Name
from qantara.web.names import in_language

#: Days after which a commitment asks to be reported on again.
YEAR = 366


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A report. ``word``: the last of those who checked; ``faded``: how old a confirmation is."""

    row: ProgressReport
    level: str
    words: Words
    done: tuple[str, str]
    evidence: tuple[tuple[Evidence, str, Name], ...]
    checks: tuple[Check, ...]
    word: Check | None
    checked: str
    faded: Age | None
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A recommendation and what the city says of it. ``commitment``: none where it says nothing yet."""

    recommendation: Recommendation
    title: tuple[str, str]
    commitment: Commitment | None
    stance: str
    words: Words | None
    what: tuple[str, str]
    reports: tuple[Told, ...]
    where: str
    is_late: bool
    is_due_for_report: bool

    @property
    def newest(self) -> Told | None:
        return self.reports[-1] if self.reports else None


def cells(
    recommendations: Mapping[str, Recommendation], commitments: Sequence[Commitment], lang: str, *,
    today: date,
) -> list[Cell]:  # fmt: skip
    """Every recommendation in force, and retired ones the city has spoken of, in the set's order."""
    by_code = {one.recommendation: one for one in commitments}
    promised = words_of([one.text for one in commitments], COMMITMENT)
    reported = words_of([row.text for one in commitments for row in one.reports.all()], REPORT)
    return [
        _cell(one, by_code.get(code), promised, reported, lang, today)
        for code, one in recommendations.items()
        if not one.is_retired or code in by_code
    ]


def evidence(one: Evidence, lang: str) -> tuple[Evidence, str, Name]:
    name: Name = {one.language: one.title} if one.title else {
        code: _("%(subject)s, %(period)s: %(figure)s")
        % {"subject": one.subject[code], "period": one.period[code], "figure": one.printed[code]}
        for code in one.subject
    }  # fmt: skip
    return one, said.kind_of_evidence(one.kind), name


def level(number: int, lang: str) -> str:
    return _("%(level)s of 4: %(words)s") % {
        "level": locales.number(number, lang), "words": scale.level(number)
    }  # fmt: skip


def _cell(
    one: Recommendation, commitment: Commitment | None, promised: Mapping[UUID, Words],
    reported: Mapping[UUID, Words], lang: str, today: date,
) -> Cell:  # fmt: skip
    title = in_language(one.title, lang)
    if commitment is None:
        return Cell(
            recommendation=one, title=title, commitment=None, stance="", words=None, what=("", lang),
            reports=(),
            where=_("nothing said yet"), is_late=False, is_due_for_report=False,
        )  # fmt: skip
    reports = tuple(
        _told(row, reported[row.text_id], lang, today) for row in commitment.reports.all()
    )
    newest = reports[-1] if reports else None
    is_committed = commitment.stance == Commitment.Stance.COMMITTED
    is_done = newest is not None and newest.row.level >= scale.NEEDS_EVIDENCE
    last_said = newest.row.on if newest else commitment.made_at.date()
    return Cell(
        recommendation=one,
        title=title,
        commitment=commitment,
        stance=said.stance(commitment.stance),
        words=promised[commitment.text_id],
        what=promised[commitment.text_id]["what"].in_language(lang),
        reports=reports,
        where=scale.instead(commitment.stance)
        if not is_committed
        else newest.level
        if newest
        else _("committed, not reported yet"),
        is_late=bool(commitment.due and commitment.due < today and not is_done),
        is_due_for_report=is_committed and (today - last_said).days >= YEAR,
    )


def _told(row: ProgressReport, words: Words, lang: str, today: date) -> Told:
    word = checks.newest(row.checks.all())
    confirmed = word if word and word.is_confirmed else None
    return Told(
        row=row,
        level=level(row.level, lang),
        words=words,
        done=words["done"].in_language(lang),
        evidence=tuple(evidence(one, lang) for one in row.evidence.all()),
        checks=tuple(row.checks.all()),
        word=word,
        checked=said.checked(
            confirmed.standing,
            in_language(confirmed.of.name, lang)[0] if confirmed.of else "",
            locales.day(confirmed.checked_at.date(), lang),
        )
        if confirmed
        else _("Doubted by somebody who checked it")
        if word
        else said.unchecked(),
        faded=age(confirmed.checked_at.date(), today) if confirmed else None,
        missing=tuple(untranslated(words)),
    )
