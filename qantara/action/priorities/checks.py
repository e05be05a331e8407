"""What keeps a City Priority Paper from the gate, besides figures that do not stand.

The guard is not asked anew: a paper prints no figure but those a release prints. What could slip past
it is prose. A number typed there that equals one a release of the place withholds stops the paper, as it
stops a profile; so does the name of a partner or of an association the city works with.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import polars as pl
from django.utils.translation import gettext as _

from qantara.accounts.models import Holder
from qantara.action.priorities.document import blocks_in
from qantara.action.priorities.models import Partner
from qantara.action.priorities.quotes import KINDS
from qantara.core import fence
from qantara.core.errors import DomainError
from qantara.knowledge.observations.figures import figures
from qantara.knowledge.profiles.figures import frame
from qantara.knowledge.profiles.parts import Block, Chapter
from qantara.knowledge.profiles.read import upgraded
from qantara.knowledge.profiles.typed import hidden, typed
from qantara.network.models import Stakeholder
from qantara.network.stakeholders.models import Level
from qantara.releases.kinds import Document
from qantara.releases.models import Release

#: Bodies whose names no paper has; public offices may be named.
PRIVATE = (Level.CIVIL_SOCIETY, Level.RESEARCH, Level.BUSINESS)
#: Letters a name has at least that is looked for in texts.
SHORTEST = 4


def demand_harmless(document: Document, *, holder: Holder, at: datetime) -> None:
    """Raises DomainError that says what to write otherwise."""
    demand_harmless_blocks(blocks_in(document), document["place"]["slug"], holder=holder, at=at)


def demand_harmless_blocks(
    blocks: Sequence[dict[str, Any]], place: str, *, holder: Holder, at: datetime
) -> None:
    """The same of paragraphs of any document: ``id, lang, markdown, states``."""
    _refuse_names(blocks, holder)
    _refuse_numbers(blocks, place, at)


def free_text(document: Document) -> str:
    """All that was typed, to be asked about one person."""
    return "\n".join(text for block in blocks_in(document) for text in block["markdown"].values())


@fence.reaching("draft")
def _refuse_names(blocks: Sequence[dict[str, Any]], holder: Holder) -> None:
    names = {
        *Partner.objects.filter(priority__holder=holder, kind__in=PRIVATE).values_list(
            "name", flat=True
        ),
        *Stakeholder.objects.filter(holder=holder, level__in=PRIVATE).values_list(
            "name", flat=True
        ),
    }
    patterns = [
        (name, re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE))
        for name in sorted(names)
        if len(name) >= SHORTEST
    ]
    for block in blocks:
        for text in block["markdown"].values():
            for name, pattern in patterns:
                if pattern.search(text):
                    raise DomainError(
                        _(
                            "“%(text)s” names “%(name)s”. Organisations are not named in a paper: say what"
                            " kind of organisation it is."
                        )
                        % {"text": text[:60], "name": name}
                    )


@fence.reaching("draft")
def _refuse_numbers(blocks: Iterable[dict[str, Any]], place: str, at: datetime) -> None:
    """Held against the true values of what the standing releases of the place do not print."""
    released = [
        frame(upgraded(json.loads(document))["figures"])
        for document in Release.objects.standing()
        .filter(subject=place, kind__in=KINDS)
        .order_by("kind", "-number")
        .distinct("kind")
        .values_list("document", flat=True)
    ]
    if not released:
        return
    after = pl.concat(released)
    territories = after["territory"].unique().to_list()
    before = figures(territories, as_of=at).frame.filter(
        pl.col("key").is_in(after["key"].to_list())
    )
    values, shares = hidden(before, after)
    chapters = [
        Chapter(
            section=block["id"],
            lang=block["lang"],
            blocks=(Block(id=block["id"], markdown=block["markdown"], states=block["states"]),),
        )
        for block in blocks
    ]
    if found := typed(chapters, values, shares):
        block_id, _block, key = found[0]
        text = next(one["markdown"][one["lang"]] for one in blocks if one["id"] == block_id)
        raise DomainError(
            _(
                "“%(text)s”: a number typed there equals “%(key)s”, which is withheld to protect people."
                " Write the sentence without it."
            )
            % {"text": text[:60], "key": key}
        )
