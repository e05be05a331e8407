"""What this topic keeps about people."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from qantara.core.personal_data import Row, Topic
from qantara.knowledge.requests.models import LetterText


def _texts(person: UUID) -> Iterable[Row]:
    found = LetterText.objects.filter(written_by=person).order_by("written_at", "pk")
    for one in found.select_related("request__holder"):
        yield {
            "at": one.written_at, "body": one.request.holder.slug, "version": one.version,
            "words": "\n".join(text for text in one.words.values() if text),
        }  # fmt: skip


TEXTS = Topic(
    name="data-requests",
    what=_("Letters you wrote to offices"),
    why=_("So that a city knows what it asked for, and in which words."),
    kept=_("Stay, without your name once you are erased: they are the city’s letters."),
    columns={
        "at": _("When"),
        "body": _("City or organisation"),
        "version": _("Version"),
        "words": _("Text"),
    },
    rows=_texts,
)
