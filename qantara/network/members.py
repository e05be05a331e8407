"""As-of questions about membership."""

from __future__ import annotations

from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from qantara.accounts.models import Holder
from qantara.network.models import (
    Caution,
    Member,
    Network,
    Participation,
    Standing,
    Territory,
    holds_on,
)


def members_on(network: Network, day: date) -> QuerySet[Participation]:
    """Who took part in ``network`` on ``day``, in the network's own order."""
    return everyone(network).filter(holds_on(day))


def everyone(network: Network) -> QuerySet[Participation]:
    """Every participation there ever was, with member, phase and places, in few queries."""
    standings = Standing.objects.select_related("territory").order_by("order")
    return (
        Participation.objects.filter(network=network)
        .select_related("member", "joined_in")
        .prefetch_related(Prefetch("member__standing_set", queryset=standings))
        .order_by("number", "member__slug")
    )


def places_with_page(network: Network) -> list[Territory]:
    """The territories whose page the network shows, in the order of its members."""
    return [
        standing.territory
        for participation in everyone(network)
        for standing in participation.member.standing_set.all()
        if standing.has_page
    ]


def wider_areas(territory: Territory) -> list[Territory]:
    """The areas a place lies in, the nearest first; its country is none of them."""
    found: list[Territory] = []
    area = territory.parent
    while area is not None and area.type != Territory.Type.COUNTRY and area not in found:
        found.append(area)
        area = area.parent
    return found


def surroundings(territory: Territory) -> list[Territory]:
    """What a place lies in: its wider areas and, last, its country where that is on record."""
    country = Territory.objects.filter(type=Territory.Type.COUNTRY, country=territory.country)
    return [*wider_areas(territory), *country.exclude(pk=territory.pk).order_by("slug")]


def caution_for(territory: Territory, day: date) -> Caution | None:
    """The caution in force for a place: its sheet shows total population only."""
    rows = Caution.objects.filter(member__stands_for=territory, decided_on__lte=day)
    return rows.exclude(lifted_on__lte=day).order_by("-decided_on").first()


def spoken_for(holder: Holder) -> QuerySet[Territory]:
    """The places a holder speaks for as a member, and those that stand in for them."""
    members = Member.objects.filter(holder=holder)
    own = Q(members__in=members) | Q(stands_in_for__members__in=members)
    return Territory.objects.filter(own).distinct().order_by("pk")
