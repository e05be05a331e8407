"""Copy forward: answers of an earlier year, each looked at by a person before it counts for this one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from qantara.accounts.models import Holder
from qantara.core import periods
from qantara.knowledge.frameworks import Framework, Indicator, Variant
from qantara.knowledge.observations import definitions
from qantara.knowledge.observations.models import Observation
from qantara.network.models import Territory

#: Breakdowns of answers: the whole, and women and men.
WHOLES = ("", "SEX=F", "SEX=M")

#: Reasons for having no figure that are the city's own answer, and may still be so.
OWN_REASONS = ("", "none_exists", "not_applicable", "not_collected")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """A question's name and definition, as one version of the framework said them."""

    name: str
    definition: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """An answer of an earlier year.

    asked       what the question says now; None: it is not asked any more
    was         what it said then, where that is another wording in this language
    is_other    whether it asks for something else now, so that its answers are another series
    has_file    whether the file it rests on is still there
    """

    earlier: Observation
    asked: Wording | None
    was: Wording | None
    is_other: bool
    has_file: bool
    period: str
    unit: str

    @property
    def may_stand(self) -> bool:
        """Whether it can be confirmed as it is: same unit, and its file comes along."""
        return self.asked is not None and self.has_file and self.unit == self.earlier.unit


def offered(
    holder: Holder, territory: Territory, today: date, framework: Framework, lang: str
) -> list[Offered]:
    """The last answers of a city about a place that nobody has given for this year yet.

    In the framework's order; what is not asked any more stands last.
    """
    latest: dict[tuple[str, str, str], Observation] = {}
    for one in _answers(holder, territory):
        latest.setdefault((one.definition.code, one.breakdown.code, one.unit), one)
    codes = {code: at for at, code in enumerate(framework.definitions())}
    fresh = answered(territory, today.year)
    found = [
        _offer(one, today, framework, lang)
        for (code, part, _unit), one in latest.items()
        if one.period.end.year < today.year and (code, part) not in fresh
    ]
    found.sort(
        key=lambda one: (
            codes.get(one.earlier.definition.code, len(codes)), one.earlier.breakdown.code
        )
    )  # fmt: skip
    return found


def answered(territory: Territory, year: int) -> set[tuple[str, str]]:
    """(definition, breakdown) of which something stands about ``year`` or later, from any source in reach."""
    rows = Observation.objects.current().filter(
        territory=territory, period__end__year__gte=year, breakdown__code__in=WHOLES
    )
    return set(rows.values_list("definition__code", "breakdown__code"))


def _answers(holder: Holder, territory: Territory) -> Iterator[Observation]:
    """What the city said of itself, the newest first."""
    own = (
        Q(method="self_reported")
        | Q(unit="LVL")
        | Q(source__organisation=territory.slug)  # our own template, filled in
    )
    return iter(
        Observation.objects.current()
        .filter(
            own,
            territory=territory,
            batch__evidence_file__holder=holder,
            source__is_public=False,
            breakdown__code__in=WHOLES,
            absence__in=OWN_REASONS,
        )
        .select_related(
            "definition", "period", "breakdown", "source", "batch__evidence_file__stored"
        )
        .order_by("-period__end", "-recorded_at", "-id")
    )


def _offer(one: Observation, today: date, framework: Framework, lang: str) -> Offered:
    code = one.definition.code
    now = _definition(framework, code)
    asked = Wording(name=now.name[lang], definition=now.definition[lang]) if now else None
    then = _wording(one, lang)
    stored = one.batch.evidence_file.stored
    return Offered(
        earlier=one,
        asked=asked,
        was=then if asked and then and then != asked else None,
        is_other=now is not None
        and definitions.content_hash(framework, code) != one.definition.content_hash,
        has_file=stored.key is not None,
        period=this_year(one.period.code, today),
        unit=_unit(now, one.unit),
    )


def this_year(period: str, today: date) -> str:
    """The same time of this year: ``2026-01-01`` for ``2025-01-01``.

    The whole year instead of an interval, of a day it does not have, and of a time still to come.
    """
    moved, whole = f"{today.year:04}{period[4:]}", f"{today.year:04}"
    try:
        found = periods.parse(moved)
    except periods.PeriodError:  # 29 February
        return whole
    return whole if "/" in period or found.start > today else found.code


def _definition(framework: Framework, code: str) -> Indicator | Variant | None:
    try:
        return framework.definition(code)
    except KeyError:
        return None


def _unit(now: Indicator | Variant | None, unit: str) -> str:
    if now is None:
        return unit
    units = (now.unit, *getattr(now, "also_units", ()))
    return unit if unit in units else now.unit


def _wording(one: Observation, lang: str) -> Wording | None:
    said = one.definition.content
    name, definition = said.get("name") or {}, said.get("definition") or {}
    if not definition.get(lang):
        return None
    return Wording(name=name.get(lang, ""), definition=definition[lang])
