"""The columns of published figures: code, type, and what each means in the reader's language."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

import polars as pl
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from qantara.tables import status
from qantara.tables.dataset import Dataset, Name, words
from qantara.tables.figures import WHOLE

#: Types of Frictionless Table Schema.
Type = Literal["string", "integer", "number", "boolean"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """``head`` is the SDMX concept, or the concept's name over a column of names.

    ``read`` takes ``figures.published`` and gives the column's cells, a row each.
    """

    head: str
    title: str
    type: Type = "string"
    description: str = ""
    read: Callable[[pl.DataFrame], list[object]]


def columns(dataset: Dataset, lang: str, *, has_names: bool) -> list[Column]:
    """Columns of the dataset's figures in ``lang``, in the order of every file.

    With ``has_names`` each code is followed by a column of its names (SDMX-CSV 2.0, labels=name).
    """
    with override(lang):
        names = _names(dataset, lang) if has_names else {}
        found: list[Column] = []
        for coded in _coded(dataset, lang):
            found.append(coded)
            if coded.head in names:
                head = coded.title
                if any(head == column.head for column in found):
                    head = f"{coded.title} ({coded.head})"
                found.append(Column(head=head, title=head, read=names[coded.head]))
    return found


def _coded(dataset: Dataset, lang: str) -> Iterator[Column]:
    dimension_names = dataset.labels.dimensions
    yield _column(
        "SERIES_KEY",
        pgettext("column of figures", "Key"),
        _("Names the figure in texts and links."),
    )
    yield _column("INDICATOR", pgettext("column of figures", "Indicator"))
    yield _column(
        "DEFINITION",
        pgettext("column of figures", "Definition"),
        _("What is counted exactly. Another definition is another series."),
    )
    yield _column("REF_AREA", pgettext("column of figures", "Place"))
    yield _column("TIME_PERIOD", pgettext("column of figures", "Period"), _("Written as in SDMX."))
    yield _column(
        "REF_DATE",
        pgettext("column of figures", "Reference date"),
        _("The day counted, where there is one."),
    )
    for code in dataset.dimensions:
        yield _column(code, words(dimension_names.get(code, {}), lang, code))
    yield _column("UNIT_MEASURE", pgettext("column of figures", "Unit"))
    yield _column(
        "OBS_VALUE",
        pgettext("column of figures", "Value"),
        _("Empty where the status is L, M, O or Q."),
        "number",
    )
    yield _column(
        "OBS_LOW",
        pgettext("column of figures", "Lowest value"),
        _("Lower end of an estimate."),
        "number",
    )
    yield _column(
        "OBS_HIGH",
        pgettext("column of figures", "Highest value"),
        _("Upper end of an estimate."),
        "number",
    )
    yield _column("NUMERATOR", pgettext("column of figures", "Numerator"), kind="number")
    yield _column("DENOMINATOR", pgettext("column of figures", "Denominator"), kind="number")
    yield _column(
        "DECIMALS",
        pgettext("column of figures", "Decimals"),
        _("As many as the value is printed with."),
        "integer",
    )
    yield _column(
        "OBS_STATUS",
        pgettext("column of figures", "Status"),
        _("Letter of the SDMX code list CL_OBS_STATUS."),
    )
    yield _column(
        "CONF_STATUS",
        pgettext("column of figures", "Confidentiality"),
        _("Letter of the SDMX code list CL_CONF_STATUS: F free, C withheld to protect people."),
    )
    yield _column("ABSENCE", pgettext("column of figures", "Absence"), _("Why nobody has a value."))
    yield _column(
        "STATE",
        pgettext("column of figures", "State"),
        _(
            "shown; withheld to protect people; courtesy: public elsewhere, not repeated here, see its "
            "source; absent: nobody has it."
        ),
    )
    yield _column(
        "IS_BREAK",
        pgettext("column of figures", "Break in series"),
        _("Not comparable with earlier ones."),
        "boolean",
    )
    yield _column("BREAK_NOTE", pgettext("column of figures", "Reason of the break"))
    yield _column("METHOD", pgettext("column of figures", "Method"))
    yield _column("NOTE", pgettext("column of figures", "Note"))
    yield _column(
        "SOURCE",
        pgettext("column of figures", "Source"),
        _("Number in the list of sources."),
        "integer",
    )


def _column(code: str, title: str, description: str = "", kind: Type = "string") -> Column:
    return Column(
        head=code,
        title=title,
        type=kind,
        description=description,
        read=lambda published: published[code].to_list(),
    )


def _names(dataset: Dataset, lang: str) -> dict[str, Callable[[pl.DataFrame], list[object]]]:
    """Readers of names, by the code they stand beside."""
    labels, total = dataset.labels, pgettext("of a breakdown", "Total")
    lists = {
        "DEFINITION": labels.definitions,
        "REF_AREA": labels.territories,
        "UNIT_MEASURE": labels.units,
        **{
            code: {WHOLE: {lang: total}, **labels.codes.get(code, {})}
            for code in dataset.dimensions
        },
    }
    return {
        "OBS_STATUS": lambda published: statuses(published, lang),
        **{code: _reader(code, names, lang) for code, names in lists.items()},
    }


def _reader(
    code: str, names: Mapping[str, Name], lang: str
) -> Callable[[pl.DataFrame], list[object]]:
    def read(published: pl.DataFrame) -> list[object]:
        keys = published[code].to_list()
        named = {key: words(names.get(key, {}), lang, key) for key in set(keys)}
        return [named[key] for key in keys]

    return read


def statuses(published: pl.DataFrame, lang: str) -> list[object]:
    """The status of each row as a word in ``lang``."""
    rows = published.select("OBS_STATUS", "ABSENCE", "STATE").iter_rows()
    with override(lang):
        named = status.Words()
    return [named.word(letter, absence, state) for letter, absence, state in rows]
