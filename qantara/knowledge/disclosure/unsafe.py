"""Which cells point at people."""

from __future__ import annotations

import numpy as np

from qantara.knowledge.disclosure.system import Flags, System


def small(system: System) -> Flags:
    """Cells of fewer people than their threshold, zero included, or revised by so few.

    Printed or worked out, it is the same. What is public or zero by definition is not among them: it can be protected no more. Of a cell
    printed as a range, the low end counts; of a difference of counts, how far it is from nobody.
    """
    least = np.abs(system.x)
    is_range = (system.low < system.high) & system.is_printed
    least[is_range] = system.low[is_range]
    is_known = system.is_known | is_range
    is_below = (system.threshold > 0) & (least < system.threshold)
    return ((is_known & is_below) | system.changed) & ~system.fixed
