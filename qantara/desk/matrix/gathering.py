"""How far the work of many members stands, gathered in as many queries for one as for all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Case as Either
from django.db.models import Count, Exists, F, OuterRef, Q, Value, When
from django.db.models.functions import Coalesce, NullIf, StrIndex, Substr

from qantara.accounts.models import Role
from qantara.accounts.roles import in_force
from qantara.core.fence import reaching
from qantara.editions.models import Block, Translation, outdated
from qantara.knowledge.frameworks import Framework
from qantara.knowledge.observations.models import Observation
from qantara.knowledge.profiles.coverage import ANSWERS, YEARS
from qantara.knowledge.profiles.models import Narrative
from qantara.network.models import Member, Standing, Territory
from qantara.releases.models import Case, Release, Signature

#: Kinds of release that tell of a place.
KINDS = ("profile", "figures")


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """The newest case of a holder that was not dropped."""

    key: UUID
    is_reviewed: bool
    is_approved: bool
    is_released: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Out:
    """The newest standing release of a holder."""

    number: int
    day: date
    address: str


@dataclass(slots=True, kw_only=True)
class Held:
    """What is on record of one holder.

    titles    of the roles somebody holds
    covered   codes of core indicators with a recent figure, or answered
    sources   language -> blocks written in it
    current   language -> blocks translated into it and up to date;   old: out of date
    """

    titles: set[str] = field(default_factory=set)
    covered: set[str] = field(default_factory=set)
    sources: dict[str, int] = field(default_factory=dict)
    current: dict[str, int] = field(default_factory=dict)
    old: dict[str, int] = field(default_factory=dict)
    case: Opened | None = None
    out: Out | None = None

    @property
    def blocks(self) -> int:
        return sum(self.sources.values())


def gather(members: Collection[Member], framework: Framework, *, at: datetime) -> dict[UUID, Held]:
    """The holder's key of each of ``members`` -> what is on record."""
    found = {member.holder_id: Held() for member in members}
    roles = Role.objects.filter(in_force(at), holder__in=found, person__is_active=True)
    for holder, title in roles.values_list("holder_id", "title").distinct():
        found[holder].titles.add(title)
    _add_covered(found, members, framework, at.date())
    _add_texts(found)
    _add_cases(found)
    _add_releases(found)
    return found


def _add_covered(
    found: dict[UUID, Held], members: Iterable[Member], framework: Framework, today: date
) -> None:
    holders = {member.pk: member.holder_id for member in members}
    of_place: dict[int, set[UUID]] = defaultdict(set)
    own = Standing.objects.filter(member__in=holders)
    for place, member in own.values_list("territory_id", "member_id"):
        of_place[place].add(holders[member])
    stand_ins = Territory.objects.filter(stands_in_for__in=list(of_place))
    for place, whole in stand_ins.values_list("pk", "stands_in_for_id"):
        of_place[place] |= of_place[whole]
    core = [one.code for one in framework.indicators if one.is_core]
    told: dict[UUID, tuple[set[str], set[str]]] = {key: (set(), set()) for key in found}
    for place, recent, dated, answered in _stated(list(of_place), core, today.year - YEARS):
        for holder in of_place[place]:
            found[holder].covered.update(recent)
            told[holder][0].update(dated)
            told[holder][1].update(answered)
    for holder, (with_figure, with_answer) in told.items():
        found[holder].covered |= with_answer - with_figure


@reaching("coverage")
def _stated(
    places: Collection[int], core: Collection[str], year: int
) -> list[tuple[int, list[str], list[str], list[str]]]:
    """Place, and the core indicators with a figure of ``year`` or later, with any, with an answer."""
    slash = NullIf(StrIndex("definition__code", Value("/")), Value(0))
    whole = Coalesce(
        Substr("definition__code", 1, slash - Value(1)), F("definition__code")
    )  # a national variant speaks for its indicator
    a_figure = Q(absence="")

    def codes(which: Q) -> ArrayAgg:
        return ArrayAgg("whole", filter=which, distinct=True, default=Value([]))

    rows = (
        Observation.objects.current()
        .filter(territory__in=places)
        .annotate(whole=whole)
        .filter(whole__in=core)
        .values("territory_id")
        .annotate(
            recent=codes(a_figure & Q(period__end__year__gte=year)),
            dated=codes(a_figure),
            answered=codes(Q(absence__in=ANSWERS)),
        )
    )
    return list(rows.values_list("territory_id", "recent", "dated", "answered"))


def _add_texts(found: dict[UUID, Held]) -> None:
    texts = Narrative.objects.filter(text__holder__in=found).values("text")
    written = Either(When(language="", then=F("text__source_language")), default=F("language"))
    blocks = (
        Block.objects.filter(text__in=texts, removed_at=None)
        .order_by()
        .annotate(written=written)
        .values_list("text__holder", "written")
        .annotate(count=Count("pk"))
    )
    for holder, language, count in blocks:
        found[holder].sources[language] = count
    translated = Either(
        When(block__language="", then=F("block__text__source_language")),
        default=F("block__language"),
    )
    made = (
        Translation.objects.filter(block__text__in=texts, block__removed_at=None)
        .exclude(language=translated)
        .values_list("block__text__holder", "language")
        .annotate(whole=Count("pk"), old=Count("pk", filter=outdated()))
    )
    for holder, language, whole, old in made:
        found[holder].current[language] = whole - old
        found[holder].old[language] = old


def _add_cases(found: dict[UUID, Held]) -> None:
    def signed(act: str) -> Exists:
        return Exists(Signature.objects.filter(case=OuterRef("pk"), act=act))

    released = Release.objects.filter(
        kind=OuterRef("kind"), subject=OuterRef("subject"), document=OuterRef("document")
    )
    newest = (
        Case.objects.filter(holder__in=found, kind__in=KINDS, dropped_at=None)
        .order_by("holder", "-opened_at")
        .distinct("holder")
        .annotate(
            reviewed=signed(Signature.Act.REVIEWED),
            approved=signed(Signature.Act.APPROVED),
            released=Exists(released),
        )
        .values_list("holder_id", "pk", "reviewed", "approved", "released")
    )
    for holder, key, is_reviewed, is_approved, is_released in newest:
        found[holder].case = Opened(
            key=key, is_reviewed=is_reviewed, is_approved=is_approved, is_released=is_released
        )


def _add_releases(found: dict[UUID, Held]) -> None:
    newest = (
        Release.objects.standing()
        .filter(holder_id__in=list(found), kind__in=KINDS)
        .order_by("holder_id", "-released_at")
        .distinct("holder_id")
        .values_list("holder_id", "number", "released_at", "address")
    )
    for holder, number, released_at, address in newest:
        found[holder].out = Out(number=number, day=released_at.date(), address=address)
