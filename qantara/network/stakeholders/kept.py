"""How long an office is kept: the function and mailbox of somebody can be theirs alone."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from qantara.core.retention import Timer
from qantara.network.stakeholders.models import Office

KEPT = timedelta(days=730)


def _forget(before: datetime) -> int:
    return Office.objects.filter(confirmed_on__lt=before.date()).delete()[0]


OFFICES = Timer(
    name="offices",
    what=_("Offices of a team that nobody has confirmed for two years"),
    keep=KEPT,
    forget=_forget,
)
