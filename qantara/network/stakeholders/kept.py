"""What people wrote into a team's lists; and how long an office is kept.

The function and mailbox of somebody can be theirs alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from qantara.core import audit
from qantara.core.models import AuditLine
from qantara.core.personal_data import Row, Topic
from qantara.core.retention import Timer
from qantara.network.stakeholders.models import Office, Stakeholder

KEPT = timedelta(days=730)


def _forget(before: datetime) -> int:
    return Office.objects.filter(confirmed_on__lt=before.date()).delete()[0]


OFFICES = Timer(
    name="offices",
    what=_("Offices of a team that nobody has confirmed for two years"),
    keep=KEPT,
    forget=_forget,
)


def _written(person: UUID) -> Iterable[Row]:
    """By the log, which alone knows who it was. What was taken off since has no name any more."""
    subjects = {"network.stakeholder": Stakeholder, "network.office": Office}
    lines = AuditLine.objects.filter(
        actor__in=audit.names_of(person), subject_type__in=list(subjects)
    ).order_by("id")
    rows = list(lines.values("at", "act", "subject_type", "subject_id"))
    names: dict[str, str] = {}
    for kind, model in subjects.items():
        keys = [row["subject_id"] for row in rows if row["subject_type"] == kind]
        field = "name" if model is Stakeholder else "function"
        found = model._default_manager.filter(pk__in=keys).values_list("pk", field)
        names |= {str(key): name for key, name in found}
    for row in rows:
        yield {"at": row["at"], "act": row["act"], "entry": names.get(row["subject_id"], "")}


WRITTEN = Topic(
    name="team-lists",
    what=_("Organisations and offices that you entered, changed or took off"),
    why=_("So that your city knows whom it works with."),
    kept=_("Stay: they are your city’s. When you are erased, nobody can tell that it was you."),
    columns={"at": _("When"), "act": _("Act"), "entry": _("Organisation or office")},
    rows=_written,
)
