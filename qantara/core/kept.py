"""What this package keeps about people, and for how long."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from qantara.core.models import OnceKey
from qantara.core.personal_data import Topic, acts
from qantara.core.retention import Timer

ACTS = Topic(
    name="log",
    what=_("What you did here"),
    why=_("So that it can be shown later who changed, approved or released what."),
    kept=_("Stays. When you are erased, the log forgets that it was you."),
    columns={"at": _("When"), "act": _("Act"), "reason": _("Reason given")},
    rows=acts,
)


def _forget_keys(before: datetime) -> int:
    return OnceKey.objects.filter(at__lt=before).delete()[0]


ONCE_KEYS = Timer(
    name="once",
    what=_("Marks that a form was sent, so that it acts once"),
    keep=timedelta(days=30),
    forget=_forget_keys,
)
