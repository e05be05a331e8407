"""Priorities in the fictional network: Ardelune has released its paper, Nordemar's group proposes.

Ardelune's group wrote six proposals: one was merged, one withdrawn, four were ranked, three endorsed.
Stopped in the middle, the next run goes on where this one ended: each step is one transaction.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from functools import cache, partial
from pathlib import Path
from typing import Any

from django.db import transaction

from qantara.action.priorities import decide, endorse, links, propose, quotes, ranking, serves
from qantara.action.priorities.endorse import PAPER, Act
from qantara.action.priorities.kind import bring
from qantara.action.priorities.models import Endorsement, Priority
from qantara.action.priorities.propose import Draft
from qantara.action.priorities.ranking import Outcome
from qantara.action.priorities.wording import PARTS, stamp
from qantara.core.locales import LANGUAGES
from qantara.demo.people import Team
from qantara.editions.write import translate_block
from qantara.network.models import Territory
from qantara.releases.gate import approve_case, release_case, review_case
from qantara.releases.models import Audience, Release

#: When the group wrote, met and was followed by the council, and when the paper went out.
WROTE, MET = datetime(2026, 11, 5, 9, tzinfo=UTC), datetime(2026, 11, 12, 15, tzinfo=UTC)
DECIDED, RELEASED = datetime(2026, 11, 18, 17, tzinfo=UTC), datetime(2026, 11, 20, 9, tzinfo=UTC)

Step = tuple[str, Callable[[], object]]
TeamOf = Callable[[str], Team]


def steps(team_of: TeamOf) -> Iterator[Step]:
    """``team_of``: the people of a holder, by its slug."""
    yield "Ardelune: six proposals", partial(_proposed, "ardelune", team_of)
    yield "Ardelune: ranked and endorsed", partial(_endorsed, team_of)
    yield "Ardelune: City Priority Paper", partial(_released, team_of)
    yield "Nordemar: in the middle of proposing", partial(_proposed, "nordemar", team_of)


@cache
def _texts() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "texts.toml").read_text(encoding="utf-8"))


@transaction.atomic
def _proposed(city: str, team_of: TeamOf) -> None:
    """Every proposal with its words in the languages it has, what it quotes, and whether it stands."""
    team, place = team_of(city), Territory.objects.get(slug=city)
    if Priority.objects.filter(holder=team.holder).exists():
        return
    said = _texts()[city]
    made = {row["key"]: _propose(row, said["language"], place, team) for row in said["proposal"]}
    for row in said["proposal"]:
        one = made[row["key"]]
        if into := row.get("merged_into"):
            decide.merge(one, made[into], reason=row["reason"], by=team.author, at=MET)
        if reason := row.get("withdrawn"):
            decide.withdraw(one, reason=reason, by=team.author, at=MET)
        if row["key"] in said.get("order", ()):
            decide.choose(one, by=team.author, at=MET)


def _propose(row: Mapping[str, Any], language: str, place: Territory, team: Team) -> Priority:
    known = serves.recommendations(serves.network_of(place))
    draft = Draft(
        words=_words(row, language), groups=row["groups"], rights=row["rights"], themes=row["themes"],
        goals=row["goals"], serves=[code for code in row["serves"] if code in known],
        competence=row["competence"], held_by=row["held_by"], horizon=row.get("horizon"),
        cost=row.get("cost", ""), partners=[(kind, name) for kind, name in row["partners"]],
    )  # fmt: skip
    if row.get("by_link"):
        _link, token = links.make(
            holder=team.holder, territory=place, days=21, by=team.author, at=WROTE
        )
        made = links.propose(token, draft, language=language, at=WROTE)
    else:
        made = propose.propose(
            draft, language=language, holder=team.holder, territory=place, by=team.author, at=WROTE
        )
    for lang in LANGUAGES:
        if lang != language and lang in row["title"]:
            seen = stamp(made.text, lang)
            propose.translate(made, lang, _words(row, lang), seen=seen, by=team.author, at=WROTE)
    release = _profile(place)
    for key in row["quotes"]:
        quotes.quote(made, release, key, by=team.author, at=WROTE)
    return made


def _words(row: Mapping[str, Any], lang: str) -> dict[str, str]:
    names = {"competence": "competence_words"}
    return {part: row.get(names.get(part, part), {}).get(lang, "") for part in PARTS}


def _profile(place: Territory) -> Release:
    return next(one for one in quotes.quotable(place) if one.kind == "profile")


@transaction.atomic
def _endorsed(team_of: TeamOf) -> None:
    team, place, said = (
        team_of("ardelune"),
        Territory.objects.get(slug="ardelune"),
        _texts()["ardelune"],
    )
    if Endorsement.objects.filter(holder=team.holder).exists():
        return
    by_key = _by_key(team)
    order = ranking.record(
        Outcome(
            places={by_key[key].pk: at for at, key in enumerate(said["order"], start=1)},
            held_on=MET.date(), minute_reference=said["workshop_minutes"],
            took_part=said["took_part"], abstained=said["abstained"],
            dissent=[(said["language"], said["dissent"][said["language"]])],
        ),
        holder=team.holder, territory=place, by=team.author, at=MET,
    )  # fmt: skip
    assert order.dissent is not None
    for lang, words in said["dissent"].items():
        if lang != said["language"]:
            translate_block(
                order.dissent.blocks.get(), words, language=lang, by=team.author, at=MET
            )
    endorse.endorse(
        [by_key[key] for key in said["endorsed"]],
        Act(body=said["body"], on=DECIDED.date(), minute_reference=said["minute_reference"]),
        holder=team.holder, territory=place, by=team.author, at=DECIDED,
    )  # fmt: skip


def _by_key(team: Team) -> dict[str, Priority]:
    """The city's proposals by the keys of the file: they are known by their titles."""
    said = _texts()["ardelune"]
    titles = {row["title"][said["language"]]: row["key"] for row in said["proposal"]}
    rows = Priority.objects.filter(holder=team.holder).select_related("text")
    return {titles[one.text.blocks.order_by("order")[0].markdown]: one for one in rows}


def _released(team_of: TeamOf) -> None:
    team = team_of("ardelune")
    if Release.objects.filter(kind=PAPER, subject="ardelune").exists():
        return
    act = Endorsement.objects.standing().get(holder=team.holder)
    with transaction.atomic():
        case = bring(act, by=team.author, at=RELEASED)
        review_case(case, by=team.reviewer, at=RELEASED)
        approve_case(
            case, by=team.signatory, at=RELEASED, audience=Audience.PUBLIC, public_from=RELEASED
        )
        release_case(case, by=team.signatory, at=RELEASED)
