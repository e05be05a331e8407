"""One table: what each of its columns is, what it counts, and which of its rows are read."""

from __future__ import annotations

import polars as pl
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from qantara.knowledge.evidence.proposals import (
    definitions,
    facts,
    heads,
    options,
    roles,
    rows,
)
from qantara.knowledge.evidence.proposals.asking import Asking
from qantara.knowledge.evidence.proposals.facts import Table
from qantara.knowledge.evidence.proposals.model import Option
from qantara.knowledge.evidence.proposals.options import (
    DEFINITION,
    EACH,
    IGNORE,
    KEEP,
    STATUS,
    SUM,
    VALUE,
)
from qantara.knowledge.evidence.proposals.reading import (
    MOST_CODES,
    NOT_KEYS,
    Read,
    choice_id,
    shown,
)
from qantara.knowledge.evidence.proposals.role import SHARES, Role

#: More columns of shares than this are asked about together.
_MANY_SHARES = 2


def columns(asking: Asking, table: Table) -> Read:
    """Ask what each column is, and which rows are read."""
    found = roles.roles(asking, table)
    in_force = {
        name: asking.answered(choice_id("column", table, name)) or role.role
        for name, role in found.items()
    }
    read = Read(table=table, frame=table.frame)
    read.roles = in_force
    read.frame = rows.with_figures(table, read.values)
    definition = _definition(asking, read)
    wrong = _not_broken_down(asking, read, definition)
    found |= wrong
    split = _split(read, found)
    found |= split
    found |= _said_more_finely(read, found)
    found |= _known_heads(asking, read, found)
    waiting, left_out = _shares(asking, table, found)
    found |= left_out
    every = options.roles(asking)
    for name, role in found.items():
        if name in waiting:
            read.roles[name] = ""
            continue
        read.roles[name] = asking.ask(
            choice_id("column", table, name),
            "column",
            _sheet_question()
            if name == "@sheet"
            else _("What does the column “%(column)s” say?") % {"column": shown(name)},
            _leading(every, (role.role, *role.others)),
            proposed=role.role,
            why=role.why,
            certainty=role.certainty,
            about=_about(table, name),
            examples=table.columns[name].examples,
            fits=not (name in split and asking.answered(choice_id("column", table, name)) == IGNORE)
            and not (
                name in wrong
                and asking.answered(choice_id("column", table, name)) in asking.framework.dimensions
            ),
        )
    read.frame = rows.with_figures(table, read.values)
    if not _heads_say_it(asking, read):
        read.definition = definition_choice(asking, read)
    for name in read.having(KEEP):
        _keep(asking, read, name)
    for name in read.having(SUM):
        _totals(asking, read, name)
    return read


def _shares(
    asking: Asking, table: Table, found: dict[str, Role]
) -> tuple[frozenset[str], dict[str, Role]]:
    """Several columns of shares or rates are asked about together first: those that wait for the
    answer, and those that are left out by it."""
    names = [name for name, role in found.items() if role.others == SHARES]
    if len(names) <= _MANY_SHARES:
        return frozenset(), {}
    why = _("A share or a rate: can be computed from the figures, or is something else.")
    answer = asking.ask(
        f"columns:{table.id}:shares",
        "column",
        ngettext(
            "%(count)s column of “%(table)s” holds shares or rates. What happens to it?",
            "%(count)s columns of “%(table)s” hold shares or rates. What happens to them?",
            len(names),
        )
        % {"count": len(names), "table": table.id},
        (
            Option(IGNORE, _("Leave these columns out")),
            Option(EACH, _("Ask about each of them")),
        ),
        why=why,
        about=table.id,
        examples=tuple(names[: facts.EXAMPLES]),
    )
    if not answer:
        return frozenset(names), {}
    left_out = Role(IGNORE, "likely", why, SHARES)
    return frozenset(), dict.fromkeys(names, left_out) if answer == IGNORE else {}


def _sheet_question() -> str:
    return _("What do the names of the sheets say?")


def _about(table: Table, name: str) -> str:
    return ", ".join(table.sheets[:5]) if name == "@sheet" else name


def _leading(every: tuple[Option, ...], first: tuple[str, ...]) -> tuple[Option, ...]:
    """``every``, those that were found first."""
    leading = [option for value in first for option in every if option.value == value]
    return (*dict.fromkeys(leading), *(option for option in every if option not in leading))


