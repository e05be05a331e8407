"""The City Priority Paper as a document: `priority_paper/1`, complete in itself and in all its languages.

It tells of one act of endorsement: its priorities in their order, what each rests on, and how they were
chosen. Nobody's name is in it, and no organisation's but the network's: partners and those who took part
are kinds of body. Figures are those that a release prints, and nothing else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count
from django.utils import translation
from django.utils.translation import gettext as _

from qantara.action.priorities import serves, tags
from qantara.action.priorities.bands import bands
from qantara.action.priorities.models import Endorsement, Priority, Quote, Ranking
from qantara.action.priorities.wording import Part, names, part, words_of
from qantara.core.errors import DomainError
from qantara.core.locales import LANGUAGES
from qantara.editions import read
from qantara.knowledge.frameworks import Name
from qantara.knowledge.profiles.setting import everywhere
from qantara.network.directory import place_facts
from qantara.network.kinds import demonstration_notice
from qantara.network.models import Network, Territory
from qantara.network.stakeholders.models import Level
from qantara.network.stakeholders.words import level_name
from qantara.releases.kinds import Document

SCHEMA = "priority_paper/1"
LICENCE = "CC BY 4.0"


def draft(endorsement: Endorsement, *, at: datetime) -> Document:
    """The paper of an act as everything stands at a moment.

    Raises DomainError where the place is in no network.
    """
    place = endorsement.territory
    network = serves.network_of(place)
    if network is None:
        raise DomainError(
            _("This place takes part in no network, so there is nowhere to file its paper.")
        )
    priorities = _endorsed(endorsement)
    return {
        "schema": SCHEMA,
        "place": {**place_facts(place, network), "name": everywhere(place.name)},
        "about": {
            "network": network.slug,
            "network_names": everywhere(network.name),
            "as_of": at.date().isoformat(),
            "voice": "city",
            "is_fictional": network.is_fictional,
            "demonstration": network.is_demonstration,
            "publisher": everywhere(place.name),
            "licence": LICENCE,
            "notices": notices(network),
        },
        "endorsement": {
            "id": str(endorsement.pk),
            "body": named_tag("bodies", endorsement.body),
            "on": endorsement.on.isoformat(),
            "minute_reference": endorsement.minute_reference,
        },
        "priorities": _priorities(priorities, network),
        "chosen": _chosen(endorsement.ranking, priorities),
        "considered": _considered(endorsement.holder_id, place),
    }


def blocks_in(document: Document) -> list[dict[str, Any]]:
    """Every paragraph that somebody wrote: ``id, lang, markdown, states``."""
    found = [
        one[name]
        for one in document["priorities"]
        for name in ("title", "problem", "competence_words", "lead")
    ]
    if document["chosen"]:
        found += [row["title"] for row in document["chosen"]["order"]]
        found += document["chosen"]["dissent"]
    return [one for one in found if one["markdown"]]


def quotes_in(document: Document) -> list[dict[str, Any]]:
    return [quote for one in document["priorities"] for quote in one["quotes"]]


def _endorsed(endorsement: Endorsement) -> list[Priority]:
    rows = endorsement.places.order_by("place").select_related("priority__text")
    return [row.priority for row in rows]


def _priorities(priorities: Sequence[Priority], network: Network) -> list[dict[str, Any]]:
    words, known = words_of(priorities), bands(network.slug)
    recommended = serves.recommendations(network)
    quoted = _quoted(priorities)
    found = []
    for place, one in enumerate(priorities, start=1):
        said, band = words[one.pk], known.get(one.cost)
        hidden = set(tags.sensitive(one.groups, one.rights, one.themes)).difference(one.opened)
        found.append(
            {
                "id": str(one.pk),
                "place": place,
                "title": written(said["title"]),
                "problem": written(said["problem"]),
                **{
                    kind: [
                        named_tag(kind, code) for code in getattr(one, kind) if code not in hidden
                    ]
                    for kind in tags.KINDS
                },
                "competence": one.competence,
                "held_by": [named_body(code) for code in one.held_by],
                "competence_words": written(said["competence"]),
                "lead": written(said["lead"]),
                "partners": _counted(row.kind for row in one.partners.all()),
                "horizon": one.horizon,
                "cost": {"currency": band.currency, "low": band.low, "high": band.high}
                if band
                else None,
                "serves": [
                    {"code": code, "name": recommended[code]}
                    for code in one.serves
                    if code in recommended
                ],
                "goals": list(one.goals),
                "quotes": quoted[str(one.pk)],
                "merged": one.merged.filter(state=Priority.State.MERGED).count(),
            }
        )
    return found


def _quoted(priorities: Sequence[Priority]) -> dict[str, list[dict[str, Any]]]:
    """Priority -> the figures it quotes, as they were printed."""
    found: dict[str, list[dict[str, Any]]] = {str(one.pk): [] for one in priorities}
    rows = Quote.objects.filter(priority__in=priorities).select_related("release")
    for row in rows.defer("release__document").order_by("quoted_at", "id"):
        found[str(row.priority_id)].append(
            {
                "release": row.release.address,
                "kind": row.release.kind,
                "number": row.release.number,
                "released_on": row.release.released_at.date().isoformat(),
                "key": row.key,
                "subject": row.subject,
                "period": row.period,
                "printed": row.printed,
            }
        )
    return found


def _chosen(ranking: Ranking | None, endorsed: Sequence[Priority]) -> dict[str, Any] | None:
    """How the group chose: none where no ranking is on record."""
    if ranking is None:
        return None
    rows = list(ranking.places.select_related("priority__text"))
    words, theirs = words_of([row.priority for row in rows]), {one.pk for one in endorsed}
    dissent = read.standing(ranking.dissent) if ranking.dissent else []
    return {
        "method": ranking.method,
        "held_on": ranking.held_on.isoformat(),
        "took_part": [
            {**named_body(code), "people": ranking.took_part[code]}
            for code in Level.values
            if code in ranking.took_part
        ],
        "abstained": ranking.abstained,
        "order": [
            {
                "title": written(words[row.priority_id]["title"]),
                "place": row.place,
                "firmness": row.firmness,
                "endorsed": row.priority_id in theirs,
            }
            for row in rows
        ],
        "dissent": [written(part(block)) for block in dissent],
    }


def _considered(holder: UUID, place: Territory) -> dict[str, int]:
    """How many proposals there were, and what became of them: numbers of texts, not of people."""
    rows = Priority.objects.filter(holder=holder, territory=place).order_by()
    by_state = dict(rows.values_list("state").annotate(count=Count("pk")))
    return {
        "proposed": sum(by_state.values()),
        "merged": by_state.get(Priority.State.MERGED, 0),
        "withdrawn": by_state.get(Priority.State.WITHDRAWN, 0),
    }


def written(part: Part) -> dict[str, Any]:
    """A paragraph as documents keep it, in every language it has."""
    return {
        "id": str(part.block),
        "lang": part.lang,
        "markdown": names(part),
        "states": dict(part.states) if part.source else {},
    }


def named_tag(kind: str, code: str) -> dict[str, Any]:
    return {"code": code, "name": dict(tags.tags(kind)[code].name)}


def named_body(level: str) -> dict[str, Any]:
    """A kind of body with its name in every language."""
    return {"code": level, "name": _in_all(level)}


def _in_all(level: str) -> Name:
    said: dict[str, str] = {}
    for language in LANGUAGES:
        with translation.override(language):
            said[language] = level_name(level)
    return said


def _counted(kinds: Iterable[str]) -> list[dict[str, Any]]:
    found = Counter(kinds)
    return [{**named_body(code), "count": found[code]} for code in Level.values if code in found]


def notices(network: Network) -> list[Name]:
    """A fictional place says so by itself."""
    if not network.is_demonstration or network.is_fictional:
        return []
    said: dict[str, str] = {}
    for language in LANGUAGES:
        with translation.override(language):
            said[language] = str(demonstration_notice())
    return [said]
