"""How far the work of many members stands, gathered in as many queries for one as for all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.contrib.postgres.aggregates import ArrayAgg
from django.db import connection
from django.db.models import Exists, F, OuterRef, Q, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce, NullIf, StrIndex, Substr

from qantara.accounts.models import Role
from qantara.accounts.roles import in_force
from qantara.core.fence import reaching
from qantara.knowledge.answers.choose import chosen_by
from qantara.knowledge.dues.models import Step
from qantara.knowledge.frameworks import Framework, sets
from qantara.knowledge.observations.models import Observation
from qantara.knowledge.profiles.coverage import ANSWERS, YEARS
from qantara.knowledge.reviews.waiting import signed_by_holder
from qantara.network.models import Member, Standing, Territory
from qantara.releases.models import Case, Release, Signature

#: Of the texts of holders' profiles: holder, language, blocks written in it (with -1); and holder, language,
#: blocks translated into it, how many of them are out of date. Built anew each time it would cost a home more
#: than reading it does.
_TEXTS = """
with text as (
    select distinct t.id, t.holder_id, t.source_language
    from editions_text t join knowledge_narrative n on n.text_id = t.id
    where t.holder_id = any(%s)
), block as (
    select b.id, b.hash, text.holder_id, coalesce(nullif(b.language, ''), text.source_language) as language
    from editions_block b join text on text.id = b.text_id
    where b.removed_at is null
)
select holder_id, language, count(*), -1 from block group by holder_id, language
union all
select block.holder_id, made.language, count(*), count(*) filter (where made.source_hash <> block.hash)
from editions_translation made join block on block.id = made.block_id
where made.language <> block.language
group by block.holder_id, made.language
"""

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
    covered   codes of the indicators that count for it with a recent figure, or answered
    asked     codes of the indicators that count for it
    sources   language -> blocks written in it
    current   language -> blocks translated into it and up to date;   old: out of date
    signed    side of the review -> sections signed off as they stand, each language counted
    """

    titles: set[str] = field(default_factory=set)
    covered: set[str] = field(default_factory=set)
    asked: frozenset[str] = frozenset()
    sources: dict[str, int] = field(default_factory=dict)
    current: dict[str, int] = field(default_factory=dict)
    old: dict[str, int] = field(default_factory=dict)
    signed: dict[str, int] = field(default_factory=dict)
    case: Opened | None = None
    out: Out | None = None

    @property
    def blocks(self) -> int:
        return sum(self.sources.values())

    def written(self, language: str) -> int:
        """Blocks that are there in a language and up to date."""
        return self.sources.get(language, 0) + self.current.get(language, 0)

    def is_done(self, step: str, language: str = "") -> bool:
        """Whether nothing is left to do of a step; of a draft, in one language or in all."""
        match step:
            case Step.TEAM:
                return {Role.Title.OFFICER, Role.Title.SIGNATORY} <= self.titles
            case Step.EVIDENCE:
                return len(self.covered) == len(self.asked)
            case Step.DRAFT:
                wanted = [language] if language else [code for code, _name in settings.LANGUAGES]
                return bool(self.blocks) and all(self.written(one) == self.blocks for one in wanted)
            case Step.REVIEW:
                return self.case is not None and self.case.is_reviewed
            case Step.SIGNATURE:
                return self.case is not None and self.case.is_approved
            case Step.RELEASE:
                return self.out is not None and (self.case is None or self.case.is_released)
        raise ValueError(f"{step} is no step of the journey")


def gather(
    members: Collection[Member],
    framework: Framework,
    *,
    at: datetime,
    steps: Collection[str] | None = None,
) -> dict[UUID, Held]:
    """The holder's key of each of ``members`` -> what is on record: of ``steps`` alone, or of all."""
    found = {member.holder_id: Held() for member in members}
    wanted = set(Step.values if steps is None else steps)
    if Step.TEAM in wanted:
        _add_titles(found, at)
    if Step.EVIDENCE in wanted:
        _add_covered(found, members, framework, at.date())
    if Step.DRAFT in wanted:
        _add_texts(found)
    if wanted & {Step.REVIEW, Step.SIGNATURE, Step.RELEASE}:
        _add_cases(found)
    if wanted & {Step.REVIEW, Step.SIGNATURE}:
        for holder, signed in signed_by_holder(found).items():
            found[holder].signed = signed
    if Step.RELEASE in wanted:
        _add_releases(found)
    return found


