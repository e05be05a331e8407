"""A list of territories as CSV: read and checked without a database."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from qantara.core.errors import DomainError
from qantara.core.locales import LANGUAGES
from qantara.network import checks
from qantara.network.models import Territory

NAMES = tuple(f"name_{language}" for language in LANGUAGES)
COLUMNS = (
    "slug", "type", "country", "parent", *NAMES, "codes", "longitude", "latitude", "valid_from", "valid_to",
)  # fmt: skip
REQUIRED = ("type", "country")

#: Problems that are told; beyond them only how many there are.
TOLD = 40

_CODE = re.compile(r"([a-z0-9][a-z0-9_-]*):(\S(?:.*\S)?)")
_DELIMITERS = ",;\t"


class TerritoriesFileError(DomainError):
    """The list cannot be used; problems are named with row and column."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A territory as a list names it. What a cell leaves empty says nothing.

    row     as a spreadsheet counts, heads included
    slug    given, or made of country and first code
    parent  a slug, or ``scheme:code``
    codes   scheme -> code
    """

    row: int
    slug: str
    has_own_slug: bool
    type: str
    country: str
    parent: str
    name: dict[str, str]
    codes: dict[str, str]
    longitude: float | None
    latitude: float | None
    valid_from: date | None
    valid_to: date | None


def read(path: Path) -> tuple[Row, ...]:
    """The territories of a list. Raises TerritoriesFileError with every problem found."""
    lines = [_Line(number, cells) for number, cells in _cells(path)]
    rows = tuple(line.row() for line in lines)
    problems = [problem for line in lines for problem in line.problems] or list(_at_odds(rows))
    stop_at(problems, path)
    if not rows:
        raise TerritoriesFileError(f"{path}: no territory stands under the heads.")
    return rows


def stop_at(problems: Sequence[str], path: Path) -> None:
    """Raise TerritoriesFileError where there are problems, with the first of them."""
    if not problems:
        return
    told = [f"{path}: {problem}" for problem in problems[:TOLD]]
    if len(problems) > TOLD:
        told.append(f"{path}: and {len(problems) - TOLD} more")
    raise TerritoriesFileError("\n".join(told))


def made_slug(country: str, codes: dict[str, str]) -> str:
    """The slug of a territory whose row gives none."""
    code = next(iter(codes.values()), "")
    return "-".join(re.findall(r"[a-z0-9]+", f"{country} {code}".lower()))


def a_code(text: str) -> tuple[str, str] | None:
    """``scheme:code`` as the two, or None where the text is no such thing."""
    match = _CODE.fullmatch(text)
    return (match[1], match[2]) if match else None


def _cells(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Rows with anything in them: their number, and what stands under each head."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            first = file.readline()
            file.seek(0)
            lines = csv.reader(file, delimiter=max(_DELIMITERS, key=first.count), strict=True)
            heads = [head.strip() for head in next(lines, [])]
            stop_at(list(_wrong_heads(heads)), path)
            for number, line in enumerate(lines, start=2):
                if any(line[len(heads) :]):
                    stop_at([f"row {number}: it has more cells than there are heads"], path)
                if any(cell.strip() for cell in line):
                    yield number, dict(zip(heads, map(str.strip, line), strict=False))
    except UnicodeDecodeError:
        raise TerritoriesFileError(
            f"{path}: names can only be read in UTF-8; save it so."
        ) from None
    except csv.Error as error:
        raise TerritoriesFileError(f"{path}: {error}") from error
    except OSError as error:
        raise TerritoriesFileError(f"{path} cannot be read: {error.strerror}.") from error


def _wrong_heads(heads: Sequence[str]) -> Iterator[str]:
    for head in heads:
        if head not in COLUMNS:
            yield f"column `{head}` means nothing here; there are {', '.join(COLUMNS)}"
    for head in dict.fromkeys(heads):
        if heads.count(head) > 1:
            yield f"column `{head}` is there twice"
    for head in REQUIRED:
        if head not in heads:
            yield f"column `{head}` is missing"
    if not set(NAMES) & set(heads):
        yield f"no column holds names; there are {', '.join(NAMES)}"
    if not {"slug", "codes"} & set(heads):
        yield "neither `slug` nor `codes` is there, so nothing tells the territories apart"


@dataclass(slots=True)
class _Line:
    """One row on its way to a ``Row``, collecting what is wrong with it."""

    number: int
    cells: dict[str, str]
    problems: list[str] = field(default_factory=list)

    def row(self) -> Row:
        codes = self.codes()
        given = self.said("slug", checks.a_slug)
        self.refuse(not given and not codes, "it has neither a slug nor a code")
        name = {language: text for language in LANGUAGES if (text := self.said(f"name_{language}"))}
        self.refuse(not name, "it has no name in any language")
        longitude, latitude = self.degrees("longitude", 180), self.degrees("latitude", 90)
        self.refuse(
            (longitude is None) != (latitude is None), "a position is a longitude and a latitude"
        )
        begins, ends = self.day("valid_from"), self.day("valid_to")
        self.refuse(bool(begins and ends and ends < begins), "it ends before it began")
        country = self.said("country", checks.a_country, is_required=True)
        return Row(
            row=self.number, slug=given or made_slug(country, codes), has_own_slug=bool(given),
            type=self.said("type", checks.one_of(*Territory.Type.values), is_required=True),
            country=country, parent=self.said("parent", _a_parent), name=name, codes=codes,
            longitude=longitude, latitude=latitude, valid_from=begins, valid_to=ends,
        )  # fmt: skip

    def refuse(self, is_wrong: bool, problem: str) -> None:
        if is_wrong:
            self.problems.append(f"row {self.number}: {problem}")

    def wrong(self, column: str, wanted: str) -> None:
        told = (
            f"“{self.cells[column]}” is not" if self.cells.get(column) else "it is empty, and not"
        )
        self.problems.append(f"row {self.number}, column `{column}`: {told} {wanted}")

    def said(
        self, column: str, check: checks.Check = checks.anything, *, is_required: bool = False
    ) -> str:
        text = self.cells.get(column, "")
        if (text or is_required) and (wanted := check(text)):
            self.wrong(column, wanted)
        return text

    def codes(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for text in filter(None, map(str.strip, self.said("codes").split(";"))):
            code = a_code(text)
            if code is None or code[0] in found:
                self.wrong(
                    "codes", "codes by scheme, each scheme once, such as nuts:ITC11;istat:001"
                )
            else:
                found[code[0]] = code[1]
        return found

    def degrees(self, column: str, most: int) -> float | None:
        if not (text := self.said(column)):
            return None
        try:
            degrees = float(text)
        except ValueError:
            self.wrong(column, "degrees such as 7.68682")
            return None
        if wanted := checks.between(-most, most)(degrees):
            self.wrong(column, wanted)
        return degrees

    def day(self, column: str) -> date | None:
        if not (text := self.said(column)):
            return None
        try:
            return date.fromisoformat(text)
        except ValueError:
            self.wrong(column, "a day, such as 2018-07-01")
            return None


def _a_parent(text: str) -> str:
    is_one = a_code(text) or not checks.a_slug(text)
    return "" if is_one else "the slug of a territory, or a code of it such as nuts:ITC11"


def _at_odds(rows: Sequence[Row]) -> Iterator[str]:
    """Rows that name the same territory twice."""
    slugs: dict[str, int] = {}
    codes: dict[tuple[str, str], int] = {}
    for row in rows:
        if other := slugs.get(row.slug):
            yield f"row {row.row}, column `slug`: {row.slug} is row {other} already"
        slugs.setdefault(row.slug, row.row)
        for code in row.codes.items():
            if other := codes.get(code):
                yield f"row {row.row}, column `codes`: {':'.join(code)} is row {other} already"
            codes.setdefault(code, row.row)
