"""Add, change and remove stakeholders and offices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from qantara.accounts.models import Holder, Person
from qantara.accounts.roles import demand
from qantara.core import audit
from qantara.core.errors import Conflict, DomainError
from qantara.network.stakeholders.models import Level, Office, Part, Stakeholder

#: Of one holder: more is another kind of list.
MOST = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A stakeholder as somebody writes it. ``parts``: {theme: parts}, empty themes left out."""

    name: str
    level: str
    parts: Mapping[str, Sequence[str]]
    note: str = ""

    @property
    def sorted_parts(self) -> dict[str, list[str]]:
        """As they are kept: themes by code, parts in their order, none twice."""
        return {
            theme: [part for part in Part.values if part in self.parts[theme]]
            for theme in sorted(self.parts)
            if self.parts[theme]
        }


@transaction.atomic
def add(draft: Draft, *, holder: Holder, by: Person, at: datetime) -> Stakeholder:
    """Raises DomainError where the organisation stands there already, or the list is full."""
    # Two who add at the same time would both pass under the limit.
    holder = Holder.objects.select_for_update().get(pk=holder.pk)
    made = Stakeholder(holder=holder, changed_at=at)
    demand(by, "team.write", made, at=at)
    if Stakeholder.objects.filter(holder=holder).count() >= MOST:
        raise DomainError(
            _("%(most)s organisations are as many as this list can hold.") % {"most": MOST}
        )
    _fill(made, draft)
    made.save()
    audit.record("stakeholder.added", made, by=by, at=at)
    return made


@transaction.atomic
def change(
    stakeholder: Stakeholder, draft: Draft, *, seen: int, by: Person, at: datetime
) -> Stakeholder:
    """``seen``: the version that was changed. Raises Conflict where it is an earlier one."""
    found: Stakeholder = Stakeholder.objects.select_for_update().get(pk=stakeholder.pk)
    demand(by, "team.write", found, at=at)
    if found.version != seen:
        raise _changed_meanwhile()
    _fill(found, draft)
    found.version += 1
    found.changed_at = at
    found.save()
    audit.record("stakeholder.changed", found, by=by, at=at)
    return found


@transaction.atomic
def remove(stakeholder: Stakeholder, *, by: Person, at: datetime) -> None:
    found = Stakeholder.objects.select_for_update().get(pk=stakeholder.pk)
    demand(by, "team.write", found, at=at)
    audit.record("stakeholder.removed", found, by=by, at=at)
    found.delete()


@transaction.atomic
def add_office(
    *,
    function: str,
    organisation: str,
    email: str,
    telephone: str,
    holder: Holder,
    by: Person,
    at: datetime,
) -> Office:
    """Raises DomainError where the office stands there already."""
    made = Office(
        holder=holder, function=function, organisation=organisation, email=email,
        telephone=telephone, confirmed_on=at.date(),
    )  # fmt: skip
    demand(by, "team.write", made, at=at)
    _refuse_twin_office(made)
    made.save()
    audit.record("office.added", made, by=by, at=at)
    return made


@transaction.atomic
def change_office(
    office: Office,
    *,
    function: str,
    organisation: str,
    email: str,
    telephone: str,
    seen: int,
    by: Person,
    at: datetime,
) -> Office:
    """Change it, or confirm that it is still so. Raises Conflict and DomainError."""
    found: Office = Office.objects.select_for_update().get(pk=office.pk)
    demand(by, "team.write", found, at=at)
    if found.version != seen:
        raise _changed_meanwhile()
    found.function, found.organisation = function, organisation
    found.email, found.telephone = email, telephone
    found.version, found.confirmed_on = found.version + 1, at.date()
    _refuse_twin_office(found)
    found.save()
    audit.record("office.changed", found, by=by, at=at)
    return found


@transaction.atomic
def remove_office(office: Office, *, by: Person, at: datetime) -> None:
    found = Office.objects.select_for_update().get(pk=office.pk)
    demand(by, "team.write", found, at=at)
    audit.record("office.removed", found, by=by, at=at)
    found.delete()


def _fill(found: Stakeholder, draft: Draft) -> None:
    name = " ".join(draft.name.split())
    twins = Stakeholder.objects.filter(holder=found.holder_id, name__iexact=name)
    if not name or draft.level not in Level.values:
        raise DomainError(_("An organisation has a name and a level."))
    if twins.exclude(pk=found.pk).exists():
        raise DomainError(_("“%(name)s” is in the list already.") % {"name": name})
    found.name, found.level = name, draft.level
    found.parts, found.note = draft.sorted_parts, " ".join(draft.note.split())


def _refuse_twin_office(office: Office) -> None:
    twins = Office.objects.filter(
        holder=office.holder_id, function__iexact=office.function,
        organisation__iexact=office.organisation,
    )  # fmt: skip
    if twins.exclude(pk=office.pk).exists():
        raise DomainError(_("This office is in the list already."))


def _changed_meanwhile() -> Conflict:
    return Conflict(
        _("Somebody else changed this meanwhile. Their words stand above; yours are in the form.")
    )
