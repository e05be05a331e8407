"""SDMX-ML data messages: generic and structure-specific, by series or flat; 2.1, 3.0 and compact 2.0.

Every observation becomes a row with its dimensions, its value and the attributes of its data set,
its groups, its series and its own. SDMX 2.1, Section 3A and 3B; SDMX 3.0, Section 3.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import gettext as _

from qantara.knowledge.evidence.findings import Finding
from qantara.knowledge.evidence.readers import markup
from qantara.knowledge.evidence.readers.markup import Event
from qantara.knowledge.evidence.readers.rowwise import Rows, native, too_many
from qantara.knowledge.evidence.readers.sheets import ReadOptions, Sheet, Sheets, UnreadableFile

NAME = "sdmx-ml"
_SNIFF = re.compile(rb"<(?:[\w.-]+:)?\w+[^<>]*sdmx\.org/", re.IGNORECASE | re.DOTALL)
_STARTS = re.compile(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*<")
_TIME, _VALUE, _FLAT = "TIME_PERIOD", "OBS_VALUE", "AllDimensions"
_XSI_TYPE = "http://www.w3.org/2001/XMLSchema-instance}type"
_DELETE = "Delete"
#: What the message says of a data set itself, beside components.
_OF_THE_SET = {
    "action", "structureRef", "setID", "validFromDate", "validToDate", "publicationYear",
    "publicationPeriod", "reportingBeginDate", "reportingEndDate", "dataScope",
}  # fmt: skip


def sniffs(path: Path, head: bytes) -> bool:
    plain = head.replace(b"\x00", b"")
    return bool(_STARTS.match(plain) and _SNIFF.search(plain))


def read(path: Path, options: ReadOptions) -> Sheets:
    """A sheet for each data set. Raises UnreadableFile, also where a message holds no figures."""
    message = _Message(path.name, options)
    try:
        with path.open("rb") as file:
            message.read(markup.events(file))
    except markup.DamagedMarkupError:
        raise UnreadableFile(
            _(
                "The SDMX message is damaged: its XML breaks off or is not well formed. Download it again."
            )
        ) from None
    return Sheets(format=NAME, sheets=tuple(message.sheets()))


@dataclass(slots=True)
class _DataSet:
    """A data set while it is read.

    groups  key and attributes of each group; in structure-specific data they are not told apart
    """

    at_observation: str
    action: str
    rows: Rows
    attributes: dict[str, str] = field(default_factory=dict)
    groups: list[tuple[dict[str, str] | None, dict[str, str]]] = field(default_factory=list)
    dimensions: dict[str, None] = field(default_factory=dict)
    observations: list[dict[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class _Message:
    name: str
    options: ReadOptions
    root: str = ""
    at_observation: dict[str, str] = field(default_factory=dict)
    datasets: list[_DataSet] = field(default_factory=list)
    footer: list[str] = field(default_factory=list)

    def read(self, stream: Iterator[Event]) -> None:
        for kind, name, attributes in stream:
            if kind != "start":
                continue
            self.root = self.root or name
            if name == "Structure" and "structureID" in attributes:
                dimension = attributes.get("dimensionAtObservation", _TIME)
                self.at_observation[attributes["structureID"]] = dimension
            elif name == "DataSet":
                self._data_set(stream, attributes)
            elif name in {"Footer", "ErrorMessage"}:
                self.footer += _texts(stream, name)

    def sheets(self) -> list[Sheet]:
        """The data sets as sheets. Raises UnreadableFile where there are no observations."""
        full = [one for one in self.datasets if one.observations]
        if not full:
            raise self._without_figures()
        made = []
        for number, one in enumerate(full, 1):
            name = self.name if len(full) == 1 else f"{self.name} ({number})"
            made.append(_sheet(name, one, self.footer))
        return made

    def _without_figures(self) -> UnreadableFile:
        if self.footer:
            return UnreadableFile(
                _("The SDMX message holds no figures. It says: %(text)s")
                % {"text": " ".join(self.footer)[:500]}
            )
        if self.root == "Structure":
            return UnreadableFile(
                _(
                    "This SDMX message describes codes and structures and holds no figures. Download the"
                    " data that go with it."
                )
            )
        return UnreadableFile(_("The SDMX message holds no observations that can be read."))

    def _data_set(self, stream: Iterator[Event], attributes: dict[str, str]) -> None:
        local = {name.rpartition("}")[2]: text for name, text in attributes.items()}
        dimension = self.at_observation.get(
            local.get("structureRef", ""), next(iter(self.at_observation.values()), _TIME)
        )
        found = _DataSet(dimension, local.get("action", ""), Rows(self.options.limits))
        found.attributes = {
            name: text for name, text in _components(attributes).items() if name not in _OF_THE_SET
        }
        self.datasets.append(found)
        for kind, name, own in stream:
            if kind == "end" and name == "DataSet":
                return
            if kind != "start":
                continue
            if name == "Attributes":
                found.attributes |= _values(stream, name)
            elif name == "Group" or (
                _XSI_TYPE in own and name not in {"Series", "Obs", "Comp", "Section"}
            ):
                key, said = _block(stream, name, own, "GroupKey")
                found.groups.append((key, said))
            elif name == "Series":
                _series(stream, own, found)
            elif name == "Obs":
                _observation(stream, own, found, {})


def _series(stream: Iterator[Event], own: dict[str, str], found: _DataSet) -> None:
    """A series and its observations."""
    about = _components(own)
    found.dimensions |= dict.fromkeys(about)
    for kind, name, attributes in stream:
        if kind == "end" and name == "Series":
            return
        if kind != "start":
            continue
        if name == "SeriesKey":
            key = _values(stream, name)
            found.dimensions |= dict.fromkeys(key)
            about = key | about
        elif name == "Attributes":
            about |= _values(stream, name)
        elif name == "Comp":
            about[attributes.get("id", "")] = _complex(stream)
        elif name == "Obs":
            _observation(stream, attributes, found, about)


def _observation(
    stream: Iterator[Event], own: dict[str, str], found: _DataSet, about: dict[str, str]
) -> None:
    """An observation, with what its series says of it."""
    row = about | _components(own)
    if not about:
        found.dimensions |= dict.fromkeys(_components(own))
    for kind, name, attributes in stream:
        if kind == "end" and name == "Obs":
            break
        if kind != "start":
            continue
        if name == "ObsDimension":
            dimension = attributes.get("id", found.at_observation)
            row[_TIME if dimension == _FLAT else dimension] = attributes.get("value", "")
        elif name == "ObsKey":
            key = _values(stream, name)
            found.dimensions |= dict.fromkeys(key)
            row |= key
        elif name == "Time":
            row[_TIME] = "".join(_texts(stream, name))
        elif name == "ObsValue":
            row[_VALUE] = attributes.get("value", "")
        elif name == "Attributes":
            row |= _values(stream, name)
        elif name == "Comp":
            row[attributes.get("id", "")] = _complex(stream)
    if _VALUE in row:
        row[_VALUE] = native(row[_VALUE])
    found.observations.append(row)
    if len(found.observations) * len(row) > found.rows.limits.cells:
        raise too_many(found.rows.limits)


def _block(
    stream: Iterator[Event], end: str, own: dict[str, str], key: str
) -> tuple[dict[str, str] | None, dict[str, str]]:
    """A group: its key, where the message tells, and what it says."""
    keyed: dict[str, str] | None = None
    said = _components(own)
    for kind, name, attributes in stream:
        if kind == "end" and name == end:
            break
        if kind == "start" and name == key:
            keyed = _values(stream, name)
        elif kind == "start" and name == "Attributes":
            said |= _values(stream, name)
        elif kind == "start" and name == "Comp":
            said[attributes.get("id", "")] = _complex(stream)
    if keyed is not None:
        said.pop("type", None)
    return keyed, said


def _components(attributes: dict[str, str]) -> dict[str, str]:
    """What attributes of XML say of components: those in no namespace."""
    return {name: text for name, text in attributes.items() if "}" not in name}


def _values(stream: Iterator[Event], end: str) -> dict[str, str]:
    """``Value`` elements up to the end of what holds them."""
    found = {}
    for kind, name, attributes in stream:
        if kind == "end" and name == end:
            break
        if kind == "start" and name == "Value":
            found[attributes.get("id", attributes.get("concept", ""))] = attributes.get("value", "")
    return found


def _complex(stream: Iterator[Event]) -> str:
    """An attribute with several values, or in several languages."""
    return "; ".join(_texts(stream, "Comp"))


def _texts(stream: Iterator[Event], end: str) -> list[str]:
    found = []
    for kind, name, _attributes in stream:
        if kind == "end" and name == end:
            break
        if kind == "text" and name.strip():
            found.append(" ".join(name.split()))
    return found


def _sheet(name: str, found: _DataSet, footer: list[str]) -> Sheet:
    rows, findings = found.rows, list[Finding]()
    if found.action == _DELETE:
        count = len(found.observations)
        findings.append(
            Finding(kind="row_deletes", severity="warning", sheet=name, count=count, rows=(2,))
        )
        found.observations.clear()
    groups = _indexed(found)
    for row in found.observations:
        for names, by_key in groups.items():
            row |= by_key.get(tuple(row.get(one, "") for one in names), {})
        rows.add(found.attributes | row)
    order = [one for one in found.dimensions if one not in {_TIME, _VALUE}]
    return rows.sheet(
        name,
        first=(*order, _TIME, _VALUE),
        findings=tuple(findings),
        above=((1, tuple(footer)),) if footer else (),
    )


def _indexed(found: _DataSet) -> dict[tuple[str, ...], dict[tuple[str, ...], dict[str, str]]]:
    """Names of the components of a key -> their values -> what groups with that key say."""
    known = {name for row in found.observations for name in row}
    indexed: dict[tuple[str, ...], dict[tuple[str, ...], dict[str, str]]] = {}
    for key, said in found.groups:
        own = {name: said[name] for name in said if name in known} if key is None else key
        names = tuple(sorted(own))
        if names:
            told = {name: text for name, text in said.items() if name not in own}
            indexed.setdefault(names, {}).setdefault(tuple(own[name] for name in names), {}).update(
                told
            )
    return indexed
