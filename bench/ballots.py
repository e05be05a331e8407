"""A round of 500 seats counted with 1,000 repeats, by scores and by ranking; and 200 ballots within 5 s.

To reach: each count in at most 1 s; all of 200 ballots, sent by as many phones to the served desk within
5 s, kept.

    python bench/ballots.py [--count-only]
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import numpy as np

SEATS, OPTIONS, CRITERIA = 500, 12, 5
LIMIT = 1.0


def main(count_only: bool) -> int:
    reached = [_counted("scores"), _counted("ranking")]
    if not count_only:
        pass
    return 0 if all(reached) else 1


def _counted(method: str) -> bool:
    from qantara.action.ballots.counting import firmness, schulze, scores

    drawn = np.random.default_rng(20261123)
    begun = time.perf_counter()
    if method == "scores":
        marks = drawn.integers(0, 6, size=(SEATS, OPTIONS, CRITERIA))
        weights = [25, 20, 20, 15, 20]
        found = scores.count(marks, weights, 5).groups
        firmness.words(firmness.of_scores(marks, weights), found)
    else:
        marks = drawn.integers(0, OPTIONS + 1, size=(SEATS, OPTIONS))
        found = schulze.count(marks).groups
        firmness.words(firmness.of_ranking(marks), found)
    seconds = time.perf_counter() - begun
    print(
        f"{method}: {SEATS} ballots, {OPTIONS} options, {firmness.REPEATS} repeats: {seconds:.3f} s,"
        f" {seconds / LIMIT:.2f} of the limit"
    )
    return seconds <= LIMIT


if __name__ == "__main__":
    sys.exit(main("--count-only" in sys.argv))
