"""A round of 500 seats counted with 1,000 repeats, by scores and by ranking; and 200 ballots within 5 s.

To reach: each count in at most 1 s; all of 200 ballots, sent by as many phones to the served desk within
5 s, kept. For these the demonstration is to be served (`make demo`), with its QANTARA_VAR set here too; the
round they vote in stays there, closed.

    python bench/ballots.py [--count-only]
"""

from __future__ import annotations

import os
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import Request, urlopen

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import numpy as np

SEATS, OPTIONS, CRITERIA = 500, 12, 5
LIMIT = 1.0
PHONES, WITHIN = 200, 5.0


def main(count_only: bool) -> int:
    reached = [_counted("scores"), _counted("ranking")]
    if not count_only:
        reached.append(_arrived())
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


def _arrived() -> bool:
    """200 phones, each with its card, vote at moments spread over 5 s."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qantara.config.settings")
    import django

    django.setup()
    from django.conf import settings

    from qantara.accounts.models import Person
    from qantara.action.ballots import closing, rounds
    from qantara.action.ballots.cast import cast_so_far
    from qantara.action.ballots.rounds import Plan
    from qantara.action.ballots.values import Option
    from qantara.core import clock
    from qantara.desk.workshop import marks
    from qantara.network.models import Territory

    place = Territory.objects.get(slug="ardelune")
    officer = Person.objects.get(email="officer.ardelune@example.org")
    said = {"by": officer, "at": clock.now()}
    workshop = rounds.prepare_workshop(
        {"en": "Bench"}, holder=officer.roles.get().holder, territory=place,
        held_on=clock.now().date(), **said,
    )  # fmt: skip
    options = tuple(Option(f"o{at}", {"en": f"Option {at}"}) for at in range(6))
    prepared = rounds.prepare(workshop, Plan(method="ranking", options=options), **said)
    _round, codes = rounds.make_cards(prepared, PHONES, **said)
    opened = rounds.open_round(prepared, **said)
    asked = marks.questions(opened, {})[0].asked
    drawn = np.random.default_rng(20261123)
    moments = np.sort(drawn.uniform(0, WITHIN, PHONES))
    begun = time.perf_counter()

    def vote(at: int) -> tuple[int, float]:
        time.sleep(max(0.0, moments[at] - (time.perf_counter() - begun)))
        ranks = drawn.permutation(len(asked)) + 1
        sent = {"code": codes[at], "asked": marks.stamp(opened), "said": "cast"}
        sent |= {one.field: str(rank) for one, rank in zip(asked, ranks, strict=True)}
        sending = time.perf_counter()
        request = Request(f"{settings.DESK_URL}/en/b/", urlencode(sent).encode())
        with urlopen(request, timeout=60) as answer:
            answer.read()
            return answer.status, time.perf_counter() - sending

    with ThreadPoolExecutor(PHONES) as phones:
        answers = list(phones.map(vote, range(PHONES)))
    seconds = time.perf_counter() - begun
    kept = cast_so_far(opened)
    closing.close(opened, **said)
    waited = sorted(one for _status, one in answers)
    print(
        f"{PHONES} phones within {WITHIN:.0f} s: {kept} ballots kept,"
        f" answers {dict(Counter(status for status, _one in answers))},"
        f" the last after {seconds:.1f} s; half waited under {waited[PHONES // 2]:.2f} s, all"
        f" {waited[-1]:.2f} s at most; {kept / PHONES:.2f} of what was sent"
    )
    return kept == PHONES


if __name__ == "__main__":
    sys.exit(main("--count-only" in sys.argv))
