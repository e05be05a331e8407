"""How names of places are compared: letters alone, whatever their case, marks and joining signs."""

from __future__ import annotations

import re
from collections.abc import Sequence

import icu

#: Marks off, case off, Latin letters without a plain form spelt out (ł, ø, ß, ı), and of Arabic the
#: letters that writers exchange: final yeh and teh marbuta. Keyboards of Persian give other code
#: points for kaf and yeh.
_FOLD = icu.Transliterator.createFromRules(
    "fold",
    "::NFKD; ::[[:Mn:][:Cf:]ـ] Remove; ::Latin-ASCII; ::Lower; ::NFKC;"
    "ى > ي; ة > ه; ک > ك; ی > ي; ٱ > ا;",
    icu.UTransDirection.FORWARD,
)
_NO_LETTERS = re.compile(r"[^\w\n]+|_+")
#: Names folded in one call: quicker than one by one, and than all at once.
_AT_ONCE = 1000


def fold(name: str) -> str:
    """``Saint-Étienne`` and ``saint etienne`` alike. Empty where a name has no letters."""
    return fold_all([name])[0]


def fold_all(names: Sequence[str]) -> list[str]:
    """Many at once."""
    folded: list[str] = []
    for start in range(0, len(names), _AT_ONCE):
        joined = "\n".join(" ".join(name.split()) for name in names[start : start + _AT_ONCE])
        plain = _NO_LETTERS.sub(" ", _FOLD.transliterate(joined))
        folded += [" ".join(each.split()) for each in plain.split("\n")]
    return folded
