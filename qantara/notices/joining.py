"""Somebody accepted an invitation: whoever invites for the holder learns of it."""

from __future__ import annotations

from datetime import datetime

from qantara.accounts.models import Invitation, Person
from qantara.notices.tell import MOST_LETTERS, tell
from qantara.notices.whom import who_may


def joined(invitation: Invitation, person: Person, at: datetime) -> None:
    to = set(who_may("roles.grant", invitation.holder_id, at=at))
    if invitation.invited_by:
        to.add(invitation.invited_by)
    tell(
        "person.joined", to=to, holder=invitation.holder_id, by=person, at=at,
        about={"person": person.name[:MOST_LETTERS]}, link={"slug": invitation.holder.slug},
        mark=str(invitation.pk),
    )  # fmt: skip
