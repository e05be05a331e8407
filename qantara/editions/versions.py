"""What blocks said before: one version a person and hour, in each language."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet, Subquery
from django.db.models.functions import Length
from django.utils.translation import gettext as _

from qantara.accounts.models import Person
from qantara.core.errors import DomainError
from qantara.editions.hashing import source_hash
from qantara.editions.models import Block, Text, Version

#: What one person saves of one text within this time is one version.
TOGETHER = timedelta(hours=1)
#: A text of which less than this part is left begins a version: what was there can be brought back.
LEFT = 0.5
#: Whoever saved so lately is taken to be writing still.
PRESENT = timedelta(minutes=3)


def keep(block: Block, language: str, markdown: str, *, by: Person | None, at: datetime) -> bool:
    """Keep what a block says now in a language, in the transaction that stores it.

    Every change of a text comes through here. True where a version begins, False where it goes on
    one that the same person began within the hour.
    """
    said = {"markdown": markdown, "hash": source_hash(markdown), "at": at}
    newest = Version.objects.filter(block=block, language=language).order_by("-at").values("pk")[:1]
    last = Version.objects.filter(pk=Subquery(newest), by=by, began_at__gt=at - TOGETHER)
    goes_on = last.annotate(letters=Length("markdown")).filter(
        letters__lte=int(len(markdown) / LEFT)
    )
    if goes_on.update(**said):
        return False
    Version.objects.create(block=block, language=language, by=by, began_at=at, **said)
    return True


def of_block(block: Block, language: str) -> QuerySet[Version]:
    """Versions of a block in a language, the newest first."""
    return block.versions.filter(language=language).select_related("by").order_by("-at")


def version_of(block: Block, key: UUID) -> Version:
    """Raises DomainError for a version that is not one of this block."""
    found = block.versions.filter(pk=key).first()
    if found is None:
        raise DomainError(_("There is no such earlier text of this paragraph."))
    return found


def writing(text: Text, *, besides: Person, at: datetime) -> list[str]:
    """Names of the others who saved something of a text in the last minutes."""
    lately = Version.objects.filter(block__text=text, at__gt=at - PRESENT).exclude(by=None)
    others = lately.exclude(by=besides).order_by("by__name").values_list("by__name", flat=True)
    return list(others.distinct())
