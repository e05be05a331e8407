"""Store what a network file says. Loading again updates what changed and deletes nothing."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any, TypeVar

from django.db import models, transaction

from qantara.accounts.models import Holder, Person
from qantara.accounts.roles import demand
from qantara.core import audit
from qantara.network.file import NetworkFile, NetworkFileError
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

Row = dict[str, Any]
Stored = TypeVar("Stored", bound=models.Model)


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """A network as its file has it, and what that changed: rows by the name of their table.

    ``unnamed``: members on record that the file does not name (any more); they stay.
    """

    network: Network
    added: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)
    unnamed: tuple[str, ...] = ()

    @property
    def is_as_before(self) -> bool:
        return not self.added and not self.changed


@transaction.atomic
def load_network(file: NetworkFile, *, by: Person | None, at: datetime) -> Loaded:
    """Bring the database to what the file says, in one transaction.

    ``by`` is None for whoever runs the instance. Raises NotAllowed where ``by`` may not edit the
    network, and NetworkFileError where its secretariat is another network's.
    """
    kept = _Keeper()
    holder = kept.keep(
        Holder, {"slug": file.holder["slug"]},
        {"kind": Holder.Kind.SECRETARIAT, "name": file.holder["name"]},
    )  # fmt: skip
    if other := Network.objects.filter(holder=holder).exclude(slug=file.slug).first():
        raise NetworkFileError(
            f"{holder.slug} is the secretariat of {other.slug}. Give this network one of its own."
        )
    network = kept.keep(
        Network, {"slug": file.slug},
        {
            "name": file.name, "holder": holder, "is_fictional": file.is_fictional,
            "is_demonstration": file.is_demonstration, "extent": file.extent,
            "has_coast": file.has_coast, "country_names": file.countries, "guard": file.guard,
        },
    )  # fmt: skip
    if by is not None:
        demand(by, "network.edit", network, at=at)
    _keep_tables(file, network, kept)
    audit.record(
        "network.loaded", network, by=by, at=at, holder=holder.pk,
        fields={*kept.added, *kept.changed},
    )  # fmt: skip
    named = [row["slug"] for row in file.tables["member"]]
    unnamed = network.participations.exclude(member__slug__in=named).order_by("member__slug")
    return Loaded(
        network=network,
        added=kept.added,
        changed=kept.changed,
        unnamed=tuple(unnamed.values_list("member__slug", flat=True)),
    )


class _Keeper:
    """Makes rows, or changes those that say something else, and counts both."""

    def __init__(self) -> None:
        self.added: Counter[str] = Counter()
        self.changed: Counter[str] = Counter()

    def keep(self, model: type[Stored], key: Row, values: Row) -> Stored:
        table = model._meta.model_name or ""
        stored: Stored | None = model._default_manager.filter(**key).first()
        if stored is None:
            self.added[table] += 1
            made: Stored = model._default_manager.create(**key, **values)
            return made
        different = [name for name, value in values.items() if getattr(stored, name) != value]
        if different:
            self.changed[table] += 1
            for name in different:
                setattr(stored, name, values[name])
            stored.save(update_fields=different)
        return stored


def _keep_tables(file: NetworkFile, network: Network, kept: _Keeper) -> None:
    tables = file.tables
    phases = {row["number"]: _phase(network, row, kept) for row in tables["phase"]}
    territories: dict[str, Territory] = {}
    for row in tables["territory"]:
        territories[row["slug"]] = _territory(row, territories, kept)
    members = {
        row["slug"]: _member(network, row, phases, territories, kept) for row in tables["member"]
    }
    organisations = {
        row["slug"]: _organisation(network, row, order, kept)
        for order, row in enumerate(tables["organisation"])
    }
    for row in tables["funding"]:
        kept.keep(
            Funding,
            {
                "phase": phases[row["phase"]], "source": row["source"],
                "organisation": organisations.get(row.get("organisation", "")),
            },
            {"amount_eur": Decimal(str(row["amount_eur"])), "reference": row.get("reference", "")},
        )  # fmt: skip
    for row in tables["fact"]:
        said = {"fact": row["fact"], "value": str(row["value"]), "source": row.get("source", "")}
        kept.keep(Fact, {"network": network, **said}, {})
    for row in tables["caution"]:
        kept.keep(
            Caution,
            {"member": members[row["member"]], "decided_on": row["decided_on"]},
            {
                "decided_by": row["decided_by"], "reason": row["reason"],
                "review_on": row["review_on"], "lifted_on": row.get("lifted_on"),
            },
        )  # fmt: skip


def _phase(network: Network, row: Row, kept: _Keeper) -> Phase:
    return kept.keep(
        Phase, {"network": network, "number": row["number"]},
        {
            "name": row["name"], "precision": row.get("precision", "day"), "source": row.get("source", ""),
            "valid_from": row.get("from"), "valid_to": row.get("to"),
        },
    )  # fmt: skip


def _territory(row: Row, known: dict[str, Territory], kept: _Keeper) -> Territory:
    return kept.keep(
        Territory, {"slug": row["slug"]},
        {
            "type": row["type"], "name": row["name"],
            "also_called": row.get("also_called", []), "country": row["country"],
            "codes": row.get("codes", {}), "parent": known.get(row.get("parent", "")),
            "stands_in_for": known.get(row.get("stands_in_for", "")),
            "longitude": row.get("longitude"), "latitude": row.get("latitude"),
        },
    )  # fmt: skip


def _member(
    network: Network,
    row: Row,
    phases: dict[int, Phase],
    territories: dict[str, Territory],
    kept: _Keeper,
) -> Member:
    holder = kept.keep(
        Holder, {"slug": row["slug"]}, {"kind": Holder.Kind.CITY, "name": row["name"]}
    )
    member = kept.keep(
        Member, {"slug": row["slug"]},
        {
            "kind": row["kind"], "name": row["name"], "note": row.get("note", {}), "holder": holder,
            "source": row.get("source", ""),
        },
    )  # fmt: skip
    shared = row.get("without_page", [])
    for order, slug in enumerate(row["stands_for"]):
        kept.keep(
            Standing,
            {"member": member, "territory": territories[slug]},
            {"order": order, "has_page": slug not in shared},
        )
    kept.keep(
        Participation, {"network": network, "member": member},
        {
            "number": row.get("number"), "role": row.get("role", Participation.Role.MEMBER),
            "joined_in": phases[row["joined_in"]], "valid_from": row.get("from"),
            "valid_to": row.get("to"), "source": row.get("source", ""),
        },
    )  # fmt: skip
    return member


def _organisation(network: Network, row: Row, order: int, kept: _Keeper) -> Organisation:
    organisation = kept.keep(
        Organisation, {"slug": row["slug"]},
        {
            "acronym": row.get("acronym", ""), "name": row["name"], "kind": row["kind"],
            "website": row.get("website", ""), "source": row.get("source", ""),
        },
    )  # fmt: skip
    if role := row.get("role"):
        kept.keep(
            Involvement, {"network": network, "organisation": organisation},
            {"role": role, "order": order},
        )  # fmt: skip
    return organisation
