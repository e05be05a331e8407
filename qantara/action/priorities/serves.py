"""Which recommendations a proposal may name."""

from __future__ import annotations

from qantara.action.recommendations import sets
from qantara.core import trace
from qantara.knowledge.frameworks import Name
from qantara.network.models import Network, Territory


def recommendations(network: Network | None) -> dict[str, Name]:
    """The recommendations of a network in force, by code, in their order."""
    return {code: one.title for code, one in sets.in_force(network).in_force.items()}


def network_of(territory: Territory) -> Network | None:
    """The network that a place's paper is filed under: the first its member takes part in."""
    return (
        Network.objects.filter(participations__member__stands_for=territory)
        .order_by("slug")
        .first()
    )


def node(network: Network | None, code: str) -> trace.Node:
    """A recommendation in the trace."""
    return sets.node(network, code)
