"""Signs of what stands in place of a figure: a shape for each state, the same on page, paper and chart.

The shape tells the states apart by itself, so that print in grey and eyes that see few colours lose
nothing. Drawn on a grid of 16 by 16 as one stroke.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from qantara.papers import State

#: Width of the stroke on the grid.
STROKE = 1.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """``path``: SVG path data. ``dashes``: of its stroke; none where it is whole."""

    path: str
    dashes: str = ""


SIGNS: Mapping[State, Sign] = {
    # An empty set: a ring struck through.
    "none_exists": Sign(path="M13.5 8a5.5 5.5 0 1 1-11 0a5.5 5.5 0 1 1 11 0M3 13L13 3"),
    # A place kept free.
    "absent": Sign(path="M2.5 2.5h11v11h-11z", dashes="2.6 1.8"),
    # A speech bubble nothing stands in.
    "unanswered": Sign(path="M2 2.5h12v8.5H8.5L5 14v-3H2z"),
    # A cross.
    "inapplicable": Sign(path="M3.5 3.5l9 9M12.5 3.5l-9 9"),
    # A box behind stripes.
    "withheld": Sign(path="M2 2h12v12h-12zM2 7L7 2M2 12L12 2M4 14L14 4M9 14L14 9"),
    # An arrow out of a box: to be read elsewhere.
    "courtesy": Sign(path="M7 3H2.5v10.5H13V9M9.5 2H14v4.5M14 2L7.5 8.5"),
}


def svg(state: State, colour: str = "currentColor") -> str:
    """The sign as a drawing of its own, for a reader's eye alone: the word stands beside it.

    Raises KeyError for ``shown`` and ``blank``, which have none.
    """
    sign = SIGNS[state]
    dashes = f' stroke-dasharray="{sign.dashes}"' if sign.dashes else ""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" class="sign" viewBox="0 0 16 16" width="16"'
        f' height="16" aria-hidden="true"><path fill="none" stroke="{colour}"'
        f' stroke-width="{STROKE}"{dashes} d="{sign.path}"/></svg>'
    )
