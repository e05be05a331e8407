"""What records are called, and where they are read at the desk, for whoever may see them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from qantara.accounts.models import Person
from qantara.accounts.roles import holders_for
from qantara.action.ballots.models import Round
from qantara.action.priorities import tags
from qantara.action.priorities.models import Endorsement, Priority, Ranking
from qantara.action.priorities.wording import words_of as words_of_priorities
from qantara.action.progress import said, scale
from qantara.action.progress.models import Check, Commitment, ProgressReport
from qantara.action.progress.wording import COMMITMENT, words_of
from qantara.action.recommendations import sets
from qantara.core import locales
from qantara.knowledge.observations.models import Source
from qantara.network.models import Network
from qantara.releases.models import Audience, Release
from qantara.releases.words import kind_name
from qantara.web.names import in_language


@dataclass(frozen=True, slots=True, kw_only=True)
class Called:
    """``page``: name of its page at the desk, with ``given``; empty where it has none.

    lang   of the title, where it is not the reader's
    stage  where it is not that of its kind
    """

    title: str
    lang: str = ""
    page: str = ""
    given: tuple[tuple[str, str], ...] = ()
    stage: str = ""


Found = dict[str, Called]
#: Kinds of release that others rest on; what the rest tell of came before them.
FIGURES = ("profile", "figures", "entry")
#: Kinds whose records have another key than a UUID.
NAMED = {"knowledge.source", "action.recommendation"}
#: In the place of a page of the desk: the release's own, on the public side.
RELEASE = "release"


def called(
    kind: str, keys: Collection[str], *, lang: str, by: Person, at: datetime
) -> Mapping[str, Called]:
    """Of records of one kind: those that ``by`` may see. Others are not mentioned."""
    if kind not in NAMED:
        keys = [key for key in keys if _is_id(key)]
    return _KINDS[kind](keys, lang, by, at)


def _is_id(key: str) -> bool:
    try:
        UUID(key)
    except ValueError:
        return False
    return True


def _sources(keys: Collection[str], _lang: str, _by: Person, _at: datetime) -> Found:
    rows = Source.objects.filter(pk__in=[int(key) for key in keys if key.isdecimal()])
    return {str(one.pk): Called(title=f"{one.organisation}: {one.title}") for one in rows}


def _releases(keys: Collection[str], lang: str, by: Person, at: datetime) -> Found:
    mine = Q(holder_id__in=holders_for(by, "case.read", at=at))
    public = Q(audience=Audience.PUBLIC, public_from__lte=at, withdrawn_at=None)
    rows = Release.objects.filter(mine | public, pk__in=keys).defer("document")
    return {
        str(one.pk): Called(
            title=_("%(kind)s, version %(number)s, %(day)s")
            % {
                "kind": kind_name(one.kind),
                "number": locales.number(one.number, lang),
                "day": locales.day(one.released_at.date(), lang),
            },
            page=RELEASE,
            given=(("address", one.address),),
            stage="" if one.kind in FIGURES else "told",
        )
        for one in rows
    }


def _priorities(keys: Collection[str], lang: str, by: Person, _at: datetime) -> Found:
    rows = list(Priority.objects.visible_to(by).filter(pk__in=keys).select_related("text"))
    words = words_of_priorities(rows)
    return {
        str(one.pk): _named(*words[one.pk]["title"].in_language(lang), lang, "priority", key=one.pk)
        for one in rows
    }


def _rankings(keys: Collection[str], lang: str, by: Person, _at: datetime) -> Found:
    rows = Ranking.objects.visible_to(by).standing().filter(pk__in=keys).select_related("holder")
    return {
        str(one.pk): Called(
            title=_("Order of the group, %(day)s") % {"day": locales.day(one.held_on, lang)},
            page="priorities", given=(("slug", one.holder.slug),),
        )
        for one in rows
    }  # fmt: skip


def _rounds(keys: Collection[str], lang: str, by: Person, _at: datetime) -> Found:
    held = holders_for(by, "ballot.read")
    rows = Round.objects.filter(holder__in=held, pk__in=keys, state=Round.State.CLOSED)
    return {
        str(one.pk): Called(
            title=_("Ballot of %(day)s") % {"day": locales.day(one.workshop.held_on, lang)},
            page="round", given=(("key", str(one.pk)),),
        )
        for one in rows.select_related("workshop")
    }  # fmt: skip


def _endorsements(keys: Collection[str], lang: str, by: Person, _at: datetime) -> Found:
    rows = Endorsement.objects.visible_to(by).standing().filter(pk__in=keys)
    return {
        str(one.pk): Called(
            title=_("%(body)s, %(day)s")
            % {"body": tags.tags("bodies")[one.body].name[lang], "day": locales.day(one.on, lang)},
            page="priorities", given=(("slug", one.holder.slug),),
        )
        for one in rows.select_related("holder")
    }  # fmt: skip


def _recommendations(keys: Collection[str], lang: str, _by: Person, _at: datetime) -> Found:
    found: Found = {}
    slugs = {key.partition("/")[0] for key in keys}
    for network in Network.objects.filter(slug__in=slugs):
        known = sets.in_force(network).recommendations
        for key in keys:
            slug, _slash, code = key.partition("/")
            if slug == network.slug and code in known:
                text, said_in = in_language(known[code].title, lang)
                found[key] = Called(
                    title=f"{code}. {text}", lang="" if said_in == lang else said_in
                )
    return found


def _commitments(keys: Collection[str], lang: str, by: Person, _at: datetime) -> Found:
    rows = list(
        Commitment.objects.visible_to(by).filter(pk__in=keys).select_related("text", "holder")
    )
    words = words_of([one.text for one in rows], COMMITMENT)
    return {
        str(one.pk): _named(
            *words[one.text_id]["what"].in_language(lang), lang, "commitment", slug=one.holder.slug,
            code=one.recommendation,
        )
        for one in rows
    }  # fmt: skip


def _reports(keys: Collection[str], lang: str, by: Person, _at: datetime) -> Found:
    rows = ProgressReport.objects.visible_to(by).standing().filter(pk__in=keys)
    return {
        str(one.pk): Called(
            title=_("%(level)s of 4: %(words)s, %(day)s")
            % {
                "level": locales.number(one.level, lang),
                "words": scale.level(one.level),
                "day": locales.day(one.on, lang),
            },
            page="commitment",
            given=(
                ("slug", one.commitment.holder.slug),
                ("code", one.commitment.recommendation),
            ),
        )
        for one in rows.select_related("commitment__holder")
    }


def _checks(keys: Collection[str], lang: str, by: Person, _at: datetime) -> Found:
    held = holders_for(by, "progress.read")
    rows = Check.objects.filter(
        report__commitment__holder__in=held, report__undone_at=None, pk__in=keys, is_confirmed=True
    )
    return {
        str(one.pk): Called(
            title=said.checked(
                one.standing,
                in_language(one.of.name, lang)[0] if one.of else "",
                locales.day(one.checked_at.date(), lang),
            )
        )
        for one in rows.select_related("of")
    }


def _named(text: str, said_in: str, lang: str, page: str, **given: object) -> Called:
    return Called(
        title=text, lang="" if said_in == lang else said_in, page=page,
        given=tuple((name, str(value)) for name, value in given.items()),
    )  # fmt: skip


_KINDS: Mapping[str, Callable[[Collection[str], str, Person, datetime], Found]] = {
    "knowledge.source": _sources,
    "releases.release": _releases,
    "action.priority": _priorities,
    "action.round": _rounds,
    "action.ranking": _rankings,
    "action.endorsement": _endorsements,
    "action.recommendation": _recommendations,
    "action.commitment": _commitments,
    "action.progressreport": _reports,
    "action.check": _checks,
}
