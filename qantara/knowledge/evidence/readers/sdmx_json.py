"""SDMX-JSON data messages, 1.0 and 2.0: by series or flat. https://github.com/sdmx-twg/sdmx-json.

Every observation becomes a row: the code of each dimension, its words beside it (``SEX label``), the
value, then the attributes of the data set, its groups, its series and its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from qantara.knowledge.evidence.findings import Finding
from qantara.knowledge.evidence.readers import objects
from qantara.knowledge.evidence.readers.objects import text
from qantara.knowledge.evidence.readers.rowwise import Rows
from qantara.knowledge.evidence.readers.sheets import ReadOptions, Sheet, Sheets, UnreadableFile

NAME = "sdmx-json"
_STARTS = re.compile(rb"(?:\xef\xbb\xbf)?\s*\{")
_SNIFF = re.compile(rb'"dataSets"\s*:\s*\[|sdmx-json|"keyPosition"')
_LOOK = 1 << 20
_TIME, _VALUE = "TIME_PERIOD", "OBS_VALUE"
_DELETE = "delete"


def sniffs(path: Path, head: bytes) -> bool:
    if not _STARTS.match(head):
        return False
    if _SNIFF.search(head):
        return True
    with path.open("rb") as file:
        return bool(_SNIFF.search(file.read(_LOOK)))


def read(path: Path, options: ReadOptions) -> Sheets:
    """A sheet for each data set. Raises UnreadableFile."""
    found = objects.load(path, options.limits)
    body = found.get("data", found) if isinstance(found, dict) else {}
    sets = body.get("dataSets") if isinstance(body, dict) else None
    if not isinstance(sets, list) or not sets:
        raise UnreadableFile(
            _(
                "This SDMX message describes codes and structures and holds no figures. Download the"
                " data that go with it."
            )
        )
    try:
        structures = body.get("structures") or [found.get("structure") or body["structure"]]
        sheets = [
            sheet
            for number, one in enumerate(sets, 1)
            if (
                sheet := _sheet(
                    path.name if len(sets) == 1 else f"{path.name} ({number})",
                    one, structures[int(one.get("structure", 0))], options,
                )
            )
        ]  # fmt: skip
    except (KeyError, IndexError, TypeError, ValueError, AttributeError):
        raise UnreadableFile(
            _(
                "The SDMX-JSON message contradicts itself: its figures refer to codes that it does not hold."
                " Download it again, or as SDMX-CSV."
            )
        ) from None
    if not sheets:
        raise UnreadableFile(_("The SDMX message holds no observations that can be read."))
    return Sheets(format=NAME, sheets=tuple(sheets))


@dataclass(frozen=True, slots=True)
class _Component:
    """A dimension, attribute or measure: its id and its values, as (code, words)."""

    id: str
    values: Sequence[tuple[str, str]]

    def said(self, place: Any) -> dict[str, str]:
        """What the value at a place says; a value that is no place says itself."""
        if place is None:
            return {}
        if isinstance(place, int) and not isinstance(place, bool) and self.values:
            code, words = self.values[place]
            label = {f"{self.id} label": words} if words and words != code else {}
            return {self.id: code} | label
        if isinstance(place, list) and self.values and all(isinstance(one, int) for one in place):
            return {self.id: "; ".join(self.values[one][0] for one in place)}
        return {self.id: text(place)}


def _components(structure: Mapping[str, Any], kind: str, level: str) -> list[_Component]:
    found = (structure.get(kind) or {}).get(level) or []
    return [
        _Component(
            one["id"],
            [
                (text(value.get("id", value.get("value", value.get("name")))), text(value.get("name") or value.get("names")))
                if isinstance(value, dict)
                else (text(value), "")
                for value in one.get("values") or []
            ],
        )
        for one in found
    ]  # fmt: skip


def _sheet(
    name: str, found: Mapping[str, Any], structure: Mapping[str, Any], options: ReadOptions
) -> Sheet | None:
    """A data set, or None where it holds no observations."""
    levels = {
        (kind, level): _components(structure, kind, level)
        for kind in ("dimensions", "attributes", "measures")
        for level in ("dataSet", "dimensionGroup", "series", "observation")
    }
    fixed: dict[str, str] = {}
    for one in levels["dimensions", "dataSet"]:
        fixed |= one.said(0)
    fixed |= _all(levels["attributes", "dataSet"], found.get("attributes") or [])
    rows, groups = Rows(options.limits), _groups(found, levels)
    for place, about, values in _observations(found, levels):
        row = fixed | about
        for key, said in groups:
            if all(wanted in ("", own) for wanted, own in zip(key, place, strict=False)):
                row |= said
        rows.add(row | _measured(values, levels))
    if not rows.count:
        return None
    dimensions = [
        one.id
        for level in ("dataSet", "series", "observation")
        for one in levels["dimensions", level]
    ]
    order = [part for one in dimensions if one != _TIME for part in (one, f"{one} label")]
    findings: tuple[Finding, ...] = ()
    if str(found.get("action", "")).lower() == _DELETE:
        findings = (
            Finding(
                kind="row_deletes", severity="warning", sheet=name, count=rows.count, rows=(2,)
            ),
        )
        rows = Rows(options.limits, columns={column: [] for column in rows.columns})
    return rows.sheet(name, first=(*order, _TIME, _VALUE), findings=findings)


#: Components by kind and level.
_Levels = Mapping[tuple[str, str], list[_Component]]


def _observations(
    found: Mapping[str, Any], levels: _Levels
) -> Iterator[tuple[tuple[str, ...], dict[str, str], Sequence[Any]]]:
    """Place in the key, what is said of it, and the values of each observation."""
    flat = levels["dimensions", "observation"]
    for key, values in (found.get("observations") or {}).items():
        yield tuple(key.split(":")), _at(flat, key), values
    for series_key, one in (found.get("series") or {}).items():
        about = _at(levels["dimensions", "series"], series_key)
        about |= _all(levels["attributes", "series"], one.get("attributes") or [])
        for key, values in (one.get("observations") or {}).items():
            yield (*series_key.split(":"), *key.split(":")), about | _at(flat, key), values


def _at(components: Sequence[_Component], key: str) -> dict[str, str]:
    """What a key such as ``0:1`` says."""
    places = key.split(":") if key else []
    if len(places) != len(components):
        raise ValueError("a key that does not fit its dimensions")
    found: dict[str, str] = {}
    for one, place in zip(components, places, strict=True):
        found |= one.said(int(place))
    return found


def _all(components: Sequence[_Component], places: Sequence[Any]) -> dict[str, str]:
    found: dict[str, str] = {}
    for one, place in zip(components, places, strict=False):
        found |= one.said(place)
    return found


def _measured(values: Any, levels: _Levels) -> dict[str, str]:
    """The measures of an observation, then its attributes."""
    given = values if isinstance(values, list) else [values]
    measures = levels["measures", "observation"] or [_Component(_VALUE, ())]
    row = {
        one.id: text(value)
        for one, value in zip(measures, given, strict=False)
        if value is not None
    }
    return row | _all(levels["attributes", "observation"], given[len(measures) :])


def _groups(found: Mapping[str, Any], levels: _Levels) -> list[tuple[list[str], dict[str, str]]]:
    """Partial keys and what is said of all observations that fit them."""
    return [
        (key.split(":"), _all(levels["attributes", "dimensionGroup"], places))
        for key, places in (found.get("dimensionGroupAttributes") or {}).items()
    ]
