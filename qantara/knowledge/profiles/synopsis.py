"""The synopsis: the newest figure of every core indicator, with year, source and women and men."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from qantara.knowledge.profiles import series
from qantara.knowledge.profiles.figures import Figure, Figures
from qantara.knowledge.profiles.findings import Findings

#: Headline figures in the order of preference: definition and kind of unit.
HEADLINES = (
    ("CTX-01", "count"),
    ("POP-01", "count"),
    ("POP-01", "share"),
    ("POP-02", "count"),
    ("POP-05", "share"),
    ("POP-06", "share"),
    ("POP-09", "share"),
    ("FLW-03", "count"),
)
MOST_HEADLINES = 6

#: What the synopsis says in words, most telling first; the residents where there is none of them.
SHARES = ("POP-01", "POP-02", "POP-05", "POP-06", "POP-09", "POP-07", "POP-08", "PAR-01")
RESIDENTS = "CTX-01"
MOST_SENTENCES = 3


def newest(rows: Sequence[Figure]) -> Figure | None:
    """The newest that somebody has: a withheld one is not replaced by an older one."""
    known = [figure for figure in rows if figure.state != "absent"]
    return known[-1] if known else (rows[-1] if rows else None)


def rows(figures: Figures, terms: Mapping[str, Any]) -> list[dict[str, int]]:
    """Rows of the table “datum, year, source”: places in the frame of the whole, and of each sex."""
    found = []
    for definition, about in terms["indicators"].items():
        if about["tier"] != "core" or terms["units"][about["unit"]]["kind"] == "level":
            continue
        whole = newest(figures.of(definition, about["unit"]))
        if whole is None or about["audience"] != "public":
            continue
        row = {"whole": whole.at}
        for sex in figures.of(definition, about["unit"], "SEX"):
            if (sex.period, sex.source) == (whole.period, whole.source) and sex.parts[
                "SEX"
            ] in "FM":
                row[sex.parts["SEX"]] = sex.at
        found.append(row)
    return found


def headlines(figures: Figures, terms: Mapping[str, Any]) -> list[int]:
    """Places in the frame of three to six headline figures; never of an indicator kept from view."""
    found = []
    for definition, kind in HEADLINES:
        if definition not in terms["indicators"] or not series.kept(dict(terms), definition):
            continue
        for unit in figures.units(definition):
            figure = newest(figures.of(definition, unit))
            if terms["units"][unit]["kind"] == kind and figure and figure.state != "absent":
                found.append(figure.at)
    return found[:MOST_HEADLINES]


def lede(figures: Figures, terms: Mapping[str, Any], findings: Findings) -> list[dict[str, str]]:
    """The synopsis in words: up to three sentences, each by language."""
    said = []
    for definition in SHARES:
        for unit in figures.units(definition):
            figure = newest(figures.of(definition, unit))
            if figure and figure.is_shown and terms["units"][unit]["kind"] == "share":
                said.append(findings.share(figure))
    for unit in figures.units(RESIDENTS) if not said else ():
        figure = newest(figures.of(RESIDENTS, unit))
        if figure and figure.is_shown:
            said.append(findings.count(figure))
    return [sentence for sentence in said if sentence][:MOST_SENTENCES]
