"""What is particular to a published figures sheet: its title, its fixed line, its caution."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from qantara.knowledge.profiles.citing import runs
from qantara.knowledge.profiles.parts import COUNTRY
from qantara.papers import Run, Runs

#: The one definition shown of a member marked ``caution``.
RESIDENTS = "CTX-01"


def kicker() -> str:
    """In whose name it speaks: the title says what it is."""
    return pgettext("kind of document", "Compiled by the network")


def is_entry(document: Mapping[str, Any]) -> bool:
    """A sheet without a figure of the place: the member's entry, which says what is missing.

    Figures of its country may stand there, as context.
    """
    nations = {one["slug"] for one in document.get("areas", ()) if one["territory_type"] == COUNTRY}
    has_own = not nations.issuperset(document["figures"]["territory"])
    return document["schema"].startswith("figures/") and not has_own


def entry_kicker() -> str:
    return pgettext("kind of document", "Member’s page")


def entry_lede() -> str:
    return _(
        "No published figures on this place have been brought together here yet. What is missing, "
        "and who could supply it, stands below."
    )


def title(place: str) -> str:
    return _("Published figures on %(place)s") % {"place": place}


def notice(correction: str) -> Runs:
    """The line every sheet carries, and where to send a correction."""
    line = _(
        "Compiled by the network from published sources. Not a City Migration Profile: the city has "
        "not written, checked or approved it."
    )
    if not correction:
        return (Run(text=line),)
    link = Run(text=correction.removeprefix("mailto:"), kind="link", href=correction)
    return (Run(text=f"{line} "), *runs(_("Corrections: %(address)s."), address=link))


def cautious(frame: pl.DataFrame) -> pl.DataFrame:
    """A caution member's figures: how many people live there in all, and nothing else."""
    return frame.filter((pl.col("definition") == RESIDENTS) & (pl.col("breakdown") == ""))
