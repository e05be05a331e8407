"""What this topic keeps about people."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from qantara.core.personal_data import Row, Topic
from qantara.knowledge.reviews.models import Said


def _said(person: UUID) -> Iterable[Row]:
    return Said.objects.filter(by=person).order_by("at").values("at", "words")


SAID = Topic(
    name="remarks",
    what=_("What you said in reviews of texts"),
    why=_(
        "So that those who write, check and sign a text know who asked what, and what came of it."
    ),
    kept=_("Stays, without your name once you are erased: the text was changed because of it."),
    columns={"at": _("When"), "words": _("Text")},
    rows=_said,
)
