"""Signs: what speaks for a table being a list of people, column by column."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

#: What a column can hold of a person.
#:   name, identity, birth, phone, email, address   point at one person each
#:   rows                                           every row is a person, whatever the columns
Kind = Literal["name", "identity", "birth", "phone", "email", "address", "rows"]

#: Kinds that offices and schools have too.
CONTACTS: frozenset[Kind] = frozenset({"phone", "email", "address"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """One thing seen. It holds no cell and no head: where, and what it looks like.

    column    position among the columns of its sheet, from 1; 0 for the rows as a whole
    is_clear  enough alone; two that are not, of different kinds, are enough together
    """

    kind: Kind
    column: int = 0
    is_clear: bool = True
