"""Figures that stand although they were revised: the change is too small to show (DISCLOSURE 4).

Which of them changed and which only hang together with one that did is not told apart.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

import polars as pl
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from qantara.core.locales import LANGUAGES
from qantara.knowledge.frameworks import Name
from qantara.papers import Flag

#: The letter of its flag. CL_OBS_STATUS has none for it; the status the figure had stays beside it.
CODE = "R"


def noted(
    frame: pl.DataFrame, keys: Collection[str], notes: Mapping[str, Name]
) -> tuple[pl.DataFrame, dict[str, Name]]:
    """``frame`` with a note on the figures that stand, after any note they have; and all notes.

    frame  protected (docs/concepts.md)
    keys   series keys of those that stand
    notes  translations by the text in the frame
    """
    said = _in_all()
    given = dict(notes)
    is_standing = pl.col("key").is_in(sorted(keys)) & (pl.col("state") == "shown")
    texts = frame.filter(is_standing)["note"].fill_null("").unique().sort().to_list()
    joined: dict[str, str] = {}
    for text in texts:
        known = given.get(text, {})
        name = {
            lang: " ".join(filter(None, (known.get(lang, text), said[lang]))) for lang in LANGUAGES
        }
        joined[text] = name["en"]
        given[name["en"]] = name
    note = pl.col("note").fill_null("").replace_strict(joined, default=None, return_dtype=pl.String)
    told = pl.when(is_standing).then(note).otherwise("note")
    return frame.with_columns(told.alias("note")), given


def flag() -> Flag:
    """The flag beside such a figure, in the language in force."""
    return Flag(code=CODE, word=pgettext("status of a figure", "Revision not shown"))


def sentence() -> str:
    """What the flag means, in the language in force."""
    return _("Revised; the change is too small to show.")


def _in_all() -> dict[str, str]:
    said = {}
    for lang in LANGUAGES:
        with translation.override(lang):
            said[lang] = sentence()
    return said
