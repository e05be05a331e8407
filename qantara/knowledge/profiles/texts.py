"""The texts of a place's profile: one a section, begun when somebody writes the first block."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from qantara.accounts.models import Holder, Person
from qantara.accounts.roles import demand
from qantara.core.errors import Conflict
from qantara.editions.models import Text
from qantara.editions.write import write_text
from qantara.knowledge.profiles.draft import plan
from qantara.knowledge.profiles.models import Narrative
from qantara.network.models import Territory


def sections() -> list[dict[str, Any]]:
    """The sections a profile has, in order: ``id, title, kinds``."""
    return [section for section in plan() if "profile" in section["kinds"]]


def texts_of(territory: Territory, holders: Collection[UUID]) -> dict[str, Text]:
    """Section -> its text, of those that ``holders`` wrote."""
    rows = Narrative.objects.filter(territory=territory, text__holder__in=holders)
    return {row.section: row.text for row in rows.select_related("text")}


@transaction.atomic
def begin(
    territory: Territory, section: str, *, language: str, holder: Holder, by: Person, at: datetime
) -> Text:
    """An empty text for a section that has none.

    Raises Conflict where somebody began it meanwhile.
    """
    demand(by, "texts.write", Text(holder=holder), at=at)
    text = write_text([], language=language, holder=holder, by=by, at=at)
    try:
        with transaction.atomic():
            Narrative.objects.create(territory=territory, section=section, text=text)
    except IntegrityError as error:
        raise Conflict(
            _("Somebody else began this section meanwhile. Read theirs first.")
        ) from error
    return text