def _add_titles(found: dict[UUID, Held], at: datetime) -> None:
    roles = Role.objects.filter(in_force(at), holder__among=found, person__is_active=True)
    for holder, title in roles.values_list("holder_id", "title").distinct():
        found[holder].titles.add(title)


def _add_covered(
    found: dict[UUID, Held], members: Iterable[Member], framework: Framework, today: date
) -> None:
    holders = {member.pk: member.holder_id for member in members}
    of_place: dict[int, set[UUID]] = defaultdict(set)
    own = Standing.objects.filter(member__among=holders)
    for place, member in own.values_list("territory_id", "member_id"):
        of_place[place].add(holders[member])
    stand_ins = Territory.objects.filter(stands_in_for__in=_ids(of_place))
    for place, whole in stand_ins.values_list("pk", "stands_in_for_id"):
        of_place[place] |= of_place[whole]
    choices = chosen_by(list(found))
    by_choice = {
        choice: frozenset(one.code for one in sets.of(framework, choice))
        for choice in set(choices.values())
    }
    for holder, choice in choices.items():
        found[holder].asked = by_choice[choice]
    every = frozenset().union(*by_choice.values())
    told: dict[UUID, tuple[set[str], set[str]]] = {key: (set(), set()) for key in found}
    for place, recent, dated, answered in _stated(list(of_place), every, today.year - YEARS):
        for holder in of_place[place]:
            found[holder].covered.update(recent)
            told[holder][0].update(dated)
            told[holder][1].update(answered)
    for holder, (with_figure, with_answer) in told.items():
        found[holder].covered |= with_answer - with_figure
        found[holder].covered &= found[holder].asked


def _ids(places: Iterable[int]) -> RawSQL:
    """Thousands of keys as one array: as parameters each would be read by itself."""
    return RawSQL("select unnest(%s::bigint[])", [list(places)])


@reaching("coverage")
def _stated(
    places: Collection[int], codes_asked: Collection[str], year: int
) -> list[tuple[int, list[str], list[str], list[str]]]:
    """Place, and the indicators asked for with a figure of ``year`` or later, with any, with an answer."""
    slash = NullIf(StrIndex("definition__code", Value("/")), Value(0))
    whole = Coalesce(
        Substr("definition__code", 1, slash - Value(1)), F("definition__code")
    )  # a national variant speaks for its indicator
    a_figure = Q(absence="")

    def codes(which: Q) -> ArrayAgg:
        return ArrayAgg("whole", filter=which, distinct=True, default=Value([]))

    rows = (
        Observation.objects.current()
        .filter(territory__in=_ids(places))
        .annotate(whole=whole)
        .filter(whole__in=codes_asked)
        .values("territory_id")
        .annotate(
            recent=codes(a_figure & Q(period__end__year__gte=year)),
            dated=codes(a_figure),
            answered=codes(Q(absence__in=ANSWERS)),
        )
    )
    return list(rows.values_list("territory_id", "recent", "dated", "answered"))


def _add_texts(found: dict[UUID, Held]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_TEXTS, [list(found)])
        rows = cursor.fetchall()
    for holder, language, whole, old in rows:
        if old < 0:
            found[holder].sources[language] = whole
        else:
            found[holder].current[language] = whole - old
            found[holder].old[language] = old


def _add_cases(found: dict[UUID, Held]) -> None:
    def signed(act: str) -> Exists:
        return Exists(Signature.objects.filter(case=OuterRef("pk"), act=act))

    released = Release.objects.filter(
        kind=OuterRef("kind"), subject=OuterRef("subject"), document=OuterRef("document")
    )
    newest = (
        Case.objects.filter(holder__among=found, kind__in=KINDS, dropped_at=None)
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
        .filter(holder_id__among=found, kind__in=KINDS)
        .order_by("holder_id", "-released_at")
        .distinct("holder_id")
        .values_list("holder_id", "number", "released_at", "address")
    )
    for holder, number, released_at, address in newest:
        found[holder].out = Out(number=number, day=released_at.date(), address=address)
