"""Note beside a result what some of the group would have had otherwise, in their words."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from qantara.accounts.models import Person
from qantara.accounts.roles import demand
from qantara.action.ballots.models import Dissent, Round
from qantara.core import audit
from qantara.core.errors import DomainError

LONGEST = 2_000


@transaction.atomic
def note(round_: Round, words: str, *, language: str, by: Person, at: datetime) -> Dissent:
    """Added to a closed round; what was noted stays. No name belongs into it."""
    demand(by, "ballot.run", round_, at=at)
    if Round.objects.get(pk=round_.pk).state != Round.State.CLOSED:
        raise DomainError(_("Notes are made once the round is closed."))
    tidy = words.replace("\r\n", "\n").strip()
    if not tidy or len(tidy) > LONGEST or language not in dict(settings.LANGUAGES):
        raise DomainError(_("Write between 1 and %(most)s letters.") % {"most": LONGEST})
    made = Dissent.objects.create(
        holder_id=round_.holder_id, round=round_, language=language, words=tidy, noted_by=by,
        noted_at=at,
    )  # fmt: skip
    audit.record("ballot.dissent_noted", made, by=by, at=at)
    return made
