"""Add a body's provider, and take it away. Whoever runs the instance does it: `qantara identity`."""

from __future__ import annotations

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
from qantara.accounts.models import Holder
from qantara.core import audit
from qantara.core.errors import DomainError


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
    at: datetime,
) -> Provider:
    """Let the people of ``holder`` sign in with its accounts, once its provider has answered rightly.

    Added again with issuer and client as before, those linked earlier are linked again. Raises
    DomainError where there is a provider already, or this one is none.
    """
    issuer, hosts = issuer.strip(), sorted({each.strip().lower() for each in hosts})
    if not client_id or not secret:
        raise DomainError(_("Give the client's name with the provider, and its secret."))
    provider = Provider(
        holder=holder, issuer=issuer, client_id=client_id, hosts=hosts,
        second_by=sorted(set(second_by)), sealed_secret=sealed.seal(secret.encode()), added_at=at,
    )  # fmt: skip
    try:
        _look(provider)
    except (Unreachable, ValueError) as error:
        raise DomainError(
            _("“%(issuer)s” cannot be used: %(why)s.") % {"issuer": issuer, "why": str(error)}
        ) from error
    with transaction.atomic():
        Holder.objects.select_for_update().get(pk=holder.pk)
        if standing().filter(holder=holder).exists():
            raise DomainError(
                _("“%(holder)s” has a provider already. Remove it first.") % {"holder": holder.slug}
            )
        earlier = Provider.objects.filter(holder=holder, issuer=issuer, client_id=client_id).first()
        provider.pk = earlier.pk if earlier else provider.pk
        provider.save(force_update=earlier is not None, force_insert=earlier is None)
        audit.record("identity.provider_added", provider, by=None, at=at)
    return provider


@transaction.atomic
def remove(holder: Holder, *, at: datetime) -> Provider:
    """Its accounts open the desk no more; whoever is signed in stays so until the session ends.

    Raises DomainError where there is none.
    """
    provider = standing().select_for_update(of=["self"]).filter(holder=holder).first()
    if provider is None:
        raise DomainError(_("“%(holder)s” has no provider.") % {"holder": holder.slug})
    provider.removed_at = at
    provider.save(update_fields=["removed_at"])
    audit.record("identity.provider_removed", provider, by=None, at=at)
    return provider


def _look(provider: Provider) -> None:
    """Raises Unreachable, and ValueError for what is no address at all."""
    own = {urlsplit(provider.issuer).netloc.lower()} - {""}
    parts = asking.parts_of(provider.issuer, own, is_plain_here=discovery.is_plain_here())
    if parts.query or "@" in parts.netloc:
        raise Unreachable("an issuer has no query and no name before its host")
    discovery.look(provider)
