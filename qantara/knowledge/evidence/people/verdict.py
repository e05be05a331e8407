"""Verdict: whether a file is a list of people, and the sentence that says so."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from qantara.knowledge.evidence.people import columns, contents, rows
from qantara.knowledge.evidence.people.signs import Kind, Sign
from qantara.knowledge.evidence.people.words import HEADS, NAMED, folded, meets
from qantara.knowledge.evidence.readers.sheets import Sheet, Sheets, UnreadableFile

#: Signs told to the reader.
_TOLD = 3
#: Rows of a table that could lie on its side, one column a person.
_ON_ITS_SIDE = 60
_LONGEST_HEAD = 6


class ListOfPeople(UnreadableFile):
    """The file looks like a list of people: nothing of it may be kept.

    The message says which columns look so, and quotes no cell and no head.
    """


def refuse_lists(sheets: Sheets, *, is_hidden: bool = False) -> None:
    """Raises ListOfPeople where one sheet of the file looks so."""
    for number, sheet in enumerate(sheets.sheets, 1):
        if found := signs(sheet):
            where = []
            if is_hidden:
                where = [_("The sheet is hidden.")]
            elif len(sheets.sheets) > 1:
                where = [_("This is about sheet %(number)s.") % {"number": number}]
            raise ListOfPeople(_sentence(found, where))


def refuse_cache(kept: Sheet) -> None:
    """Raises ListOfPeople where the rows that a workbook keeps out of sight look so."""
    if found := signs(kept):
        told = _(
            "The workbook keeps those rows out of sight, beside the tables made from them: copy the"
            " tables as values into a new workbook."
        )
        raise ListOfPeople(_sentence(found, [told]))


def signs(sheet: Sheet) -> list[Sign]:
    """What makes a sheet a list of people; empty where it is none."""
    seen = columns.of(sheet)
    found = contents.signs(seen)
    if row := rows.sign(sheet, seen):
        found.append(row)
    if not found and _lies_on_its_side(sheet):
        found.append(Sign(kind="rows"))
    is_clear = any(sign.is_clear for sign in found) or len({sign.kind for sign in found}) > 1
    return found if is_clear or not any(map(rows.is_figure, seen)) else []


def _lies_on_its_side(sheet: Sheet) -> bool:
    """Whether the first column holds the heads of a list: a form, or one column a person."""
    if len(sheet.frame) > _ON_ITS_SIDE or sheet.frame.width < 3:
        return False
    first = [sheet.columns[0], *sheet.frame[sheet.columns[0]].drop_nulls().to_list()]
    heads = [head for text in first if len((head := folded(text)).split()) <= _LONGEST_HEAD]
    met = {kind for kind, phrases in HEADS.items() for head in heads if meets(head, phrases)}
    if not set(heads).isdisjoint(NAMED):
        met.add("name")
    return len(met) > 2 and bool(met & {"name", "identity", "birth"})


def _sentence(found: Sequence[Sign], where: Sequence[str]) -> str:
    stopped = _("This looks like a list of people. Make a table of totals; nothing was kept.")
    return " ".join([stopped, *(_told(one) for one in found[:_TOLD]), *where])


def _told(sign: Sign) -> str:
    if sign.kind == "rows":
        return _("Every row seems to be one person.")
    return _looks()[sign.kind] % {"number": sign.column}


def _looks() -> dict[Kind, str]:
    return {
        "name": _("Column %(number)s looks like names of people."),
        "identity": _(
            "Column %(number)s looks like numbers of identity papers or of personal files."
        ),
        "birth": _("Column %(number)s looks like dates of birth."),
        "phone": _("Column %(number)s looks like telephone numbers."),
        "email": _("Column %(number)s looks like e-mail addresses."),
        "address": _("Column %(number)s looks like addresses."),
    }
