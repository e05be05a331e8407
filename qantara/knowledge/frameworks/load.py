"""Reads the files of a framework. All of them are read before anything is refused."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path
from typing import cast, get_args

from qantara.knowledge.frameworks import agree
from qantara.knowledge.frameworks.domains import Vocabulary, read_domain
from qantara.knowledge.frameworks.fields import Fields
from qantara.knowledge.frameworks.fingerprint import fingerprint
from qantara.knowledge.frameworks.measures import gather
from qantara.knowledge.frameworks.problems import FrameworkErrors, Problem
from qantara.knowledge.frameworks.schema import (
    Code,
    CodeList,
    Dimension,
    Framework,
    Unit,
    UnitKind,
)

#: The files that all domains lean on, beside ``framework.toml``.
SHARED = ("dimensions", "units", "codes")

#: The lists that ``codes.toml`` holds, all of them.
CODE_LISTS = (
    "obs_status",
    "conf_status",
    "absence",
    "method",
    "audience",
    "level",
    "progress",
    "instrument",
    "inspiration",
    "place",
)


def load(folder: Path) -> Framework:
    """Read the framework kept in ``folder`` and check it as a whole.

    Raises FrameworkErrors with every problem found: file, indicator, field, what to do.
    """
    problems: list[Problem] = []
    head = _open(folder / "framework.toml", problems)
    order = head.texts("domains", default=())
    shared = {name: _open(folder / f"{name}.toml", problems) for name in SHARED}
    domains = {code: _open(folder / f"{code.lower()}.toml", problems) for code in order}
    if problems:
        # Without one of its files, everything that leans on it would look wrong as well.
        raise FrameworkErrors(problems)
    if not order:
        head.note("domains", "No domain is named.", 'Name them in their order: ["CTX", "POP"].')
    _check_left_over(folder, head, order)
    framework_id = head.matching("id", r"[a-z][a-z0-9-]*", "a-short-slug")
    version = head.matching("version", r"\d+\.\d+\.\d+", "1.0.0")
    name, about = head.name("name"), head.name("about")
    vocabulary = Vocabulary(
        dimensions=_dimensions(shared["dimensions"]),
        units=_units(shared["units"]),
        codes=_code_lists(shared["codes"]),
        sections=head.texts("sections"),
    )
    head.close()
    parts = [read_domain(fields, code, vocabulary) for code, fields in domains.items()]
    indicators = tuple(indicator for part in parts for indicator in part.indicators)
    declared = tuple(measure for part in parts for measure in part.measures)
    problems += agree.check(indicators, declared)
    if problems:
        raise FrameworkErrors(problems)
    framework = Framework(
        id=framework_id,
        version=version,
        name=name,
        about=about,
        domains=tuple(part.domain for part in parts),
        indicators=indicators,
        dimensions=vocabulary.dimensions,
        units=vocabulary.units,
        codes=vocabulary.codes,
        measures=gather(indicators, declared),
    )
    return replace(framework, content_hash=fingerprint(framework))


def _open(path: Path, problems: list[Problem]) -> Fields:
    try:
        return Fields(tomllib.loads(path.read_text(encoding="utf-8")), problems, file=path.name)
    except FileNotFoundError:
        wrong, remedy = "There is no such file.", "Create it; see README.md."
    except UnicodeDecodeError as error:
        wrong, remedy = f"It is not UTF-8: {error}.", "Save it as UTF-8."
    except tomllib.TOMLDecodeError as error:
        wrong, remedy = f"It is not TOML: {error}.", "Correct that place."
    problems.append(Problem(file=path.name, code="", field="", wrong=wrong, remedy=remedy))
    return Fields({}, problems, file=path.name)


def _check_left_over(folder: Path, head: Fields, order: tuple[str, ...]) -> None:
    """A domain that nobody lists would be written, translated and never seen."""
    read = {"framework", *SHARED, *(code.lower() for code in order)}
    for path in sorted(folder.glob("*.toml")):
        if path.stem not in read:
            head.note(
                "domains", f"{path.name} is not read.", "Name its domain, or remove the file."
            )


def _codes(fields: Fields) -> tuple[Code, ...]:
    found: list[Code] = []
    for entry in fields.tables("codes", key="code") if "codes" in fields else []:
        code = Code(
            code=entry.text("code"),
            name=entry.name("name"),
            parent=entry.text("parent", default=""),
            about=entry.name("about") if "about" in entry else {},
        )
        if any(code.code == other.code for other in found):
            entry.note("code", f"“{code.code}” stands here twice.", "Keep one of them.")
        found.append(code)
        entry.close()
    for code in found:
        if code.parent and not any(code.parent == other.code for other in found):
            fields.note(
                "codes", f"{code.code} has the parent {code.parent}, not listed.", "Add it."
            )
    return tuple(found)


def _dimensions(fields: Fields) -> dict[str, Dimension]:
    found: dict[str, Dimension] = {}
    for entry in fields.tables("dimension", key="code"):
        dimension = Dimension(
            code=entry.matching("code", r"[A-Z]+", "CAPITALS"),
            standard=entry.text("standard", default=""),
            name=entry.name("name"),
            codes=_codes(entry),
            pattern=entry.text("pattern", default=""),
            partitions=entry.chains("partitions"),
            is_whole_territory=entry.flag("is_whole_territory"),
        )
        if not dimension.codes and not dimension.pattern:
            entry.note("codes", "There is neither a list nor a pattern.", "Add one of the two.")
        for part in (part for whole in dimension.partitions for part in whole):
            if part not in dimension:
                entry.note("partitions", f"“{part}” is none of its codes.", "Add it to codes.")
        if dimension.code in found:
            entry.note("code", f"{dimension.code} stands here twice.", "Keep one of them.")
        found[dimension.code] = dimension
        entry.close()
    fields.close()
    return found


def _units(fields: Fields) -> dict[str, Unit]:
    found: dict[str, Unit] = {}
    for entry in fields.tables("unit", key="code"):
        unit = Unit(
            code=entry.matching("code", r"[A-Z][A-Z0-9_]*", "CAPITALS"),
            kind=cast(UnitKind, entry.choice("kind", get_args(UnitKind))),
            factor=entry.number("factor", default=0),
            decimals=entry.number("decimals"),
            symbol=entry.text("symbol", default=""),
            name=entry.name("name"),
        )
        if unit.code in found:
            entry.note("code", f"{unit.code} stands here twice.", "Keep one of them.")
        found[unit.code] = unit
        entry.close()
    fields.close()
    return found


def _code_lists(fields: Fields) -> dict[str, CodeList]:
    found: dict[str, CodeList] = {}
    for entry in fields.tables("list", key="id"):
        code_list = CodeList(
            id=entry.choice("id", CODE_LISTS),
            standard=entry.text("standard", default=""),
            name=entry.name("name"),
            codes=_codes(entry),
        )
        found[code_list.id] = code_list
        entry.close()
    for missing in [list_id for list_id in CODE_LISTS if list_id not in found]:
        fields.note(f"list[{missing}]", "It is missing.", "Add this list.")
        found[missing] = CodeList(id=missing, standard="", name={}, codes=())
    fields.close()
    return found
