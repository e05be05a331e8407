"""What this package keeps about people."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from qantara.core.personal_data import Row, Topic
from qantara.editions.models import Version


def _versions(person: UUID) -> Iterable[Row]:
    rows = Version.objects.filter(by=person).order_by("began_at")
    return rows.values("began_at", "language", "markdown")


VERSIONS = Topic(
    name="texts",
    what=_("What you wrote"),
    why=_("So that colleagues can see what a paragraph said before, and bring it back."),
    kept=_(
        "Stays, without your name once you are erased: it is the text of your city or organisation."
    ),
    columns={"began_at": _("When"), "language": _("Language"), "markdown": _("Text")},
    rows=_versions,
)
