"""Add a body's provider, try it, and take it away.

Whoever runs the instance does it (`qantara identity`), or the secretariat of a network at the desk.
"""

from __future__ import annotations

import logging
from collections.abc import Collection
from datetime import datetime
from urllib.parse import urlsplit

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from qantara.accounts.factors import sealed
from qantara.accounts.identity import asking, discovery
from qantara.accounts.identity.asking import Unreachable
from qantara.accounts.identity.models import Provider
from qantara.accounts.models import Holder, Person
from qantara.accounts.roles import demand
from qantara.core import audit
from qantara.core.errors import DomainError

logger = logging.getLogger(__name__)


class Unusable(DomainError):
    """The provider does not answer as it should. ``why`` is for whoever runs the instance, in English."""

    def __init__(self, issuer: str, why: str) -> None:
        super().__init__(
            _(
                "“%(issuer)s” does not answer as a provider should. Check the address with whoever runs"
                " it; the log of this desk says more."
            )
            % {"issuer": issuer}
        )
        self.why = why


def standing() -> QuerySet[Provider]:
    """The providers in use, each with its body."""
    return (
        Provider.objects.filter(removed_at=None).select_related("holder").order_by("holder__slug")
    )


def add(
    holder: Holder,
    *,
    issuer: str,
    client_id: str,
    secret: str,
    hosts: Collection[str] = (),
    second_by: Collection[str] = (),
    by: Person | None,
    at: datetime,
) -> Provider:
    """Let the people of ``holder`` sign in with its accounts, once its provider has answered rightly.

    Added again with issuer and client as before, those linked earlier are linked again.

    by  None for whoever runs the instance
    Raises NotAllowed; DomainError where there is a provider already; Unusable where this one is none.
    """
    issuer, hosts = issuer.strip(), sorted({each.strip().lower() for each in hosts})
    if not client_id or not secret:
        raise DomainError(_("Give the client's name with the provider, and its secret."))
    provider = Provider(
        holder=holder, issuer=issuer, client_id=client_id, hosts=hosts,
        second_by=sorted(set(second_by)), sealed_secret=sealed.seal(secret.encode()), added_at=at,
    )  # fmt: skip
    if by is not None:
        demand(by, "identity.manage", provider, at=at)
    try_out(provider, is_inside=by is None)
    with transaction.atomic():
        Holder.objects.select_for_update().get(pk=holder.pk)
        if standing().filter(holder=holder).exists():
            raise DomainError(
                _("“%(holder)s” has a provider already. Remove it first.") % {"holder": holder.slug}
            )
        earlier = Provider.objects.filter(holder=holder, issuer=issuer, client_id=client_id).first()
        provider.pk = earlier.pk if earlier else provider.pk
        provider.save(force_update=earlier is not None, force_insert=earlier is None)
        audit.record("identity.provider_added", provider, by=by, at=at)
    return provider


@transaction.atomic
def remove(holder: Holder, *, by: Person | None, at: datetime) -> Provider:
    """Its accounts open the desk no more; whoever is signed in stays so until the session ends.

    by  None for whoever runs the instance
    Raises NotAllowed, and DomainError where there is none.
    """
    provider = standing().select_for_update(of=["self"]).filter(holder=holder).first()
    if provider is None:
        raise DomainError(_("“%(holder)s” has no provider.") % {"holder": holder.slug})
    if by is not None:
        demand(by, "identity.manage", provider, at=at)
    provider.removed_at = at
    provider.save(update_fields=["removed_at"])
    audit.record("identity.provider_removed", provider, by=by, at=at)
    return provider


def try_out(provider: Provider, *, is_inside: bool) -> None:
    """Ask the provider now for its addresses. Raises Unusable where it does not answer as it should.

    is_inside  asked by whoever runs the instance, whose providers may lie within its own walls
    """
    try:
        if not is_inside and not discovery.is_plain_here():
            asking.demand_public(discovery.hosts(provider))
        _look(provider)
    except (Unreachable, ValueError) as error:
        logger.warning("provider of %s: %s", provider.holder.slug, error)
        raise Unusable(provider.issuer, str(error)) from error


def _look(provider: Provider) -> None:
    """Raises Unreachable, and ValueError for what is no address at all."""
    own = {urlsplit(provider.issuer).netloc.lower()} - {""}
    parts = asking.parts_of(provider.issuer, own, is_plain_here=discovery.is_plain_here())
    if parts.query or "@" in parts.netloc:
        raise Unreachable("an issuer has no query and no name before its host")
    discovery.look(provider)
