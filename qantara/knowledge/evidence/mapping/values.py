"""Cells to numbers and absences."""

from __future__ import annotations

import re
from collections.abc import Mapping as Dictionary
from dataclasses import dataclass, field

import polars as pl

from qantara.knowledge.evidence import numbers
from qantara.knowledge.evidence.findings import Finding, about
from qantara.knowledge.evidence.mapping import lookups
from qantara.knowledge.evidence.mapping.model import Flag, Value

#: Marks that statistics offices write for "no figure" (FRAMEWORK 5). Which absence each one means
#: differs from office to office, so it is asked once a file.
MARKS = frozenset(
    {
        "", ".", "..", "...", "…", "-", "--", "---", "–", "—", ":", "c", "x", "X", "*", "**", "s", "n",
        "na", "NA", "N/A", "n/a", "n.a.", "n.d.", "nd", "ND", "s/d", "<5", "< 5", "<10", "< 10", "غ.م",
        "null", "NULL",
    }
)  # fmt: skip
#: A text without any digit is no number gone wrong: it says why there is none.
_WORDS = r"^[^\p{Nd}]*$"
#: A number with a sign or some letters behind it: ``2434 b``, ``1200 (p)``, ``2500*``, ``2500 1)``.
_FLAGGED = r"^.*\p{Nd}%?(?:\s*(\([^()]{1,3}\)|[^\s\p{Nd}.,%()]{1,3}\)?)|\s+(\p{Nd}\)))$"

_READ = ("value", "absence", "percent", "unread", "decimals", "flag")

#: More digits than this behind the sign are left by binary fractions, not by a statistician.
MOST_DECIMALS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Cells:
    """``frame``: value f64, absence str, percent bool, unread bool, decimals i8, flag str, a row each."""

    frame: pl.DataFrame
    decimal: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How the cells of a sheet are read: its marks of absence, the flags that may stand behind
    figures, the decimal sign as declared and as proven by other columns."""

    sheet: str
    absence: Dictionary[str, str]
    flags: Dictionary[str, Flag] = field(default_factory=dict)
    decimal: str
    fallback: str


def read(
    frame: pl.DataFrame, column: str, manner: Manner, *, excused: pl.Series | None = None
) -> Cells:
    """The cells of one column.

    excused  rows where an empty cell needs no explanation: another column gives it
    """
    name = lookups.cell(column)
    texts = frame[name]
    plain = bare(texts, manner)
    result = numbers.understand(plain.texts, decimal=manner.decimal, fallback=manner.fallback)
    absence = _absence(texts, manner.absence)
    is_blank = texts.is_null() & (absence == "")
    if excused is not None:
        is_blank &= ~excused
        absence = absence.set(excused & texts.is_null(), "")
    unread = result.unread | is_blank
    findings: list[Finding | None] = []
    if result.question:
        unread = texts.is_not_null() & (absence == "")
        findings.append(
            about(
                f"numbers_{result.question}", "question", frame.filter(unread),
                sheet=manner.sheet, column=column, examples=" · ".join(result.examples),
            )
        )  # fmt: skip
    elif unread.any():
        findings += _missed(frame.filter(unread).with_columns(pl.col(name).fill_null("")), name, {
            "sheet": manner.sheet, "column": column,
        })  # fmt: skip
    return Cells(
        frame=pl.DataFrame(
            {
                "value": result.values,
                "absence": absence,
                "percent": result.percent,
                "unread": unread,
                "decimals": result.decimals.clip(0, MOST_DECIMALS),
                "flag": plain.flags,
            }
        ),
        decimal=result.decimal,
        findings=tuple(finding for finding in findings if finding),
    )


def _missed(missed: pl.DataFrame, name: str, where: dict[str, str]) -> list[Finding | None]:
    """What is said of cells that are no numbers: marks, numbers with a flag, anything else."""
    is_mark = pl.col(name).is_in(sorted(MARKS)) | pl.col(name).str.contains(_WORDS)
    flag = pl.coalesce(pl.col(name).str.extract(_FLAGGED, group) for group in (1, 2))
    is_flagged = ~is_mark & flag.is_not_null()
    return [
        about("unknown_mark", "question", missed.filter(is_mark), value=name, **where),
        about("unknown_flag", "question", missed.filter(is_flagged), value=flag, **where),
        about("not_a_number", "error", missed.filter(~is_mark & ~is_flagged), value=name, **where),
    ]


def combine(value: Value, every: list[Cells]) -> pl.DataFrame:
    """Columns added and taken away; absent where one of them is."""
    if len(every) == 1 and value.plus:
        return every[0].frame
    signs = [1.0] * len(value.plus) + [-1.0] * len(value.minus)
    side_by_side = pl.concat(
        [
            cells.frame.rename({name: f"{name}{number}" for name in _READ})
            for number, cells in enumerate(every)
        ],
        how="horizontal",
    )
    total = pl.lit(0.0)
    for number, sign in enumerate(signs):
        total = total + pl.col(f"value{number}") * sign
    return side_by_side.select(
        value=total,
        absence=pl.max_horizontal("^absence[0-9]+$"),
        percent=pl.any_horizontal("^percent[0-9]+$"),
        unread=pl.any_horizontal("^unread[0-9]+$"),
        decimals=pl.max_horizontal("^decimals[0-9]+$"),
        flag=pl.max_horizontal("^flag[0-9]+$"),
    )


@dataclass(frozen=True, slots=True)
class Bare:
    """Cells without marks of absence (null) and without the flags behind figures."""

    texts: pl.Series
    flags: pl.Series


def bare(texts: pl.Series, manner: Manner) -> Bare:
    """The texts to be read as numbers, and the flag that stood behind each (or nothing)."""
    marks = [mark for mark in manner.absence if mark]
    if marks:
        texts = texts.set(texts.str.strip_suffix(numbers.NATIVE).is_in(marks), None)
    if not manner.flags:
        return Bare(texts, pl.repeat("", len(texts), dtype=pl.String, eager=True))
    longest_first = sorted(manner.flags, key=len, reverse=True)
    pattern = rf"^(.*[\p{{Nd}}%])\s*({'|'.join(map(re.escape, longest_first))})$"
    parted = texts.to_frame("text").select(
        figure=pl.col("text").str.extract(pattern, 1), flag=pl.col("text").str.extract(pattern, 2)
    )
    return Bare(
        pl.select(pl.coalesce(parted["figure"], texts)).to_series(), parted["flag"].fill_null("")
    )


def _absence(texts: pl.Series, absence: Dictionary[str, str]) -> pl.Series:
    if not absence:
        return pl.repeat("", len(texts), dtype=pl.String, eager=True)
    return (
        texts.fill_null("")
        .str.strip_suffix(numbers.NATIVE)
        .replace_strict(list(absence), list(absence.values()), default="", return_dtype=pl.String)
    )
