"""Findings and figures as the desk's pages show them. Values in, values out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, pgettext

from qantara.core import locales, periods
from qantara.core.breakdowns import parse
from qantara.knowledge import frameworks
from qantara.knowledge.evidence import words
from qantara.knowledge.evidence.arrivals.amending import cell
from qantara.knowledge.evidence.findings import Finding, gathered
from qantara.knowledge.evidence.readers.sheets import Sheets
from qantara.knowledge.evidence.review import CONTRADICTIONS
from qantara.network.models import Territory
from qantara.web import names

#: Rows of a table on a page; how many there are is said.
ROWS = 50
#: Findings of one weight on a page.
FINDINGS = 100
#: Findings whose cells can be put right in the review.
AMENDED = frozenset({"question", "error", "warning"})


#: Contradictions that a source may really have published, as people are asked about them.
CONTRADICTION_NAMES: dict[str, Promise] = {
    "parts_exceed_whole": gettext_lazy("Keep parts that are more than their whole"),
    "parts_fall_short": gettext_lazy("Keep parts that do not sum to their whole"),
    "rate_is_not_its_ratio": gettext_lazy(
        "Keep rates that are not their numerator divided by their denominator"
    ),
    "share_out_of_range": gettext_lazy("Keep shares below 0 or above 100"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell that can be put right here, and what it says."""

    sheet: str
    row: int
    column: str
    was: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A finding in words, and the cells it is about.

    kind  of a contradiction that can be kept as published, else empty
    """

    where: str
    sentence: str
    kind: str
    cells: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Weight:
    """Findings that weigh the same. ``more``: how many are not shown."""

    severity: str
    told: tuple[Told, ...]
    count: int

    @property
    def more(self) -> int:
        return self.count - len(self.told)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A figure: what it is about, what the file says, and what it is held against."""

    indicator: str
    about: str
    place: str
    period: str
    said: str
    before: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """The first of ``count`` figures."""

    lines: tuple[Line, ...]
    count: int

    @property
    def more(self) -> int:
        return self.count - len(self.lines)


def weights(findings: Iterable[Finding], sheets: Sheets) -> dict[str, Weight]:
    """Findings in words by severity, those of a wide table told once; only what there is."""
    found = gathered(findings)
    by_severity = {
        severity: [one for one in found if one.severity == severity]
        for severity in ("question", "error", "warning", "info")
    }
    return {
        severity: Weight(
            severity=severity,
            told=tuple(_told(one, sheets) for one in ones[:FINDINGS]),
            count=len(ones),
        )
        for severity, ones in by_severity.items()
        if ones
    }


def contradictions(found: Mapping[str, Weight], kept: Collection[str]) -> list[tuple[str, str]]:
    """Those a file has, and those that are kept as published already: kind and name."""
    errors = found["error"].told if "error" in found else ()
    there = {one.kind for one in errors} | set(kept)
    return [(kind, str(name)) for kind, name in CONTRADICTION_NAMES.items() if kind in there]


def _told(finding: Finding, sheets: Sheets) -> Told:
    can_be_kept = finding.severity == "error" and finding.kind in CONTRADICTIONS
    return Told(
        where=words.place(finding, has_sheets=sheets.has_names),
        sentence=words.sentence(finding),
        kind=finding.kind if can_be_kept else "",
        cells=tuple(_cells(finding, sheets)) if finding.severity in AMENDED else (),
    )


def _cells(finding: Finding, sheets: Sheets) -> Iterator[Cell]:
    """The cells a finding names, where it names one column."""
    for row in finding.rows:
        was = cell(sheets, finding.sheet, row, finding.column) if finding.column else None
        if was is not None:
            yield Cell(sheet=finding.sheet, row=row, column=finding.column, was=was)


def lines(
    frame: pl.DataFrame, places: Mapping[str, str], lang: str, *, before: str = "", most: int = ROWS
) -> Lines:
    """The first rows (observations.rows.ROWS) of a frame in words.

    before  what the columns begin with that hold the other side, such as ``was:``
    """
    return Lines(lines=tuple(_lines(frame.head(most), places, lang, before)), count=len(frame))


def preview(frame: pl.DataFrame, places: Mapping[str, str], lang: str) -> Lines:
    return lines(frame, places, lang, most=20)


def _lines(
    frame: pl.DataFrame, places: Mapping[str, str], lang: str, before: str
) -> Iterator[Line]:
    framework = frameworks.default()
    known = set(framework.definitions())
    for row in frame.iter_rows(named=True):
        code = row["definition"]
        yield Line(
            indicator=framework.definition(code).name[lang] if code in known else code,
            about=words.category(framework, row["breakdown"], lang, places),
            place=places.get(row["territory"], row["territory"]),
            period=_period(row["period"], lang),
            said=_said(row, "", lang),
            before=_said(row, before, lang) if before else "",
        )


def _period(code: str, lang: str) -> str:
    """A year or another stretch of time by its code; a day as people write it."""
    period = periods.parse(code)
    is_day = period.start == period.end
    return locales.day(period.start, lang) if is_day else code


def _said(row: Mapping[str, Any], side: str, lang: str) -> str:
    """A figure, its bounds, or why there is none. ``side``: what its columns' names begin with."""
    value, absence = row[f"{side}value"], row[f"{side}absence"]
    if absence:
        return words.absence(absence)
    if value is None:
        bounds = {"low": row[f"{side}low"], "high": row[f"{side}high"]}
        pattern = pgettext("bounds of a figure", "%(low)s–%(high)s")
        return pattern % {name: locales.number(bound, lang) for name, bound in bounds.items()}
    return (
        locales.percent(value, lang, None) if row["unit"] == "PT" else locales.number(value, lang)
    )


def place_names(lang: str, *frames: pl.DataFrame) -> dict[str, str]:
    """Names of the places that frames speak of, by slug."""
    slugs = {slug for frame in frames for slug in frame["territory"].unique().to_list()}
    for frame in frames:
        for breakdown in frame["breakdown"].unique().to_list():
            slugs |= {code for name, code in parse(breakdown).items() if name == "DIST"}
    found = Territory.objects.filter(slug__in=slugs).values_list("slug", "name")
    return {slug: names.in_language(name, lang)[0] for slug, name in found}
