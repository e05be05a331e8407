"""Choose: which indicators a city is asked for. Its own decision, and it can take it back."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from qantara.accounts.models import Holder, Person
from qantara.accounts.roles import demand
from qantara.core import audit
from qantara.core.errors import DomainError
from qantara.knowledge.answers.models import ChosenSet

Choice = ChosenSet.Choice


@transaction.atomic
def choose(holder: Holder, choice: str, *, by: Person, at: datetime) -> ChosenSet:
    """From now on ``choice`` counts for ``holder``. What has been answered stays as it is."""
    demand(by, "answers.choose", ChosenSet(holder=holder), at=at)
    if choice not in Choice.values:
        raise DomainError(_("Choose one of the two sets."))
    chosen, _is_new = ChosenSet.objects.update_or_create(
        holder=holder, defaults={"choice": choice, "chosen_at": at, "chosen_by": by}
    )
    audit.record("answers.set_chosen", chosen, by=by, at=at, fields=[choice], holder=holder.pk)
    return chosen


def chosen_by(holders: Collection[UUID]) -> dict[UUID, str]:
    """Holder -> the set that counts for it. One query."""
    rows = ChosenSet.objects.filter(holder__among=holders).values_list("holder", "choice")
    return {**dict.fromkeys(holders, Choice.CORE.value), **dict(rows)}


def chosen(holder: Holder) -> str:
    return chosen_by([holder.pk])[holder.pk]
