"""What this package keeps about people."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from qantara.core.personal_data import Row, Topic
from qantara.releases.models import Signature


def _signatures(person: UUID) -> Iterable[Row]:
    rows = Signature.objects.filter(person=person).order_by("at")
    return rows.values("at", "act", subject=F("case__subject"))


SIGNATURES = Topic(
    name="signatures",
    what=_("What you signed"),
    why=_("So that every release shows three people stood for it."),
    kept=_(
        "Stay, without your name once you are erased: a release that was approved remains approved."
    ),
    columns={"at": _("When"), "act": _("As what"), "subject": _("About")},
    rows=_signatures,
)