# What is counted


def _guess(asking: Asking, read: Read) -> definitions.Guess:
    table = read.table
    constant = [
        column.texts[0]
        for column in table.columns.values()
        if column.distinct == 1 and not column.numeric
    ]
    texts = [
        *table.titles,
        *(name for name in table.columns if read.roles.get(name) == VALUE),
        *constant,
    ]
    return definitions.guess(
        asking, texts, dimensions=frozenset(read.roles.values()) | _in_heads(asking, read)
    )


def _in_heads(asking: Asking, read: Read) -> set[str]:
    """Citizenship, where heads of figures are several countries, or nationals beside foreigners."""
    if len(read.values) < 2:
        return set()
    parts = heads.parts(asking, read.values)
    every = list(dict.fromkeys(part for each in parts.values() for part in each))
    said = heads.meanings(asking, read.values, every)
    codes = {one.code for one in said.values()}
    if "CITG=NAT" in codes and {"CITG=FOR", "definition=POP-01"} & codes:
        return {"CITG"}
    return {"NAT"} if sum(code.startswith("country=") for code in codes) > 1 else set()


def _definition(asking: Asking, read: Read) -> str:
    """The indicator in force before anything is asked: to see whether columns go with it."""
    given = asking.answered(f"table:{read.table.id}:definition")
    if given:
        return given
    guess = _guess(asking, read)
    return guess.ranked[0] if guess.certainty != "open" else ""


def _heads_say_it(asking: Asking, read: Read) -> bool:
    """Whether the head of each column of figures says what it counts: arrivals, departures."""
    if len(read.values) < 2:
        return False
    parts = heads.parts(asking, read.values)
    said = heads.meanings(asking, read.values, [part for every in parts.values() for part in every])
    return all(
        any(said[part].code.startswith("definition=") or definitions.traps(part) for part in every)
        for every in parts.values()
    )


def definition_choice(asking: Asking, read: Read) -> str:
    if read.having(DEFINITION):
        return ""
    guess = _guess(asking, read)
    every = (*options.definitions(asking), Option(IGNORE, _("No indicator: leave this table out")))
    return asking.ask(
        f"table:{read.table.id}:definition",
        "table",
        _("What does the table “%(table)s” count?") % {"table": read.table.id},
        _leading(every, guess.ranked[:8]),
        proposed=guess.ranked[0] if guess.ranked else "",
        why=guess.why,
        certainty=guess.certainty,
        about=" · ".join(read.table.titles[:4]),
        examples=tuple(read.values[:5]),
    )


def _not_broken_down(asking: Asking, read: Read, definition: str) -> dict[str, Role]:
    """Columns whose dimension the indicator is not broken down by."""
    if definition not in set(asking.framework.definitions()):
        return {}
    allowed = asking.framework.definition(definition).dimensions()
    found = {}
    for name in read.dimensions:
        dimension = read.roles[name]
        if dimension in allowed:
            continue
        named = asking.framework.dimensions[dimension].name[asking.lang]
        why = _(
            "“%(definition)s” is not kept by “%(dimension)s” here: read the rows of the whole alone, or"
            " add the parts up."
        ) % {
            "definition": asking.framework.definition(definition).name[asking.lang],
            "dimension": named,
        }
        has_total = bool(rows.total_word(read.table.columns[name]))
        if dimension == "CITG":
            found[name] = Role(
                DEFINITION,
                "likely",
                _("All people, foreign citizens, nationals: each is another indicator here."),
            )
        elif has_total:
            found[name] = Role(KEEP, "likely", why)
        else:
            found[name] = Role("", "open", why, (KEEP, SUM, DEFINITION))
    return found


