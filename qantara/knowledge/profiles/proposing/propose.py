"""Ask for a draft, and make it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Literal
from uuid import UUID

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from qantara.accounts.models import Holder, Person
from qantara.accounts.roles import demand
from qantara.core import audit
from qantara.core.errors import DomainError
from qantara.knowledge.profiles.prepare import prepare
from qantara.knowledge.profiles.proposing.models import Proposal
from qantara.network.models import Network, Territory


@transaction.atomic
def ask(
    kind: Literal["profile", "figures"],
    territory: Territory,
    network: Network,
    *,
    holder: Holder,
    why: Mapping[str, str],
    opened: Collection[str],
    by: Person,
    at: datetime,
) -> Proposal:
    """Put down that ``by`` wants a draft of a place brought to the gate; a task makes it.

    Raises NotAllowed, and DomainError where one is being made.
    """
    proposal = Proposal(
        holder=holder, territory=territory, network=network, kind=kind, why=dict(why),
        opened=sorted(opened), asked_by=by, asked_at=at,
    )  # fmt: skip
    demand(by, "case.open", proposal, at=at)
    standing = Proposal.objects.select_for_update().filter(
        holder=holder, territory=territory, kind=kind, done_at=None
    )
    for other in standing:
        if not other.is_late(at):
            raise DomainError(_("A draft is being made already. It takes a minute at most."))
        _end(other, at=at, refusal=_("The draft was cut off. Nothing was stored."))
    proposal.save()
    audit.record("proposal.asked", proposal, by=by, at=at, fields=[kind])
    return proposal


def make(key: UUID, *, at: datetime) -> None:
    """Draft what was asked for, and bring it to the gate. Does nothing where that has been done."""
    with transaction.atomic():
        proposal = (
            Proposal.objects.select_for_update(of=("self",))
            .select_related("territory", "network", "holder", "asked_by")
            .get(pk=key)
        )
        if proposal.done_at is not None:
            return
        try:
            with transaction.atomic(), translation.override(proposal.asked_by.language):
                case = prepare(
                    "profile" if proposal.kind == "profile" else "figures",
                    proposal.territory,
                    proposal.network,
                    holder=proposal.holder,
                    by=proposal.asked_by,
                    at=at,
                    opened=proposal.opened,
                    why=proposal.why,
                )
        except DomainError as refused:
            _end(proposal, at=at, refusal=str(refused))
        else:
            proposal.case, proposal.done_at = case, at
            proposal.save(update_fields=["case", "done_at"])


def give_up(key: UUID, *, at: datetime) -> None:
    """The draft failed on our side: say so to whoever asked, in their language."""
    proposal = Proposal.objects.select_related("asked_by").get(pk=key)
    if proposal.done_at is None:
        with translation.override(proposal.asked_by.language):
            _end(
                proposal, at=at, refusal=_("Something went wrong on our side. Nothing was stored.")
            )


def _end(proposal: Proposal, *, at: datetime, refusal: str) -> None:
    proposal.refusal, proposal.done_at = refusal, at
    proposal.save(update_fields=["refusal", "done_at"])
