"""What the figures of a table are: what their heads say, their period, place, unit and decimal sign."""

from __future__ import annotations

import polars as pl
from django.utils.translation import gettext as _

from qantara.knowledge.evidence import numbers
from qantara.knowledge.evidence.checks.rows import units_of
from qantara.knowledge.evidence.proposals import (
    dates,
    lexicon,
    marks,
    options,
    places,
    role,
    table,
    wide,
)
from qantara.knowledge.evidence.proposals.asking import Asking
from qantara.knowledge.evidence.proposals.model import Option
from qantara.knowledge.evidence.proposals.options import (
    DEFINITION,
    IGNORE,
    STATUS,
    TERRITORY,
    UNIT,
)
from qantara.knowledge.evidence.proposals.reading import (
    Figures,
    Read,
)


def figures(asking: Asking, read: Read) -> Figures:
    found = Figures()
    wide.heads_of(asking, read, found)
    _said_by_no_head(asking, read, found)
    dates.period_of(asking, read, found)
    _territory(asking, read, found)
    _unit(asking, read, found)
    if _counted(asking, read, found):
        # Before it is known what is counted, a sign may part thousands or decimals.
        _decimal(asking, read, found)
    if not read.having(STATUS):
        found.status = marks.of_titles(asking, read)
    return found


def _said_by_no_head(asking: Asking, read: Read, found: Figures) -> None:
    """Heads were to say what is counted, and by their answers some do not: it is asked once."""
    is_said = all("definition" in said for said in found.said.values())
    if read.definition or read.having(DEFINITION) or is_said or asking.open:
        return
    read.definition = table.definition_choice(asking, read)


def _territory(asking: Asking, read: Read, found: Figures) -> None:
    if read.having(TERRITORY) or not read.values:
        return
    index = places.names_of_places(asking)
    slugs = places.places_within(index, read.table.titles)
    proposed = (
        max(slugs, key=lambda slug: slugs[slug])
        if len(slugs) == 1 == len(read.table.sheets)
        else ""
    )
    every = options.territories(asking)
    found.territory = asking.ask(
        f"table:{read.table.id}:territory",
        "table",
        _("Which place is the table “%(table)s” about?") % {"table": read.table.id},
        sorted(every, key=lambda option: option.value not in slugs),
        proposed=proposed,
        why=(
            _("Its name stands in the title or in the name of the file.")
            if proposed
            else _("No column names places, and the titles do not say it.")
        ),
        certainty="likely" if proposed else "open",
        about=" · ".join(read.table.titles[:4]),
    )


def _unit(asking: Asking, read: Read, found: Figures) -> None:
    table = read.table
    units = read.having(UNIT)
    said = {
        code
        for name in units
        for code in read.codes.get(name, {}).values()
        if code not in {"", IGNORE}
    }
    counted = _counted(asking, read, found)
    definition = counted[0] if counted else ""
    if not definition or len({asking.framework.definition(code).unit for code in counted}) > 1:
        # Asked once it is known what is counted; several units go with their definitions.
        return
    fitting = (
        units_of(asking.framework, definition) if definition else tuple(asking.framework.units)
    )
    own = asking.framework.definition(definition).unit if definition else ""
    if read.values and not (len(said) == 1 and said <= set(fitting)):
        shown = [name for name in read.values if "%" in name or "share" in role.of_heads(name)]
        percent = any(read.frame[name].str.contains("[%٪]").any() for name in read.values)
        is_clear = bool(own) and not ((shown or percent) and own != "PT") and not said
        found.unit = asking.ask(
            f"table:{table.id}:unit",
            "table",
            _("What are the figures of “%(table)s” in?") % {"table": table.id},
            [
                Option(code, asking.framework.units[code].name[asking.lang])
                for code in dict.fromkeys(fitting)
            ],
            proposed=own,
            why=(
                _("It is the unit of what is counted; nothing in the table says otherwise.")
                if is_clear
                else _(
                    "A percent sign or a column speaks for another unit than that of what is counted."
                )
                if own
                else _("What is counted is not known yet.")
            ),
            certainty="likely" if is_clear else "open",
            about=table.id,
        )
    elif said:
        found.unit = min(said)
    if (
        asking.framework.units.get(found.unit or own)
        and asking.framework.units[found.unit or own].kind == "count"
    ):
        found.times = _multiplied(asking, read)


