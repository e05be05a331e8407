"""Definitions as the store keeps them: told apart by content, immutable once used."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from qantara.core.errors import DomainError
from qantara.knowledge.frameworks import Framework
from qantara.knowledge.observations.models import Definition, DefinitionUse

#: What makes a definition another one. Its wording in a language does not, nor where it is shown.
_MEANING = ("unit", "breakdowns", "counts", "country")


class DefinitionChanged(DomainError):
    """A framework says something else under a version that has been used."""


def content_hash(framework: Framework, code: str) -> str:
    """SHA-256 of what ``code`` counts: unit, breakdowns, people counted, and its English definition.

    The English text stands for the meaning: a changed definition is changed there too, while a
    better word in another language is no new series.
    """
    definition = framework.definition(code)
    meaning = {name: getattr(definition, name, "") for name in _MEANING}
    meaning["definition"] = definition.definition["en"]
    text = json.dumps(_plain(meaning), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def keep(framework: Framework, codes: Iterable[str], *, at: datetime) -> dict[str, int]:
    """The stored definitions of ``codes``, by code; made where they are used for the first time.

    Raises DefinitionChanged where this framework version was used with another content, be it one
    of its own or one it had taken over from an earlier version.
    """
    wanted = sorted(set(codes))
    uses = DefinitionUse.objects.filter(
        framework=framework.id, version=framework.version, code__in=wanted
    )
    used = {use.code: use.definition for use in uses.select_related("definition")}
    kept: dict[str, int] = {}
    for code in wanted:
        hashed = content_hash(framework, code)
        definition = used.get(code)
        if definition is None:
            definition = _use(framework, code, hashed, at=at)
        elif definition.content_hash != hashed:
            raise DefinitionChanged(
                _(
                    "Version %(version)s of the framework has been used with another definition of"
                    " %(code)s. Give the framework a new version."
                )
                % {"version": framework.version, "code": code}
            )
        kept[code] = definition.pk
    return kept


def _use(framework: Framework, code: str, hashed: str, *, at: datetime) -> Definition:
    """The definition a framework version uses from now on: one that is kept, or a new one."""
    definition, _made = Definition.objects.get_or_create(
        framework=framework.id,
        code=code,
        content_hash=hashed,
        defaults={
            "version": framework.version,
            "unit": framework.definition(code).unit,
            "content": _plain(framework.definition(code)),
            "first_used_at": at,
        },
    )
    DefinitionUse.objects.create(
        definition=definition, framework=framework.id, version=framework.version, code=code,
        first_used_at=at,
    )  # fmt: skip
    return definition


def known(framework: Framework, codes: Iterable[str]) -> list[int]:
    """Ids of those of ``codes`` that have been used with the content they have today."""
    hashes = [content_hash(framework, code) for code in set(codes)]
    kept = Definition.objects.filter(framework=framework.id, code__in=set(codes))
    return list(kept.filter(content_hash__in=hashes).values_list("id", flat=True))


def of_another_meaning(framework: Framework, stored: QuerySet[Definition]) -> dict[int, str]:
    """Those of the ``stored`` definitions that ``framework`` does not have, or not so: id to code.

    Their figures are series of their own; under its words they would say what they never said.
    """
    has = set(framework.definitions())
    return {
        one.pk: one.code
        for one in stored.defer("content")
        if one.framework != framework.id
        or one.code not in has
        or one.content_hash != content_hash(framework, one.code)
    }


def _plain(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): _plain(entry) for key, entry in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(entry) for entry in value]
    return value
