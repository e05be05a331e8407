"""The directory of a network as a document to be released: `directory/1`.

Members with their dates and places, phases, organisations, funding, and what sources say of the
network. Nobody's name, no address of a person: bodies only.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings

from qantara.core import locales
from qantara.network.members import everyone
from qantara.network.models import Funding, Network, Participation, Territory

LANGUAGES = [code for code, _name in settings.LANGUAGES]


def directory_document(network: Network) -> dict[str, Any]:
    """Everything the public directory says of a network, with sources."""
    return {
        "schema": "directory/1",
        "voice": "network",
        "demonstration": network.is_demonstration,
        "network": network_facts(network),
        "extent": network.extent,
        "has_coast": network.has_coast,
        "phases": [
            {
                "number": phase.number, "name": phase.name, "from": _day(phase.valid_from),
                "to": _day(phase.valid_to), "precision": phase.precision, "source": phase.source,
            }
            for phase in network.phases.all()
        ],
        "members": [_member(row, network) for row in everyone(network)],
        "organisations": [
            {
                "acronym": row.organisation.acronym, "name": row.organisation.name, "role": row.role,
                "kind": row.organisation.kind, "website": row.organisation.website,
                "source": row.organisation.source,
            }
            for row in network.involvements.select_related("organisation")
        ],
        "fundings": [
            {
                "phase": row.phase.number, "amount_eur": f"{row.amount_eur:.2f}",
                "organisation": row.organisation.acronym if row.organisation else "",
                "reference": row.reference, "source": row.source,
            }
            for row in Funding.objects.filter(phase__network=network)
            .select_related("phase", "organisation")
            .order_by("phase__number", "-amount_eur")
        ],
        "facts": list(network.facts.order_by("fact", "id").values("fact", "value", "source")),
    }  # fmt: skip


def network_facts(network: Network) -> dict[str, Any]:
    return {"slug": network.slug, "name": network.name, "is_fictional": network.is_fictional}


def place_facts(territory: Territory, network: Network) -> dict[str, Any]:
    """What a document says of a place."""
    return {
        "slug": territory.slug, "name": territory.name, "type": territory.type,
        "longitude": territory.longitude, "latitude": territory.latitude,
        "country": {
            "code": territory.country,
            "name": network.country_names.get(territory.country)
            or {code: locales.country(territory.country, code) for code in LANGUAGES},
        },
    }  # fmt: skip


def _member(row: Participation, network: Network) -> dict[str, Any]:
    standings = list(row.member.standing_set.all())
    places = [
        {**place_facts(standing.territory, network), "has_page": standing.has_page}
        for standing in standings
    ]
    return {
        "slug": row.member.slug, "name": row.member.name, "kind": row.member.kind,
        "number": row.number, "role": row.role, "joined_in": row.joined_in.number,
        "from": _day(row.valid_from), "to": _day(row.valid_to), "places": places,
        "country": places[0]["country"], "note": row.member.note, "source": row.source,
    }  # fmt: skip


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
