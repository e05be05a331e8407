"""Which chapters wait for whom, the oldest first; how many are signed off. A few queries for all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Case as Either
from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet, When

from qantara.editions.models import Block, Text, Translation, Version, outdated
from qantara.knowledge.reviews.models import Said, Side, SignOff, Thread

#: A chapter in one language: the text's key, and the language.
Chapter = tuple[UUID, str]

_WRITTEN = Either(When(language="", then=F("text__source_language")), default=F("language"))
_TRANSLATED = Either(
    When(block__language="", then=F("block__text__source_language")), default=F("block__language")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A whole chapter in one language that one side has not signed off as it stands.

    since    when it last changed; when a signature fell, that moment
    again    name of who signed an earlier text of it, and has to look again; empty where nobody did
    """

    text: UUID
    language: str
    side: Side
    since: datetime
    again: str


def waiting(texts: Collection[UUID]) -> list[Waiting]:
    """Of the chapters of ``texts``; translations that are missing or outdated wait for translators."""
    signed: set[tuple[UUID, str, str]] = set()
    fell: dict[tuple[UUID, str, str], tuple[datetime, str]] = {}
    rows = SignOff.objects.filter(text__in=texts).order_by("at")
    for text, language, side, fallen_at, name in rows.values_list(
        "text", "language", "side", "fallen_at", "by__name"
    ):
        if fallen_at is None:
            signed.add((text, language, side))
        else:
            fell[text, language, side] = fallen_at, name
    changed = _changed(texts)
    found = []
    for text, language in complete(texts):
        for side in Side:
            if (text, language, side.value) in signed:
                continue
            since, again = fell.get((text, language, side.value), (None, ""))
            since = since or changed.get((text, language))
            if since is not None:
                found.append(
                    Waiting(text=text, language=language, side=side, since=since, again=again)
                )
    return sorted(found, key=lambda one: (one.since, one.text.int, one.language, one.side))


def complete(texts: Collection[UUID]) -> set[Chapter]:
    """Chapters that are whole in a language: every paragraph is written in it, or translated and current."""
    blocks = Block.objects.filter(text__in=texts, removed_at=None, markdown__regex=r"\S")
    written: dict[UUID, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    rows = blocks.order_by().annotate(written=_WRITTEN).values_list("text", "written")
    for text, language, count in rows.annotate(count=Count("pk")):
        written[text][language] = count
    whole = {text: sum(counts.values()) for text, counts in written.items()}
    made = (
        Translation.objects.filter(block__in=blocks)
        .exclude(language=_TRANSLATED)
        .exclude(outdated())
        .order_by()
        .values_list("block__text", "language")
    )
    for text, language, count in made.annotate(count=Count("pk")):
        written[text][language] += count
    return {
        (text, language)
        for text, counts in written.items()
        for language, count in counts.items()
        if count == whole[text]
    }


def open_threads(texts: Collection[UUID]) -> dict[UUID, tuple[int, int]]:
    """Text -> open remarks, open disputes, of those that have any."""
    rows = Thread.objects.open().filter(text__in=texts).order_by().values_list("text")
    dispute = Q(kind=Thread.Kind.DISPUTE)
    return {
        text: (remarks, disputes)
        for text, remarks, disputes in rows.annotate(
            remarks=Count("pk", filter=~dispute), disputes=Count("pk", filter=dispute)
        )
    }


def open_by_block(text: Text) -> dict[UUID, int]:
    """Block -> open remarks and disputes, of those that have any."""
    rows = Thread.objects.open().filter(text=text).order_by().values_list("block")
    return dict(rows.annotate(count=Count("pk")))


def signed_by_holder(holders: Iterable[UUID]) -> dict[UUID, dict[str, int]]:
    """Holder -> side -> chapters signed off as they stand, of those that have any."""
    found: dict[UUID, dict[str, int]] = defaultdict(dict)
    rows = SignOff.objects.standing().filter(holder__among=list(holders)).order_by()
    for holder, side, count in rows.values_list("holder", "side").annotate(count=Count("pk")):
        found[holder][side] = count
    return dict(found)


def unanswered(holder: UUID | OuterRef, person: UUID) -> QuerySet[Any]:
    """How many open remarks and disputes of a holder have a last word that is not ``person``'s.

    For an expression (``Subquery``): one row of one number, or none.
    """
    later = Said.objects.filter(thread=OuterRef("thread"), number__gt=OuterRef("number"))
    last = Said.objects.filter(~Exists(later), thread__holder=holder, thread__settled_at=None)
    counted = last.exclude(by=person).order_by().values("thread__holder")
    return counted.annotate(count=Count("pk")).values("count")


def _changed(texts: Collection[UUID]) -> dict[Chapter, datetime]:
    rows = Version.objects.filter(block__text__in=texts).order_by()
    return {
        (text, language): at
        for text, language, at in rows.values_list("block__text", "language").annotate(at=Max("at"))
    }
