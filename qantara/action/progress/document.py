"""What a city lets out of its progress: `progress/1`, complete in itself and in all its languages.

One cell a recommendation: what the city commits to, how far it was on which days, what the newest report
rests on and who checked it. Nobody's name is in it. What the city keeps back leaves no trace.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from qantara.action.priorities.document import LICENCE, named_body, named_tag, notices, written
from qantara.action.priorities.serves import network_of
from qantara.action.priorities.wording import words_of as words_of_priorities
from qantara.action.progress import check as checks
from qantara.action.progress.commit import of_place
from qantara.action.progress.models import Check, Commitment, Evidence, ProgressReport
from qantara.action.progress.wording import COMMITMENT, REPORT, words_of
from qantara.action.recommendations import sets
from qantara.core.errors import DomainError
from qantara.knowledge.profiles.setting import everywhere
from qantara.network.directory import place_facts
from qantara.network.models import Territory
from qantara.releases.kinds import Document

SCHEMA = "progress/1"


def draft(territory: Territory, *, at: datetime) -> Document:
    """The cells a place lets out, as everything stands at a moment.

    Raises DomainError where it lets out none, or the place is in no network.
    """
    network = network_of(territory)
    if network is None:
        raise DomainError(
            _("This place takes part in no network, so there is nowhere to file its progress.")
        )
    found = sets.in_force(network)
    commitments = loaded(of_place(territory).filter(is_let_out=True))
    if not commitments:
        raise DomainError(_("Choose at least one recommendation to let out."))
    order = list(found.recommendations)
    commitments.sort(key=lambda one: order.index(one.recommendation))
    words = words_of([one.text for one in commitments], COMMITMENT)
    reports = words_of([one.text for row in commitments for one in row.reports.all()], REPORT)
    titles = words_of_priorities({one.priority for one in commitments if one.priority})
    return {
        "schema": SCHEMA,
        "place": {**place_facts(territory, network), "name": everywhere(territory.name)},
        "about": {
            "network": network.slug,
            "network_names": everywhere(network.name),
            "as_of": at.date().isoformat(),
            "voice": "city",
            "is_fictional": network.is_fictional,
            "demonstration": network.is_demonstration,
            "publisher": everywhere(territory.name),
            "licence": LICENCE,
            "notices": notices(network),
        },
        "set": {"number": found.number, "is_placeholder": found.is_placeholder},
        "cells": [
            {
                "id": str(one.pk),
                "code": one.recommendation,
                "title": dict(found.recommendations[one.recommendation].title),
                "stance": one.stance,
                **{part: written(said) for part, said in words[one.text_id].items()},
                "due": one.due.isoformat() if one.due else None,
                "held_by": [named_body(code) for code in one.held_by],
                "decided": _decided(one),
                "priority": written(titles[one.priority.pk]["title"]) if one.priority else None,
                "reports": [_report(row, reports) for row in one.reports.all()],
            }
            for one in commitments
        ],
    }


def loaded(rows: Iterable[Commitment]) -> list[Commitment]:
    """Commitments with all that a page or a document says of them, in a handful of queries."""
    reports = ProgressReport.objects.standing().select_related("text").order_by("on", "reported_at")
    given = reports.prefetch_related(
        Prefetch("evidence", queryset=Evidence.objects.select_related("release").defer("release__document")),
        Prefetch("checks", queryset=Check.objects.select_related("of")),
    )  # fmt: skip
    found: list[Commitment] = list(
        rows.select_related("text", "territory", "holder", "priority__text")  # type: ignore[attr-defined]
        .prefetch_related(Prefetch("reports", queryset=given))
    )  # fmt: skip
    return found


def blocks_in(document: Document) -> list[dict[str, Any]]:
    """Every paragraph that somebody wrote: ``id, lang, markdown, states``."""
    found: list[dict[str, Any]] = []
    for cell in document["cells"]:
        found += [cell["what"], cell["lead"], *([cell["priority"]] if cell["priority"] else [])]
        for row in cell["reports"]:
            found += [row[part] for part in REPORT]
    return [one for one in found if one["markdown"]]


def quotes_in(document: Document) -> list[dict[str, Any]]:
    """Figures it rests on: ``release, key, printed``."""
    return [
        one["figure"]
        for cell in document["cells"]
        for row in cell["reports"]
        for one in row["evidence"]
        if one["figure"]
    ]


def _decided(one: Commitment) -> dict[str, Any] | None:
    if not one.body and not one.decided_on and not one.minute_reference:
        return None
    return {
        "body": named_tag("bodies", one.body) if one.body else None,
        "on": one.decided_on.isoformat() if one.decided_on else None,
        "minute_reference": one.minute_reference,
    }


def _report(row: ProgressReport, words: dict[UUID, Any]) -> dict[str, Any]:
    found = checks.newest(row.checks.all())
    return {
        "id": str(row.pk),
        "level": row.level,
        "on": row.on.isoformat(),
        **{part: written(said) for part, said in words[row.text_id].items()},
        "evidence": [_evidence(one) for one in row.evidence.all()],
        "check": _check(found) if found and found.is_confirmed else None,
    }


def _evidence(one: Evidence) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "title": {one.language: one.title} if one.title else {},
        "issuer": one.issuer,
        "on": one.on.isoformat() if one.on else None,
        "url": one.url,
        "figure": {
            "release": one.release.address,
            "kind": one.release.kind,
            "number": one.release.number,
            "released_on": one.release.released_at.date().isoformat(),
            "key": one.key,
            "subject": one.subject,
            "period": one.period,
            "printed": one.printed,
        }
        if one.release
        else None,
    }


def _check(found: Check) -> dict[str, Any]:
    return {
        "standing": found.standing,
        "of": everywhere(found.of.name) if found.of else None,
        "on": found.checked_at.date().isoformat(),
    }
