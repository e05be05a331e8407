"""What is asked, with the answers that may be meant."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from difflib import get_close_matches

import polars as pl

from qantara.knowledge.evidence.findings import SHOWN, Finding, about
from qantara.knowledge.evidence.mapping import lookups
from qantara.knowledge.evidence.mapping.model import Condition, Series
from qantara.knowledge.evidence.mapping.places import Places
from qantara.knowledge.frameworks import Framework

#: Codes of a list that a question names.
MOST = 12


def about_nothing(frame: pl.DataFrame, series: Series, sheet: str) -> list[Finding]:
    """What is said where a series finds no row: asked, unless the mapping says that it may be so.

    frame  the cells of the sheet, before the conditions of the series
    """
    if series.is_optional:
        return [Finding(kind=series.nothing, severity="info", sheet=sheet)]
    if frame.is_empty():
        return [Finding(kind="no_rows", severity="question", sheet=sheet)]
    unmet = [one for one in series.where if frame.filter(lookups.holds(one)).is_empty()]
    said = [
        about(
            "no_row_says", "question", frame, sheet=sheet, column=one.column,
            value=lookups.cell(one.column), wanted=_wanted(one),
        )
        for one in unmet
    ]  # fmt: skip
    together = ", ".join(f"{one.column}: {_wanted(one)}" for one in series.where)
    return [replace(one, rows=(), count=0) for one in said if one] or [
        Finding(
            kind="no_row_fits", severity="question", sheet=sheet, detail={"conditions": together}
        )
    ]


def _wanted(one: Condition) -> str:
    texts = [f"{one.starts_with}…"] if one.starts_with else sorted(one.texts)
    shown = " | ".join(texts[:SHOWN]) or one.same_as
    return f"≠ {shown}" if one.is_negated else shown


def with_nearest(finding: Finding, framework: Framework, places: Places) -> Finding:
    """A question about a code, with the codes that may be meant."""
    field = finding.detail.get("field", "")
    listed = framework.dimensions.get(field)
    codes = [code.code for code in listed.codes] if listed is not None else []
    if finding.kind == "unknown_place":
        known = ", ".join(_near(finding.values[:SHOWN], sorted(places.slugs)))
        return replace(finding, detail={**finding.detail, "known": known})
    if finding.kind == "unknown_code" and codes:
        known = ", ".join(codes if len(codes) <= MOST else _near(finding.values[:SHOWN], codes))
        return replace(finding, kind="unknown_part", detail={**finding.detail, "known": known})
    if finding.kind != "unknown_in_mapping":
        return finding
    if field.isupper() and listed is None:
        # Not the code is wrong but the dimension, which has capitals: breakdown.SEKS.
        field, finding = "breakdown", replace(finding, detail={"field": "breakdown", "code": field})
    known_by_field: dict[str, Iterable[str]] = {
        "territory": places.slugs, "definition": framework.definitions(),
        "unit": framework.units, "breakdown": framework.dimensions,
        "DIST": places.slugs,
    }  # fmt: skip
    choices = sorted(known_by_field.get(field, codes))
    near = get_close_matches(finding.detail["code"], choices, n=3, cutoff=0.5)
    if not near and len(codes) <= MOST:
        near = codes
    if not near:
        return finding
    detail = {**finding.detail, "near": ", ".join(near)}
    return replace(finding, kind="unknown_in_mapping_but_near", detail=detail)


def _near(texts: Iterable[str], codes: list[str]) -> list[str]:
    """Codes of a long list that look like some texts of a file, and the first of it besides."""
    alike = [code for text in texts for code in get_close_matches(text.lower(), codes, n=1)]
    alike += [code for text in texts for code in get_close_matches(text, codes, n=1)]
    shown = [*dict.fromkeys([*alike, *codes])]
    return shown if len(shown) <= MOST else [*shown[:MOST], "…"]