def _split(read: Read, found: dict[str, Role]) -> dict[str, Role]:
    """Columns of no meaning here that tell rows apart: something must be said of them."""
    keys = [name for name, role in read.roles.items() if role not in NOT_KEYS]
    others = [
        name
        for name, role in read.roles.items()
        if role in {IGNORE, ""} and read.table.columns[name].distinct > 1
    ]
    if len(read.values) == 0 or len(read.frame) == 0:
        return {}
    others.sort(key=lambda name: found[name].others[:1] != ("DIST",))
    split = {}
    for name in rows.splitting(read.frame, keys, others):
        if found[name].others[:1] == ("DIST",):
            why = _(
                "Places inside the place, of which none is on record here: added up they make the whole."
            )
            split[name] = Role(SUM, "likely", why, found[name].others)
            continue
        if found[name].others[:1] not in {(), (IGNORE,), (KEEP,)}:
            # Something is asked about it already: of what its countries are, say.
            continue
        why = _(
            "Rows differ in this column alone: read those of one category, or add all of them up."
        )
        has_total = bool(rows.total_word(read.table.columns[name]))
        split[name] = Role(
            KEEP if has_total else "", "likely" if has_total else "open", why, (KEEP, SUM)
        )
    return split


def _said_more_finely(read: Read, found: dict[str, Role]) -> dict[str, Role]:
    """Columns nobody can place that add nothing: districts beside their quarters."""
    finer = [
        name
        for name, role in found.items()
        if (role.role or (role.others[:1] and role.others[0] in {KEEP, SUM, "DIST"}))
        and role.role not in {VALUE, IGNORE}
    ]
    coarse = {}
    for name, role in found.items():
        is_figures = read.table.columns[name].numeric > 0 and role.others[:1] != ("DIST",)
        if role.role or asking_again(role) or is_figures or role.others[:1] == (STATUS,):
            continue
        for other in finer:
            if (
                other != name
                and other not in coarse
                and facts.is_function(read.table.frame, name, other)
            ):
                why = _("“%(column)s” says the same or more.") % {"column": other}
                coarse[name] = Role(IGNORE, "likely", why, role.others)
                break
    return coarse


def asking_again(role: Role) -> bool:
    """Whether a column is asked about because rows differ in it."""
    return role.others[:2] == (KEEP, SUM)


def _known_heads(asking: Asking, read: Read, found: dict[str, Role]) -> dict[str, Role]:
    """Columns of figures whose heads are wholly understood: years, sexes, countries."""
    likely = [
        name for name, role in found.items() if (role.role, role.certainty) == (VALUE, "likely")
    ]
    if len(likely) < 2:
        return {}
    parts = heads.parts(asking, likely)
    said = heads.meanings(asking, likely, [part for every in parts.values() for part in every])
    why = _("The cells are numbers, and the heading says whose.")
    return {
        name: Role(VALUE, "sure", why)
        for name, every in parts.items()
        if all(said[part].certainty == "sure" for part in every)
    }


def _keep(asking: Asking, read: Read, name: str) -> None:
    column = read.table.columns[name]
    total = rows.total_word(column)
    chosen = asking.ask(
        choice_id("keep", read.table, name),
        "code",
        _("Which rows of “%(column)s” are read?") % {"column": shown(name)},
        [Option(text, text) for text in column.texts[:MOST_CODES]],
        proposed=total,
        why=_("It is a word for the whole.")
        if total
        else _("Only the rows of one category are read."),
        certainty="likely" if total else "open",
        about=name,
        examples=column.examples,
    )
    if chosen:
        read.kept[name] = (chosen,)
        read.frame = read.frame.filter(pl.col(name) == chosen)


def _totals(asking: Asking, read: Read, name: str) -> None:
    """Totals among the parts that are to be added up."""
    if not read.values:
        return
    keys = [other for other, role in read.roles.items() if role not in NOT_KEYS and other != name]
    column = read.table.columns[name]
    found = rows.totals(read.frame, keys, name, read.values[0])
    word = rows.total_word(column)
    found = tuple(dict.fromkeys((*found, *([word] if word else []))))
    if not found:
        return
    chosen = asking.ask(
        choice_id("totals", read.table, name),
        "code",
        _("“%(column)s” has totals among its parts. Which of them are read?")
        % {"column": shown(name)},
        (
            Option("parts", _("The parts alone; they are added up")),
            Option("totals", _("The totals alone")),
        ),
        why=_("Added up together, everybody would count twice: %(texts)s.")
        % {"texts": ", ".join(found[:8])},
        about=name,
        examples=found[:5],
    )
    if chosen == "totals":
        read.kept[name] = found
    elif chosen == "parts":
        read.not_kept[name] = found
