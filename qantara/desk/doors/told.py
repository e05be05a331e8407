"""What the audit log says of a body's people, in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from qantara.accounts.models import Person
from qantara.accounts.words import title_name
from qantara.core import audit
from qantara.core.models import AuditLine

#: act -> what was done, for whoever reads it; newest acts are at the end of no list but the log's.
ACTS = {
    "invitation.written": _("Invitation written"),
    "invitation.taken_back": _("Invitation taken back"),
    "invitation.accepted": _("Invitation accepted"),
    "role.granted": _("Role given"),
    "role.confirmed": _("Role confirmed by a second person"),
    "role.ended": _("Role ended"),
    "role.put_off": _("End of a role put off"),
    "role.end_confirmed": _("End of the role confirmed by a second person"),
    "approver.asked": _("A further approver asked for"),
    "approver.confirmed": _("A further approver confirmed"),
    "approver.refused": _("A further approver refused"),
    "leaving.asked": _("Leaving of the last approver asked for"),
    "leaving.confirmed": _("Leaving of the last approver confirmed"),
    "leaving.refused": _("Leaving of the last approver refused"),
    "factor.asked": _("Reset of a second factor asked for"),
    "factor.confirmed": _("Reset of a second factor confirmed"),
    "factor.refused": _("Reset of a second factor refused"),
    "factor.forgotten": _("Second factor reset"),
    "figures.opened": _("Figures opened to a named person"),
    "figures.closed": _("Figures closed again"),
}
SHOWN = 50


@dataclass(frozen=True, slots=True)
class Line:
    at: datetime
    what: str
    who: str
    by_instance: bool
    titles: list[str]
    reason: str


def lines(found: QuerySet[AuditLine] | Iterable[AuditLine]) -> list[Line]:
    """The newest lines first. ``who`` is empty for whoever runs the instance, and who was erased."""
    rows = list(found.order_by("-id")[:SHOWN]) if isinstance(found, QuerySet) else list(found)
    people = audit.people({row.actor for row in rows})
    known = dict(Person.objects.filter(pk__in=people.values()).values_list("pk", "name"))
    names = {actor: known[person] for actor, person in people.items() if person in known}
    return [
        Line(
            at=row.at, what=str(ACTS[row.act]), who=names.get(row.actor, "") if row.actor else "",
            by_instance=row.actor is None,
            titles=[title_name(each) for each in row.fields], reason=row.reason,
        )
        for row in rows
    ]  # fmt: skip