def _counted(asking: Asking, read: Read, found: Figures) -> list[str]:
    """The definitions that the figures are of."""
    said = [each.get("definition", read.definition) for each in found.said.values()]
    for name in read.having(DEFINITION):
        said += read.codes.get(name, {}).values()
    known = set(asking.framework.definitions())
    return [code for code in dict.fromkeys(said) if code in known]


def _multiplied(asking: Asking, read: Read) -> int:
    """Whether figures are in thousands."""
    table = read.table
    texts = [*table.titles, *table.columns]
    texts += [
        text
        for name in read.having(UNIT)
        for text in read.codes.get(name, {})
        if read.codes[name][text] != IGNORE
    ]
    texts += [column.texts[0] for column in table.columns.values() if column.distinct == 1]
    is_said = any(lexicon.says(text, lexicon.listed("thousands")) for text in texts)
    multipliers = {
        text
        for name, column in table.columns.items()
        if "multiplier" in role.of_whole_head(name)
        for text in column.texts
    } - {"0", "Units"}
    has_fractions = any(
        numbers.understand(read.frame[name].head(2_000)).decimals.max() for name in read.values
    )
    if not (is_said or multipliers or has_fractions):
        return 1
    answer = asking.ask(
        f"table:{table.id}:times",
        "table",
        _("What are the figures of “%(table)s” to be multiplied by?") % {"table": table.id},
        (
            Option("1", _("By nothing: they are as they stand")),
            Option("1000", _("By a thousand")),
            Option("1000000", _("By a million")),
        ),
        proposed="1000" if is_said else "",
        why=(
            _("A title, a heading or a unit says “thousands”.")
            if is_said
            else _("The figures have decimals, although whole people or things are counted.")
            if has_fractions
            else _("A column of the file says that figures are multiplied.")
        ),
        certainty="likely" if is_said else "open",
        about=table.id,
        examples=tuple(sorted(multipliers)),
    )
    return int(answer or 1)


def _decimal(asking: Asking, read: Read, found: Figures) -> None:
    """Comma or point, where the file does not show which is the decimal sign."""
    proven = {numbers.proven(_bare(read, name)) for name in read.values[:50]} - {""}
    fallback = proven.pop() if len(proven) == 1 else ""
    unclear: list[str] = []
    for name in read.values[:50]:
        result = numbers.understand(_bare(read, name), fallback=fallback)
        if result.question:
            unclear += result.examples
    if not unclear:
        return
    # One and a tenth of a person is nobody: in a count such a sign parts thousands.
    unit = asking.framework.units.get(found.unit)
    is_count = unit is not None and unit.kind == "count" and found.times == 1
    signs = {sign for text in unclear for sign in ".," if sign in text}
    proposed = {".": ",", ",": "."}[signs.pop()] if is_count and len(signs) == 1 else ""
    found.decimal = asking.ask(
        f"table:{read.table.id}:decimal",
        "table",
        _("Which sign stands before decimals in “%(table)s”?") % {"table": read.table.id},
        (
            Option(",", _("The comma: 1,5 is one and a half")),
            Option(".", _("The point: 1.5 is one and a half")),
        ),
        proposed=proposed,
        certainty="likely" if proposed else "open",
        why=(
            _("The other sign parts thousands in %(examples)s: whole people or things are counted.")
            if proposed
            else _("The figures can be read both ways: %(examples)s.")
        )
        % {"examples": " · ".join(unclear[:4])},
        about=read.table.id,
        examples=tuple(unclear[:5]),
    )


def _bare(read: Read, name: str) -> pl.Series:
    """Numbers of a column of figures; a column that a workbook holds as numbers is no question."""
    cells = read.frame[name].drop_nulls()
    return (
        cells.filter(cells.str.contains(r"^[-+]?[\d٠-٩]"))
        if name not in read.table.native
        else cells.clear()
    )
