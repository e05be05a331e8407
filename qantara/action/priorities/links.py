"""Propose without an account: a link for the group, open for some days.

Its token is 256 random bits that are shown once, to whoever makes it; the database keeps a digest. By
the link one can write a proposal, and read nothing.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from qantara.accounts.models import Holder, Person
from qantara.accounts.roles import demand
from qantara.action.priorities.models import GroupLink, OfHolder, Priority
from qantara.action.priorities.propose import Draft, begin
from qantara.core import audit, fence
from qantara.core.errors import DomainError
from qantara.network.models import Territory

#: Days a link may be open, and proposals that may come by it.
LONGEST, MOST = 30, 200


@transaction.atomic
def make(
    *, holder: Holder, territory: Territory, days: int, by: Person, at: datetime
) -> tuple[GroupLink, str]:
    """A link and its token. An earlier one of the same place closes."""
    demand(by, "priorities.decide", GroupLink(holder=holder), at=at)
    if not 1 <= days <= LONGEST:
        raise DomainError(_("A link is open for one to thirty days."))
    for earlier in _open(at).filter(holder=holder, territory=territory):
        close(earlier, by=by, at=at)
    token = secrets.token_urlsafe(32)
    made = GroupLink.objects.create(
        holder=holder, territory=territory, digest=_digest(token),
        expires_at=at + timedelta(days=days), made_by=by, made_at=at,
    )  # fmt: skip
    audit.record("priorities.link_made", made, by=by, at=at)
    return made, token


@transaction.atomic
def close(link: GroupLink, *, by: Person, at: datetime) -> GroupLink:
    """The link opens nothing any more."""
    demand(by, "priorities.decide", link, at=at)
    found: GroupLink = GroupLink.objects.select_for_update().get(pk=link.pk)
    if found.closed_at is None:
        found.closed_at = at
        found.save(update_fields=["closed_at"])
        audit.record("priorities.link_closed", found, by=by, at=at)
    return found


def standing(holder: Holder, *, at: datetime) -> list[GroupLink]:
    """The links of a holder that open."""
    return list(_open(at).filter(holder=holder).select_related("territory").order_by("made_at"))


def opened(token: str, *, at: datetime) -> GroupLink | None:
    """The link of a token; none where it expired, was closed, or never was: all alike."""
    rows = _open(at).filter(digest=_digest(token))
    found: GroupLink | None = rows.select_related("holder", "territory").first()
    return found


@transaction.atomic
@fence.reaching("group")
def propose(token: str, draft: Draft, *, language: str, at: datetime) -> Priority:
    """A proposal of somebody of the group. Who it was is not known, and not kept."""
    link = opened(token, at=at)
    if link is None:
        raise DomainError(_("This link does not open any more. Ask the city for a new one."))
    GroupLink.objects.select_for_update().get(pk=link.pk)
    came = Priority.objects.filter(
        holder=link.holder, proposed_by=None, proposed_at__gte=link.made_at
    )
    if came.count() >= MOST:
        raise DomainError(_("This link has brought as many proposals as it may."))
    return begin(
        draft, language=language, holder=link.holder, territory=link.territory, by=None, at=at
    )


def _open(at: datetime) -> OfHolder:
    return GroupLink.objects.filter(expires_at__gt=at, closed_at=None)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
