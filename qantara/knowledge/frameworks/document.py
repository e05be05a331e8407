"""A framework as a document to be released, and back: `framework/1`.

The document is complete in itself. Whoever has it needs neither today's files nor this package to
show an indicator in four languages; papers are made from it, so that a release stays as it was.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar, get_args

from django.utils.translation import override

from qantara.core.locales import LANGUAGES
from qantara.knowledge.frameworks import words
from qantara.knowledge.frameworks.fingerprint import plain
from qantara.knowledge.frameworks.schema import (
    Code,
    CodeList,
    Counts,
    Dimension,
    Direction,
    Domain,
    Framework,
    Indicator,
    Measure,
    Protection,
    StructuralZero,
    Tier,
    Unit,
    Variant,
)

Document = dict[str, Any]
T = TypeVar("T")

SCHEMA = "framework/1"

#: Parts of a framework kept by code; the document lists them, for their order is part of it.
_LISTED = ("dimensions", "units", "codes", "measures")


def framework_document(
    framework: Framework, network: Mapping[str, Any], *, is_demonstration: bool
) -> Document:
    """The framework as ``network`` puts it before the world.

    network  ``slug``, ``name`` by language and ``is_fictional`` of the network, as its directory has them
    """
    content = plain(framework)
    listed = {part: list(content[part].values()) for part in _LISTED}
    return {
        "schema": SCHEMA,
        "voice": "network",
        "demonstration": is_demonstration,
        "network": dict(network),
        "framework": content | listed,
        "words": {
            "tier": _spoken(words.tier, get_args(Tier)),
            "short_tier": _spoken(words.short_tier, get_args(Tier)),
            "direction": _spoken(words.direction, get_args(Direction)),
            "short_direction": _spoken(words.short_direction, get_args(Direction)),
            "protection": _spoken(words.protection, get_args(Protection)),
            "nothing_counted": _in_languages(lambda: words.protection(None)),
        },
    }


def framework_of(document: Document) -> Framework:
    """The framework a document holds. Raises KeyError or TypeError where it is not whole."""
    content = document["framework"]
    return Framework(
        **content
        | {
            "domains": tuple(Domain(**one) for one in content["domains"]),
            "indicators": tuple(map(_indicator, content["indicators"])),
            "dimensions": _by("code", map(_dimension, content["dimensions"])),
            "units": _by("code", (Unit(**one) for one in content["units"])),
            "codes": _by("id", map(_code_list, content["codes"])),
            "measures": _by("id", map(_measure, content["measures"])),
        }
    )


def _indicator(said: Document) -> Indicator:
    texts = ("also_units", "breakdowns", "sdg", "rights", "inspired_by")
    return Indicator(
        **said
        | {name: tuple(said[name]) for name in texts}
        | {"counts": _counts(said["counts"]), "variants": tuple(map(_variant, said["variants"]))}
    )


def _variant(said: Document) -> Variant:
    return Variant(
        **said | {"breakdowns": tuple(said["breakdowns"]), "counts": _counts(said["counts"])}
    )


def _counts(said: Document | None) -> Counts | None:
    if said is None:
        return None
    return Counts(
        **said
        | {
            "difference": _pair(said["difference"]),
            "partitions": tuple(said["partitions"]),
            "ladders": tuple(map(tuple, said["ladders"])),
            "structural_zeros": tuple(StructuralZero(**zero) for zero in said["structural_zeros"]),
        }
    )


def _measure(said: Document) -> Measure:
    return Measure(
        **said | {"difference": _pair(said["difference"]), "partitions": tuple(said["partitions"])}
    )


def _dimension(said: Document) -> Dimension:
    return Dimension(
        **said | {"codes": _codes(said), "partitions": tuple(map(tuple, said["partitions"]))}
    )


def _code_list(said: Document) -> CodeList:
    return CodeList(**said | {"codes": _codes(said)})


def _codes(said: Document) -> tuple[Code, ...]:
    return tuple(Code(**code) for code in said["codes"])


def _pair(said: list[str] | None) -> tuple[str, str] | None:
    return (said[0], said[1]) if said else None


def _by(name: str, listed: Iterable[T]) -> dict[str, T]:
    return {getattr(one, name): one for one in listed}


def _spoken(say: Callable[[Any], str], codes: Iterable[str]) -> dict[str, dict[str, str]]:
    return {code: _in_languages(lambda code=code: say(code)) for code in codes}  # type: ignore[misc]


def _in_languages(say: Callable[[], str]) -> dict[str, str]:
    found = {}
    for lang in LANGUAGES:
        with override(lang):
            found[lang] = say()
    return found
