"""Which periods the figures of a table are about."""

from __future__ import annotations

from django.utils.translation import gettext as _

from qantara.knowledge.evidence.proposals import lexicon, marks, options, times
from qantara.knowledge.evidence.proposals.asking import Asking
from qantara.knowledge.evidence.proposals.model import Option
from qantara.knowledge.evidence.proposals.options import (
    DEFINITION,
    IGNORE,
    PERIOD,
)
from qantara.knowledge.evidence.proposals.reading import (
    Figures,
    Read,
)

#: Definitions of people who are here at a time, not of what happened in one.
_STOCKS = ("CTX-01", "POP-")


def period_of(asking: Asking, read: Read, found: Figures) -> None:
    table = read.table
    columns = read.having(PERIOD)
    by_heads = found.said and all("period" in said for said in found.said.values())
    if not columns and not by_heads and read.values:
        texts = [*table.titles, *read.values]
        days = list(dict.fromkeys(code for text in table.titles if (code := times.day_in(text))))
        years = list(dict.fromkeys(year for text in texts for year in times.years_in(text)))
        proposed = days[0] if len(days) == 1 else years[0] if len(years) == 1 else ""
        given = asking.answered(f"table:{table.id}:period")
        found.period = asking.ask(
            f"table:{table.id}:period",
            "table",
            _(
                "Which year or day are the figures of “%(table)s” about? For example 2024 or 2024-01-01."
            )
            % {"table": table.id},
            proposed=proposed,
            why=_("It stands over the table or in its name.")
            if proposed
            else _("The file does not say."),
            certainty="likely" if proposed else "open",
            about=" · ".join(table.titles[:4]),
            is_free=True,
            fits=not given or times.is_period(given),
        )
    years_said = [code for said in found.said.values() if (code := said.get("period", ""))]
    is_year = any(len(code) == 4 for code in years_said) or len(found.period) == 4
    for name in columns:
        is_year |= _period_column(asking, read, name)
    if is_year and read.definition.startswith(_STOCKS):
        found.day = _day(asking, read)


def _period_column(asking: Asking, read: Read, name: str) -> bool:
    """Ask about texts of a column of periods that are none; whether it holds years."""
    texts = [text for text in read.frame[name].unique(maintain_order=True).to_list() if text]
    said = times.written(texts)
    read.codes[name] = dict(said.codes)
    if said.doubt == "days":
        order = asking.ask(
            f"period:{read.table.id}:{name}",
            "column",
            _("In “%(column)s”, which number is the day: the first or the second?")
            % {"column": name},
            (
                Option("first", _("The first: day, month, year")),
                Option("second", _("The second: month, day, year")),
            ),
            why=_("No date in the file shows it."),
            about=name,
            examples=tuple(texts[:5]),
        )
        if order == "second":
            read.codes[name] = {
                text: f"{code[:4]}-{code[8:]}-{code[5:7]}" if len(code) == 10 else code
                for text, code in said.codes.items()
            }
    if said.doubt == "spans":
        meant = asking.ask(
            f"period:{read.table.id}:{name}",
            "column",
            _("What does “%(text)s” in “%(column)s” mean?") % {"text": texts[0], "column": name},
            (
                Option("month", _("A month of a year")),
                Option("span", _("A time from one year into the next")),
            ),
            why=_("It can be read both ways."),
            about=name,
            examples=tuple(texts[:5]),
        )
        if meant == "span":
            read.codes[name] = {text: f"{text[:4]}/{text[:2]}{text[5:]}" for text in texts}
    for text in said.unknown[:200]:
        year, sign = times.flagged(text)
        read.codes[name][text] = asking.ask(
            f"code:{read.table.id}:{name}:{text}",
            "code",
            _("Which period is “%(text)s” in “%(column)s”?") % {"text": text, "column": name},
            (
                *([Option(year, year)] if year else ()),
                *(Option(each, each) for each in times.years_in(text) if each != year),
                Option(IGNORE, _("Leave these rows out")),
            ),
            proposed=year,
            why=(
                _("A year, with the sign “%(sign)s” behind it.") % {"sign": sign}
                if year
                else _("It is no year, month or day that is known here.")
            ),
            certainty="likely" if year else "open",
            about=text,
        )
        if year and read.codes[name][text] == year:
            read.signs.setdefault(name, {})[text] = marks.of_sign(asking, read, sign, (text,))
    return any(len(code) == 4 for code in read.codes[name].values())


def _day(asking: Asking, read: Read) -> str:
    """On which day of the year people were counted."""
    texts = (*read.table.titles, *read.table.columns, *_words(read))
    said = {
        day: any(lexicon.says(text, lexicon.listed(name)) for text in texts)
        for day, name in (("-01-01", "first_of_january"), ("-12-31", "last_of_december"))
    }
    days = [day for day, is_said in said.items() if is_said]
    proposed = days[0] if len(days) == 1 else "year"
    answer = asking.ask(
        f"table:{read.table.id}:day",
        "table",
        _("The file gives years. On which day of the year were people counted?"),
        (
            Option("year", _("The file does not say: keep the year alone")),
            Option("-01-01", _("On 1 January")),
            Option("-12-31", _("On 31 December")),
        ),
        proposed=proposed,
        why=_("The title or a label says so.")
        if days
        else _("No day is named in titles and labels."),
        certainty="likely",
        about=read.table.id,
    )
    return "" if answer == "year" else answer


def _words(read: Read) -> list[str]:
    """Texts of columns that name what is counted."""
    return [
        text
        for name in read.having(DEFINITION, options.KEEP)
        for text in read.table.columns[name].texts[:50]
    ]
