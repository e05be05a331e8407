"""What a document keeps of the framework: the words and rules of the figures it holds, and no more.

A document is complete in itself, so that it can be read when the framework has moved on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from qantara.core import breakdowns
from qantara.knowledge.frameworks import Framework, Indicator, Name, Variant

#: Codes of open lists by dimension: ``NAT`` -> ``QM`` -> name. Countries, districts, regions of origin.
CodeNames = Mapping[str, Mapping[str, Name]]


def terms(
    framework: Framework,
    *,
    definitions: Iterable[str],
    units: Iterable[str],
    parts: Iterable[str],
    names: CodeNames,
) -> dict[str, Any]:
    """The part of a framework that a document with these figures needs.

    definitions  definition ids that have figures, or whose gap is named
    units        codes of units in use
    parts        breakdowns in use (``AGE=Y15T24;SEX=F``)
    names        names of codes the framework leaves open
    Returns ``id, version, content_hash, indicators, dimensions, levels, units`` as JSON.
    Raises KeyError for a definition, unit or dimension the framework does not have.
    """
    sections = {domain.code: domain.section for domain in framework.domains}
    return {
        "id": framework.id,
        "version": framework.version,
        "content_hash": framework.content_hash,
        "indicators": {
            found: _indicator(framework, found, sections) for found in dict.fromkeys(definitions)
        },
        "dimensions": _dimensions(framework, parts, names),
        "levels": {entry.code: dict(entry.name) for entry in framework.codes["level"].codes},
        "units": {
            code: {
                "kind": framework.units[code].kind,
                "decimals": framework.units[code].decimals,
                "symbol": framework.units[code].symbol,
                "name": dict(framework.units[code].name),
            }
            for code in sorted(set(units))
        },
    }


def _indicator(
    framework: Framework, definition_id: str, sections: Mapping[str, str]
) -> dict[str, Any]:
    indicator = framework[definition_id.partition("/")[0]]
    definition: Indicator | Variant = framework.definition(definition_id)
    counts = definition.counts
    return {
        "indicator": indicator.code,
        "domain": indicator.domain,
        "section": sections[indicator.domain],
        "tier": indicator.tier,
        "unit": definition.unit,
        "direction": indicator.direction,
        "audience": indicator.audience,
        "protection": counts.protection if counts else "none",
        "measure": counts.measure if counts else "",
        "name": dict(definition.name),
        "definition": dict(definition.definition),
        "usual_source": dict(definition.usual_source),
    }


def _dimensions(framework: Framework, parts: Iterable[str], names: CodeNames) -> dict[str, Any]:
    used: dict[str, set[str]] = {}
    for part in set(parts):
        for dimension, code in breakdowns.parse(part).items():
            used.setdefault(dimension, set()).add(code)
    return {
        dimension: {
            "name": dict(framework.dimensions[dimension].name),
            "codes": _codes(framework, dimension, codes, names.get(dimension, {})),
        }
        for dimension, codes in sorted(used.items())
    }


def _codes(
    framework: Framework, dimension: str, used: set[str], names: Mapping[str, Name]
) -> dict[str, dict[str, str]]:
    """Names of the codes in use: the framework's in their order there, then the open ones by code."""
    listed = {entry.code: dict(entry.name) for entry in framework.dimensions[dimension].codes}
    known = {code: name for code, name in listed.items() if code in used}
    return known | {
        code: dict(names[code]) for code in sorted(used - known.keys()) if code in names
    }
