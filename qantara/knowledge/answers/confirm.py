"""Confirm one answer of an earlier year for this one: as it stands, or changed. Never several at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from qantara.accounts.models import Holder, Person
from qantara.accounts.roles import demand
from qantara.core import audit
from qantara.core.errors import Conflict, DomainError
from qantara.knowledge.answers.forward import OWN_REASONS, Offered, offered
from qantara.knowledge.answers.models import Confirmation
from qantara.knowledge.answers.statement import rows
from qantara.knowledge.evidence.mapping.model import SourceNote
from qantara.knowledge.evidence.models import EvidenceFile
from qantara.knowledge.evidence.register import register
from qantara.knowledge.evidence.review import review
from qantara.knowledge.evidence.words import sentence
from qantara.knowledge.frameworks import Framework
from qantara.knowledge.observations import definitions
from qantara.knowledge.observations.models import Source
from qantara.knowledge.observations.record import record
from qantara.knowledge.observations.standing import standing
from qantara.network.models import Territory


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What is so now: a figure, or why there is none. ``document``: name and bytes of a new proof."""

    value: float | None = None
    absence: str = ""
    note: str = ""
    document: tuple[str, bytes] | None = None


@transaction.atomic
def confirm(
    earlier: int,
    change: Change | None,
    *,
    holder: Holder,
    territory: Territory,
    framework: Framework,
    by: Person,
    at: datetime,
) -> Confirmation:
    """Store one answer for the year of ``at``; its file comes along unless the change brings another.

    earlier  id of the observation that was before the person's eyes
    change   None: it is confirmed as still true
    Raises Conflict where it is offered no more; DomainError where it cannot stand as it is.
    """
    demand(by, "observations.record", EvidenceFile(holder=holder), at=at)
    Holder.objects.select_for_update().get(pk=holder.pk)
    found = next(
        (
            one
            for one in offered(holder, territory, at.date(), framework, by.language)
            if one.earlier.pk == earlier
        ),
        None,
    )
    if found is None:
        raise Conflict(_("This answer has been given for this year, or changed, meanwhile."))
    row = _unchanged(found) if change is None else _changed(found, change)
    batch = record(
        _checked(row, found, framework, at),
        evidence_file=_file(found, change, holder, by, at),
        framework=framework,
        by=by,
        at=at,
    )
    if batch is None:
        raise Conflict(_("This answer has been given for this year, or changed, meanwhile."))
    made = Confirmation.objects.create(
        holder=holder, earlier_id=earlier, batch=batch, year=at.year, was_changed=change is not None,
        confirmed_at=at, confirmed_by=by,
    )  # fmt: skip
    audit.record("answer.confirmed" if change is None else "answer.changed", made, by=by, at=at)
    return made


def _about(found: Offered) -> dict[str, Any]:
    one = found.earlier
    return {
        "territory": one.territory.slug, "definition": one.definition.code, "period": found.period,
        "breakdown": one.breakdown.code, "unit": found.unit, "method": one.method or "self_reported",
        "note": one.note, "decimals": one.decimals,
    }  # fmt: skip


def _unchanged(found: Offered) -> dict[str, Any]:
    if found.asked is None:
        raise DomainError(_("This is not asked any more."))
    if not found.may_stand:
        raise DomainError(
            _("It cannot be taken over as it is. Give the answer anew, with a document.")
        )
    kept = (
        "value",
        "low",
        "high",
        "numerator",
        "denominator",
        "absence",
        "obs_status",
        "conf_status",
    )
    return _about(found) | {name: getattr(found.earlier, name) for name in kept}


def _changed(found: Offered, change: Change) -> dict[str, Any]:
    if found.asked is None:
        raise DomainError(_("This is not asked any more."))
    if (change.value is None) == (change.absence == ""):
        raise DomainError(_("Give a figure, or say why there is none."))
    if change.absence not in OWN_REASONS:
        raise DomainError(_("Choose a reason of the list."))
    if not found.has_file and change.document is None:
        raise DomainError(_("The file of this answer was destroyed. Add a document that shows it."))
    # A figure given anew is no longer the estimate it was: whoever gives it says so in the note.
    return _about(found) | {"value": change.value, "absence": change.absence, "note": change.note}


def _checked(row: dict[str, Any], found: Offered, framework: Framework, at: datetime) -> Any:
    """ROWS, if the review of evidence accepts it. Raises DomainError in the review's words."""
    frame = rows(row)
    code = found.earlier.definition.code
    known = definitions.known(framework, [code])
    judged = review(
        frame,
        framework,
        standing([row["territory"]], known, source=found.earlier.source_id),
        source=str(found.earlier.source_id),
        today=at.date(),
    )
    if judged.accepted.is_empty():
        raise DomainError(" ".join(sentence(one) for one in judged.errors))
    return judged.accepted


def _file(
    found: Offered, change: Change | None, holder: Holder, by: Person, at: datetime
) -> EvidenceFile:
    """The file it rests on: the same as before, or the new document as one of the same source."""
    if change is None or change.document is None:
        kept: EvidenceFile = found.earlier.batch.evidence_file
        return kept
    source: Source = found.earlier.source
    note = SourceNote(
        organisation=source.organisation, title=source.title, table=source.table,
        url=source.url, licence=source.licence, is_public=source.is_public, accessed_on=at.date(),
    )  # fmt: skip
    name, content = change.document
    return register(content, name=name, note=note, holder=holder, by=by, at=at)
