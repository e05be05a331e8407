"""What this topic keeps about people."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from qantara.core.personal_data import Row, Topic
from qantara.knowledge.dues.models import Extension


def _extensions(person: UUID) -> Iterable[Row]:
    """What they wrote, as who asks or as who decides; never what the other side did."""
    found = Extension.objects.filter(Q(asked_by=person) | Q(decided_by=person))
    for one in found.order_by("asked_at").select_related("holder"):
        if one.asked_by_id == person:
            yield {"at": one.asked_at, "body": one.holder.slug, "words": one.reason}
        if one.decided_by_id == person:
            yield {"at": one.decided_at, "body": one.holder.slug, "words": one.answer}


EXTENSIONS = Topic(
    name="extensions",
    what=_("More time that you asked for, or decided on"),
    why=_("So that both sides know why a city has another day."),
    kept=_("Stay, without your name once you are erased."),
    columns={"at": _("When"), "body": _("City or organisation"), "words": _("Text")},
    rows=_extensions,
)
