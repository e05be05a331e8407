"""Places in files: by official code, by name, or by a name inside a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from django.utils.translation import gettext as _

from qantara.core.breakdowns import TOTAL
from qantara.knowledge.evidence.proposals import lexicon
from qantara.knowledge.evidence.proposals.asking import Asking
from qantara.knowledge.evidence.proposals.meaning import Meaning
from qantara.knowledge.evidence.proposals.options import IGNORE


def of_places(
    asking: Asking, texts: Sequence[str], *, is_within: bool = False
) -> dict[str, Meaning]:
    """Territories on record by official code, or by name."""
    scheme = scheme_of_places(asking, texts)
    index = names_of_places(asking)
    found = {text: _of_place(asking, text, scheme, index) for text in texts}
    if is_within:
        found |= {
            text: Meaning(min(slugs), "likely", _("The place’s name stands in it."))
            for text, meaning in found.items()
            if not meaning.code and len(slugs := places_within(index, [text])) == 1
        }
    return found


def of_districts(
    asking: Asking, texts: Sequence[str], *, is_within: bool = False
) -> dict[str, Meaning]:
    """Parts of a place as ``of_places`` finds them; a row for the whole of it is the whole."""
    why = _("It is a word for the whole: all the places beside it together.")
    return {
        text: Meaning(TOTAL, "likely", why)
        if lexicon.fold(text) in lexicon.listed("total") | lexicon.listed("whole_place")
        else meaning
        for text, meaning in of_places(asking, texts, is_within=is_within).items()
    }


def places_within(index: Mapping[str, frozenset[str]], texts: Iterable[str]) -> dict[str, int]:
    """Places whose name stands in one of the texts, with the length of the name.

    A name inside a longer one is not meant: ``Karwan`` in ``Karwan East``.
    """
    found: dict[str, int] = {}
    for text in {f" {lexicon.fold(text)} " for text in texts}:
        named = [name for name in index if len(name) > 3 and f" {name} " in text]
        for name in named:
            is_part = any(f" {name} " in f" {longer} " for longer in named if longer != name)
            if not is_part and len(index[name]) == 1:
                slug = min(index[name])
                found[slug] = max(found.get(slug, 0), len(name))
    return found


def scheme_of_places(asking: Asking, texts: Sequence[str]) -> str:
    """The scheme of official codes that most of these texts are codes of.

    Short numbers fit any list: a scheme counts where several texts are in it, or one long code.
    """
    best, most = "", 0
    for scheme, codes in asking.places.codes.items():
        fitting = [text for text in texts if text in codes]
        is_telling = len(fitting) >= 2 or any(
            len(text) >= 4 and not text.isalpha() for text in fitting
        )
        if is_telling and len(fitting) > most:
            best, most = scheme, len(fitting)
    return best if 2 * most >= len(texts) or most >= 3 else ""


def names_of_places(asking: Asking) -> Mapping[str, frozenset[str]]:
    """Folded name -> slugs of the places so called."""
    found: dict[str, set[str]] = {}
    for slug in asking.places.slugs:
        for said in asking.names.get(slug, {}).values():
            for name in (said,) if isinstance(said, str) else said:
                found.setdefault(lexicon.fold(name), set()).add(slug)
        found.setdefault(lexicon.fold(slug), set()).add(slug)
    return {name: frozenset(slugs) for name, slugs in found.items() if name}


def _of_place(
    asking: Asking, text: str, scheme: str, index: Mapping[str, frozenset[str]]
) -> Meaning:
    slug = asking.places.codes[scheme].get(text, "") if scheme else ""
    if slug:
        return Meaning(
            slug, "sure", _("It is the place’s official code (%(list)s).") % {"list": scheme}
        )
    if lexicon.fold(text) in lexicon.listed("total"):
        why = _("It is a word for the whole: the sum of the places beside it.")
        return Meaning(IGNORE, "likely", why)
    name = re.sub(r"^[\d.]+\s*[-–:]?\s+|\s*[<\[(]\s*[A-Z]{0,3}\d+\s*[>\])]$", "", text)
    slugs = sorted(index.get(lexicon.fold(text)) or index.get(lexicon.fold(name)) or ())
    if len(slugs) == 1:
        why = _("The place has this name. Is it this unit that is counted, and not a larger one?")
        return Meaning(slugs[0], "likely", why)
    if slugs:
        why = _("More than one place on record has this name.")
        return Meaning("", "open", why, tuple(slugs))
    return Meaning(why=_("No place on record here has this name or code."))
