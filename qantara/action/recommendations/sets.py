"""Which recommendations a network works with, and how its secretariat changes them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from qantara.accounts.models import Person
from qantara.accounts.roles import demand
from qantara.action.recommendations.models import SetVersion
from qantara.action.recommendations.values import (
    LONGEST_TEXT,
    LONGEST_TITLE,
    MOST,
    Recommendation,
    RecommendationSet,
    content_of,
    of_content,
    placeholder,
)
from qantara.core import audit, trace
from qantara.core.errors import Conflict, DomainError
from qantara.core.locales import LANGUAGES
from qantara.network.models import Network

_CODE = re.compile(r"[A-Z][A-Z0-9.-]{0,11}")


def in_force(network: Network | None) -> RecommendationSet:
    """The newest version of a network's set; what is shipped where it has entered none."""
    if network is None:
        return placeholder()
    newest = SetVersion.objects.filter(network=network).order_by("-number").first()
    return of_content(newest.number, newest.content) if newest else placeholder()


def node(network: Network | None, code: str) -> trace.Node:
    """A recommendation in the trace, whatever its version."""
    return "action.recommendation", f"{network.slug if network else ''}/{code}"


@transaction.atomic
def change(
    network: Network, recommendation: Recommendation, *, seen: int, by: Person, at: datetime
) -> RecommendationSet:
    """Put one recommendation in the place of the one with its code, or at the end of the set."""
    _check(recommendation)
    found = _standing(network, seen, by, at)
    rows = {**found.recommendations, recommendation.code: recommendation}
    if len(rows) > MOST:
        raise DomainError(_("A set has at most sixty recommendations."))
    return _keep(network, replace(found, recommendations=rows), by, at)


@transaction.atomic
def describe(
    network: Network, *, source: str, is_placeholder: bool, seen: int, by: Person, at: datetime
) -> RecommendationSet:
    """Say where the text is from, or that it is still a placeholder."""
    source = " ".join(source.split())
    if not is_placeholder and not source:
        raise DomainError(_("Say where the official text is published: who adopted it, and when."))
    found = _standing(network, seen, by, at)
    return _keep(
        network, replace(found, source=source[:500], is_placeholder=is_placeholder), by, at
    )


@transaction.atomic
def enter(
    network: Network, rows: Mapping[str, Recommendation], *, source: str, seen: int, by: Person,
    at: datetime,
) -> RecommendationSet:  # fmt: skip
    """A whole official set in the place of what stands; codes that are gone are retired, not lost.

    Raises DomainError where a code has stood for something else: cities have committed to it.
    """
    if not rows or not source.strip():
        raise DomainError(_("Say where the official text is published: who adopted it, and when."))
    for one in rows.values():
        _check(one)
    found = _standing(network, seen, by, at)
    for code, one in rows.items():
        earlier = found.recommendations.get(code)
        if earlier is not None and earlier.title != one.title:
            raise DomainError(
                _("“%(code)s” stands for another recommendation already. Give this one a new code.")
                % {"code": code}
            )
    gone = {
        code: replace(one, is_retired=True)
        for code, one in found.recommendations.items()
        if code not in rows
    }
    made = replace(
        found, source=" ".join(source.split())[:500], is_placeholder=False,
        recommendations={**rows, **gone},
    )  # fmt: skip
    return _keep(network, made, by, at)


def _check(one: Recommendation) -> None:
    if not _CODE.fullmatch(one.code):
        raise DomainError(
            _("A code is a capital letter and figures, such as R16: at most twelve signs.")
        )
    missing = [lang for lang in LANGUAGES if not one.title.get(lang, "").strip()]
    if missing:
        raise DomainError(_("Give the heading in all four languages."))
    if any(len(text) > LONGEST_TITLE for text in one.title.values()) or any(
        len(text) > LONGEST_TEXT for text in one.text.values()
    ):
        raise DomainError(_("This text is too long. Say it in fewer words."))


def _standing(network: Network, seen: int, by: Person, at: datetime) -> RecommendationSet:
    """What stands. Raises Conflict where it is no longer ``seen``; of two at once, one keeps its own."""
    demand(by, "recommendations.write", network, at=at)
    found = in_force(network)
    if found.number != seen:
        raise _changed_meanwhile()
    return found


def _keep(network: Network, made: RecommendationSet, by: Person, at: datetime) -> RecommendationSet:
    try:
        with transaction.atomic():
            kept = SetVersion.objects.create(
                network=network, number=made.number + 1, content=content_of(made), written_by=by,
                written_at=at,
            )  # fmt: skip
    except IntegrityError as error:
        raise _changed_meanwhile() from error
    audit.record("recommendations.changed", kept, by=by, at=at, holder=network.holder_id)
    return replace(made, number=kept.number)


def _changed_meanwhile() -> Conflict:
    return Conflict(
        _("Somebody else changed this meanwhile. Their words stand above; yours are in the form.")
    )
