"""The city's own template: the indicators it chose, with what is known; it comes back without a question."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from qantara.accounts.models import Holder, Person
from qantara.knowledge import frameworks
from qantara.knowledge.answers.choose import chosen
from qantara.knowledge.evidence import template
from qantara.knowledge.evidence.arrivals.seen import seen_by
from qantara.knowledge.frameworks import sets
from qantara.knowledge.observations.figures import figures
from qantara.network.models import Territory


def workbook(
    territory: Territory,
    *,
    holder: Holder,
    name: Mapping[str, str],
    lang: str,
    by: Person,
    at: datetime,
) -> bytes:
    """XLSX in ``lang``: a line a figure wanted, filled with the figures that ``by`` may see as they came.

    name  of the territory, with ``lang`` among its languages
    """
    framework = frameworks.default()
    known = figures([territory.slug], as_of=at)
    seen = set(seen_by(by).values_list("pk", flat=True))
    open_to = [at for at, source in enumerate(known.sources) if source.id in seen]
    choice = chosen(holder)
    asked_for = frozenset(one.code for one in sets.of(framework, choice))
    frame = known.frame.filter(known.frame["source"].is_in(open_to))
    if choice == "short":
        frame = frame.filter(frame["indicator"].is_in(list(asked_for)))
    return template.make(
        framework,
        frame,
        territory=territory.slug,
        name=name,
        lang=lang,
        today=at.date(),
        asked_for=asked_for,
    )
