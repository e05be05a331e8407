"""Prefer: say which of competing sources counts, and why."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from qantara.accounts.models import Person
from qantara.core import audit
from qantara.core.errors import DomainError
from qantara.knowledge.observations import latest
from qantara.knowledge.observations.models import (
    Definition,
    Observation,
    Period,
    Preference,
    Source,
)
from qantara.network.models import Territory


class NothingToPrefer(DomainError):
    """The source says nothing about this."""


@transaction.atomic
def prefer(
    source: Source,
    *,
    territory: Territory,
    definition: Definition,
    period: Period | None = None,
    reason: str,
    by: Person,
    at: datetime,
) -> Preference:
    """From ``at`` on ``source`` counts for a definition in a territory, in one period or in all.

    Ends the choice that held before. Raises NothingToPrefer, and DomainError without a reason.
    """
    if not reason.strip():
        raise DomainError(_("Say why this source is preferred."))
    said = Observation.objects.current().filter(
        territory=territory, definition=definition, source=source
    )
    if not (said.filter(period=period) if period else said).exists():
        raise NothingToPrefer(
            _("%(source)s has no figure for %(definition)s here.")
            % {"source": source, "definition": definition.code}
        )
    held = Preference.objects.current().filter(
        territory=territory, definition=definition, period=period
    )
    held.update(ended_at=at)
    preference = Preference.objects.create(
        territory=territory,
        definition=definition,
        period=period,
        source=source,
        reason=reason,
        chosen_at=at,
        chosen_by=by,
    )
    latest.renew([(territory.pk, definition.pk)])
    audit.record("observations.preferred", preference, by=by, at=at, reason=reason)
    return preference
