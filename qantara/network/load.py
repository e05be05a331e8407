"""Store what a network file says. Loading again updates what changed and deletes nothing."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from qantara.accounts.models import Holder, Person
from qantara.core import audit
from qantara.network.file import NetworkFile
from qantara.network.models import (
    Caution,
    Fact,
    Funding,
    Involvement,
    Member,
    Network,
    Organisation,
    Participation,
    Phase,
    Standing,
    Territory,
)


@transaction.atomic
def load_network(file: NetworkFile, *, by: Person | None, at: datetime) -> Network:
    """Bring the database to what the file says, in one transaction."""
    holder = _holder(file.holder["slug"], Holder.Kind.SECRETARIAT, file.holder["name"])
    network, _made = Network.objects.update_or_create(
        slug=file.slug,
        defaults={
            "name": file.name, "holder": holder, "is_fictional": file.is_fictional,
            "is_demonstration": file.is_demonstration, "extent": file.extent,
            "has_coast": file.has_coast, "country_names": file.countries,
        },
    )  # fmt: skip
    phases = {row["number"]: _phase(network, row) for row in file.tables["phase"]}
    territories: dict[str, Territory] = {}
    for row in file.tables["territory"]:
        territories[row["slug"]] = _territory(row, territories)
    members = {
        row["slug"]: _member(network, row, phases, territories) for row in file.tables["member"]
    }
    organisations = {
        row["slug"]: _organisation(network, row, order)
        for order, row in enumerate(file.tables["organisation"])
    }
    for row in file.tables["funding"]:
        _funding(row, phases, organisations)
    for row in file.tables["fact"]:
        Fact.objects.get_or_create(
            network=network, fact=row["fact"], value=str(row["value"]), source=row.get("source", "")
        )
    for row in file.tables["caution"]:
        _caution(row, members)
    audit.record("network.loaded", network, by=by, at=at, holder=holder.pk)
    return network


def _holder(slug: str, kind: str, name: dict[str, str]) -> Holder:
    holder, _made = Holder.objects.update_or_create(
        slug=slug, defaults={"kind": kind, "name": name}
    )
    return holder


def _phase(network: Network, row: dict[str, Any]) -> Phase:
    phase, _made = Phase.objects.update_or_create(
        network=network,
        number=row["number"],
        defaults={
            "name": row["name"], "precision": row.get("precision", "day"), "source": row.get("source", ""),
            "valid_from": row.get("from"), "valid_to": row.get("to"),
        },
    )  # fmt: skip
    return phase


def _territory(row: dict[str, Any], known: dict[str, Territory]) -> Territory:
    territory, _made = Territory.objects.update_or_create(
        slug=row["slug"],
        defaults={
            "type": row["type"], "name": row["name"], "country": row["country"],
            "codes": row.get("codes", {}), "parent": known.get(row.get("parent", "")),
            "stands_in_for": known.get(row.get("stands_in_for", "")),
            "longitude": row.get("longitude"), "latitude": row.get("latitude"),
        },
    )  # fmt: skip
    return territory


def _member(
    network: Network,
    row: dict[str, Any],
    phases: dict[int, Phase],
    territories: dict[str, Territory],
) -> Member:
    member, _made = Member.objects.update_or_create(
        slug=row["slug"],
        defaults={
            "kind": row["kind"], "name": row["name"], "note": row.get("note", {}),
            "holder": _holder(row["slug"], Holder.Kind.CITY, row["name"]), "source": row.get("source", ""),
        },
    )  # fmt: skip
    shared = row.get("without_page", [])
    for order, slug in enumerate(row["stands_for"]):
        Standing.objects.update_or_create(
            member=member,
            territory=territories[slug],
            defaults={"order": order, "has_page": slug not in shared},
        )
    Participation.objects.update_or_create(
        network=network,
        member=member,
        defaults={
            "number": row.get("number"), "role": row.get("role", Participation.Role.MEMBER),
            "joined_in": phases[row["joined_in"]], "valid_from": row.get("from"),
            "valid_to": row.get("to"), "source": row.get("source", ""),
        },
    )  # fmt: skip
    return member


def _organisation(network: Network, row: dict[str, Any], order: int) -> Organisation:
    organisation, _made = Organisation.objects.update_or_create(
        slug=row["slug"],
        defaults={
            "acronym": row.get("acronym", ""), "name": row["name"], "kind": row["kind"],
            "website": row.get("website", ""), "source": row.get("source", ""),
        },
    )  # fmt: skip
    if role := row.get("role"):
        Involvement.objects.update_or_create(
            network=network, organisation=organisation, defaults={"role": role, "order": order}
        )
    return organisation


def _funding(
    row: dict[str, Any], phases: dict[int, Phase], organisations: dict[str, Organisation]
) -> None:
    Funding.objects.update_or_create(
        phase=phases[row["phase"]],
        organisation=organisations.get(row.get("organisation", "")),
        source=row["source"],
        defaults={"amount_eur": row["amount_eur"], "reference": row.get("reference", "")},
    )


def _caution(row: dict[str, Any], members: dict[str, Member]) -> None:
    Caution.objects.update_or_create(
        member=members[row["member"]],
        decided_on=row["decided_on"],
        defaults={
            "decided_by": row["decided_by"],
            "reason": row["reason"],
            "review_on": row["review_on"],
        },
    )
