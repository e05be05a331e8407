"""Recommendations, commitments and progress in the fictional network.

The network has released its set, a placeholder. Ardelune lets out four of its five cells, Halverin both
of its two; what they keep back and what the other cities say is not shared.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime, time
from functools import cache, partial
from pathlib import Path
from typing import Any

from django.db import transaction

from qantara.accounts.models import Person
from qantara.action.priorities import quotes
from qantara.action.priorities.models import Priority
from qantara.action.progress import check, commit, report
from qantara.action.progress.commit import Draft
from qantara.action.progress.kind import KIND, bring
from qantara.action.progress.models import Commitment, ProgressReport
from qantara.action.progress.report import Cited, Said
from qantara.action.progress.wording import COMMITMENT, REPORT, stamp
from qantara.action.recommendations import sets
from qantara.action.recommendations.document import document
from qantara.action.recommendations.kind import KIND as RECOMMENDATIONS
from qantara.core.locales import LANGUAGES
from qantara.demo.people import Team
from qantara.editions.models import Text
from qantara.network.directory import network_facts
from qantara.network.models import Network, Territory
from qantara.releases.gate import approve_case, open_case, release_case, review_case
from qantara.releases.models import Audience, Case, Release

RELEASED = datetime(2026, 11, 21, 9, tzinfo=UTC)
CITIES = ("ardelune", "halverin")

Step = tuple[str, Callable[[], object]]
TeamOf = Callable[[str], Team]


def steps(network: Network, secretariat: Team, team_of: TeamOf) -> Iterator[Step]:
    """``team_of``: the people of a holder, by its slug."""
    yield "Recommendations of Four Shores", partial(_recommended, network, secretariat)
    for city in CITIES:
        name = city.title()
        yield f"{name}: commitments and progress", partial(_committed, city, team_of, secretariat)
        yield f"{name}: progress released", partial(_released, city, team_of)


@cache
def _texts() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "texts.toml").read_text(encoding="utf-8"))


def _recommended(network: Network, team: Team) -> None:
    if Release.objects.filter(kind=RECOMMENDATIONS, subject=network.slug).exists():
        return
    with transaction.atomic():
        said = document(
            sets.in_force(network),
            network_facts(network),
            is_demonstration=network.is_demonstration,
        )
        case = open_case(
            RECOMMENDATIONS, said, subject=network.slug, holder=team.holder, by=team.author,
            at=RELEASED,
        )  # fmt: skip
        _through(case, team)


@transaction.atomic
def _committed(city: str, team_of: TeamOf, secretariat: Team) -> None:
    team, place = team_of(city), Territory.objects.get(slug=city)
    if Commitment.objects.filter(holder=team.holder).exists():
        return
    let_out = []
    for row in _texts()[city]:
        one = _commit(row, team, place)
        for said in row.get("report", ()):
            _report(one, said, row["language"], team, secretariat.author)
        if row["let_out"]:
            let_out.append(one.pk)
    commit.let_out(place, let_out, holder=team.holder, by=team.author, at=RELEASED)


def _commit(row: Mapping[str, Any], team: Team, place: Territory) -> Commitment:
    at, priority = _at(row["made"]), None
    if row.get("priority"):
        priority = Priority.objects.filter(holder=team.holder, state="endorsed").order_by("pk")[0]
    draft = Draft(
        stance=row.get("stance", "committed"), words=_words(row, row["language"], COMMITMENT),
        due=row.get("due"), held_by=row.get("held_by", ()), body=row.get("body", ""),
        decided_on=row.get("decided_on"), minute_reference=row.get("minute_reference", ""),
        priority=priority.pk if priority else None,
    )  # fmt: skip
    made = commit.commit(
        draft, recommendation=row["code"], language=row["language"], holder=team.holder,
        territory=place, by=team.author, at=at,
    )  # fmt: skip
    _translate(made.text, COMMITMENT, row, row["language"], made, team.author, at)
    return made


def _report(
    one: Commitment, row: Mapping[str, Any], language: str, team: Team, secretariat: Person
) -> ProgressReport:
    at = _at(row["on"])
    said = Said(
        level=row["level"], on=row["on"], words=_words(row, language, REPORT),
        evidence=[*(_document(each) for each in row.get("document", ())), *_headline(one, row)],
    )  # fmt: skip
    made = report.report(one, said, language=language, by=team.author, at=at)
    _translate(made.text, REPORT, row, language, one, team.author, at)
    if checked_on := row.get("checked_on"):
        by = secretariat if row["standing"] == "secretariat" else team.reviewer
        check.check(made, is_confirmed=True, standing=row["standing"], by=by, at=_at(checked_on))
    return made


def _document(row: Mapping[str, Any]) -> Cited:
    return Cited(kind="document", title=row["title"], issuer=row["issuer"], on=row["on"])


def _headline(one: Commitment, row: Mapping[str, Any]) -> Iterator[Cited]:
    """The first headline of the city's newest profile."""
    if row.get("headline"):
        release = next(each for each in quotes.quotable(one.territory) if each.kind == "profile")
        figure = quotes.find(Release.objects.get(pk=release.pk), "", "en")[0]
        yield Cited(kind="figure", release=release, key=figure.key)


def _translate(
    text: Text, parts: tuple[str, ...], row: Mapping[str, Any], language: str, one: Commitment,
    by: Person, at: datetime,
) -> None:  # fmt: skip
    for lang in LANGUAGES:
        if lang != language:
            commit.translate(
                text, parts, lang, _words(row, lang, parts), seen=stamp(text, lang),
                commitment=one, by=by, at=at,
            )  # fmt: skip


def _words(row: Mapping[str, Any], lang: str, parts: tuple[str, ...]) -> dict[str, str]:
    return {part: row.get(part, {}).get(lang, "") for part in parts}


def _released(city: str, team_of: TeamOf) -> None:
    team, place = team_of(city), Territory.objects.get(slug=city)
    if Release.objects.filter(kind=KIND, subject=city).exists():
        return
    with transaction.atomic():
        _through(bring(place, holder=team.holder, by=team.author, at=RELEASED), team)


def _through(case: Case, team: Team) -> None:
    review_case(case, by=team.reviewer, at=RELEASED)
    approve_case(
        case, by=team.signatory, at=RELEASED, audience=Audience.PUBLIC, public_from=RELEASED
    )
    release_case(case, by=team.signatory, at=RELEASED)


def _at(day: date) -> datetime:
    return datetime.combine(day, time(9), tzinfo=UTC)
