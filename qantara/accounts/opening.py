"""A holder opens its figures, as they came, to a named person until a day."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from qantara.accounts import letters
from qantara.accounts.models import Holder, Opening, Person
from qantara.accounts.roles import demand
from qantara.core import audit
from qantara.core.errors import DomainError

#: The longest that figures are opened at once. Who needs them longer is asked about again.
LONGEST = timedelta(days=366)


@transaction.atomic
def open_figures(
    holder: Holder, person: Person, *, until: datetime, reason: str, by: Person, at: datetime
) -> Opening:
    """Let ``person`` see what is withheld from others. Raises NotAllowed, and DomainError for no
    reason, no end, or the person who opens."""
    opening = Opening(
        holder=holder, person=person, opened_by=by, reason=reason.strip(), since=at, until=until
    )
    demand(by, "observations.open", opening, at=at)
    if person.pk == by.pk:
        raise DomainError(_("Nobody opens figures to themselves. Ask a colleague who may sign."))
    if not opening.reason:
        raise DomainError(_("Say what the figures are needed for."))
    if not at < until <= at + LONGEST:
        raise DomainError(_("Choose a last day within the next twelve months."))
    opening.save(force_insert=True)
    audit.record("figures.opened", opening, by=by, at=at)
    letters.figures_opened(opening, at=at)
    return opening


@transaction.atomic
def close_figures(opening: Opening, *, by: Person, at: datetime) -> Opening:
    """End it now. Raises NotAllowed, and DomainError where it has ended."""
    opening = Opening.objects.select_for_update().get(pk=opening.pk)
    demand(by, "observations.open", opening, at=at)
    if opening.until <= at:
        raise DomainError(_("This has ended already."))
    opening.until = at
    opening.save(update_fields=["until"])
    audit.record("figures.closed", opening, by=by, at=at)
    return opening
