"""What handovers keep about the people who work here."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from qantara.core.personal_data import Row, Topic
from qantara.network.handovers.models import Handover


def _rows(person: UUID) -> Iterable[Row]:
    """What was said besides is told to who said it: it is another's where they take over."""
    found = Handover.objects.filter(
        Q(leaving=person) | Q(successor=person) | Q(taken_over_by=person) | Q(announced_by=person)
    )
    rows = found.order_by("leaves_on", "pk").values(
        "leaves_on", "taken_over_at", "words", "leaving", body=F("holder__slug")
    )
    for row in rows:
        yield {**row, "words": row["words"] if row["leaving"] == person else ""}


def _erase(person: UUID, at: datetime) -> None:
    """The words go with whoever wrote them; that somebody left on that day stays."""
    Handover.objects.filter(leaving=person).update(words="")


HANDOVERS = Topic(
    name="handovers",
    what=_("Handovers of a city's desk"),
    why=_("So that a city's work goes on when somebody leaves."),
    kept=_("Stay, without your name and your words once you are erased."),
    columns={
        "body": _("City or organisation"),
        "leaves_on": _("Last day"),
        "taken_over_at": _("Taken over"),
        "words": _("What was said besides"),
    },
    rows=_rows,
    erase=_erase,
)
