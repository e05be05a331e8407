"""What the texts of a column stand for, asked one by one or together."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from qantara.core.breakdowns import TOTAL
from qantara.knowledge.evidence.proposals import (
    codes,
    definitions,
    lexicon,
    options,
)
from qantara.knowledge.evidence.proposals.asking import Asking
from qantara.knowledge.evidence.proposals.meaning import Meaning
from qantara.knowledge.evidence.proposals.model import Option
from qantara.knowledge.evidence.proposals.options import (
    DEFINITION,
    EACH,
    IGNORE,
    KEEP,
    MONTH,
    NOTHING,
    PERIOD,
    STATUS,
    SUM,
    TERRITORY,
    UNIT,
    VALUE,
)
from qantara.knowledge.evidence.proposals.reading import (
    FEW_PLACES,
    MANY,
    MOST_CODES,
    OF_FOREIGNERS,
    Read,
    choice_id,
    shown,
)


def column_codes(asking: Asking, read: Read) -> None:
    """Ask what the texts of each column stand for."""
    for name, role in list(read.roles.items()):
        if role in {VALUE, IGNORE, SUM, KEEP, PERIOD, MONTH, STATUS, ""}:
            continue
        texts = [text for text in read.frame[name].unique(maintain_order=True).to_list() if text]
        said = _meanings(asking, read, name, role, texts)
        _ask_codes(asking, read, name, role, texts[:MOST_CODES], said)
        if role in options.COUNTRIES and read.definition.startswith(OF_FOREIGNERS):
            own_country(asking, read, name)


def own_country(asking: Asking, read: Read, name: str) -> None:
    """Nationals in a table of foreign citizens: which country is the country itself?"""
    said = read.codes[name]
    countries = [text for text, code in said.items() if len(code) == 2 and code.isalpha()]
    wholes = [
        text for text, code in said.items() if code == TOTAL and not _whole_group(read, text).code
    ]
    for text in own(asking, read, name, countries, wholes):
        said[text] = IGNORE


def own(
    asking: Asking, read: Read, name: str, countries: list[str], wholes: list[str]
) -> list[str]:
    """The texts that are left out where the country itself stands among others, as answered.

    name    the column they stand in; empty where they are heads of columns
    wholes  words for the whole beside them: with the country itself they count everybody
    """
    if not countries:
        return []
    groups = lexicon.categories("CITG")
    spoken = {
        code
        for title in read.table.titles
        for word, code in groups.items()
        if lexicon.says(title, (word,))
    }
    is_of_foreigners = "FOR" in spoken and "NAT" not in spoken
    chosen = asking.ask(
        f"own:{read.table.id}:{name}",
        "code",
        _(
            "Which of the countries in “%(column)s” is the country itself, whose people are left out?"
        )
        % {"column": shown(name) if name else _("headings of columns")},
        (
            Option(NOTHING, _("None of them: all are other countries")),
            *(Option(text, text) for text in countries),
        ),
        proposed=NOTHING if is_of_foreigners else "",
        certainty="likely" if is_of_foreigners else "open",
        why=_("The title speaks of foreigners alone: none of the countries is the country itself.")
        if is_of_foreigners
        else _("People of the country itself do not count as foreign citizens, or as born abroad."),
        about=name,
        examples=tuple(countries[:5]),
    )
    if chosen not in countries or not wholes:
        return [chosen] if chosen in countries else []
    with_own = asking.ask(
        f"own:{read.table.id}:{name}:whole",
        "code",
        _("Does “%(whole)s” count the people of “%(country)s” too?")
        % {"whole": wholes[0], "country": chosen},
        options.yes_no(),
        proposed=options.YES,
        why=_("Then it is no number of foreigners, and is left out."),
        certainty="likely",
        about=wholes[0],
    )
    return [chosen, *(wholes if with_own == options.YES else [])]


def _meanings(
    asking: Asking, read: Read, name: str, role: str, texts: list[str]
) -> dict[str, Meaning]:
    if role == DEFINITION:
        return {text: _of_definition(asking, read, text) for text in texts}
    if role == UNIT:
        return {text: _of_unit(asking, text) for text in texts}
    found = codes.meanings(asking, role, texts, is_within=name == "@sheet")
    if role in options.COUNTRIES:
        found |= {
            text: whole
            for text, meaning in found.items()
            if not meaning.code and (whole := _whole_group(read, text)).code
        }
    return found


def _whole_group(read: Read, text: str) -> Meaning:
    """All foreigners, or all nationals, among single countries."""
    group = lexicon.categories("CITG").get(lexicon.fold(text), "")
    if group in {"FOR", "FBO"} and read.definition.startswith(OF_FOREIGNERS):
        return Meaning(TOTAL, "likely", _("All of them together: the whole of what is counted."))
    if group in {"FOR", "FBO", "NAT", "NBO"}:
        why = _(
            "A group of countries beside single countries: read as well, its people would count twice."
        )
        return Meaning(IGNORE, "likely", why)
    return Meaning()


def _of_definition(asking: Asking, read: Read, text: str) -> Meaning:
    word = lexicon.fold(text)
    if word in lexicon.listed("total"):
        return Meaning("CTX-01", "likely", _("It is a word for the whole."))
    if found := definitions.exact(word):
        return Meaning(found, "likely", _("The words are known as this indicator’s."))
    group = lexicon.categories("CITG").get(word, "")
    if code := {"FOR": "POP-01", "FBO": "POP-02", "NAT": IGNORE, "NBO": IGNORE}.get(group, ""):
        return Meaning(code, "likely", _("It is known under this name."))
    guess = definitions.guess(asking, [text], dimensions=frozenset())
    return Meaning("", "open", guess.why, guess.ranked[:4])


def _of_unit(asking: Asking, text: str) -> Meaning:
    word = lexicon.fold(text) or text
    if text in asking.framework.units:
        return Meaning(text, "sure", _("It is the official code."))
    if word in lexicon.listed("thousands"):
        return Meaning(
            "PS", "likely", _("Thousands of people: see what the figures are multiplied by.")
        )
    if code := lexicon.categories("unit").get(word, ""):
        return Meaning(code, "sure", _("It is known under this name."))
    return Meaning(why=_("Neither a code nor a word that is known here."))


def _ask_codes(
    asking: Asking, read: Read, name: str, role: str, texts: list[str], said: dict[str, Meaning]
) -> None:
    unknown = [text for text in texts if not said[text].code and not said[text].others]
    group = "place" if role in {TERRITORY, "DIST"} else "code"
    together = ""
    is_many = len(unknown) > (
        FEW_PLACES if group == "place" and len(unknown) < len(texts) else MANY
    )
    if is_many:
        together = _together(asking, read, name, unknown)
        if together == IGNORE:
            read.left_out.add(name)
    read.codes[name] = {}
    for text in texts:
        meaning = said[text]
        if text in unknown and is_many and together != EACH:
            continue
        read.codes[name][text] = asking.ask(
            choice_id("code", read.table, name, text),
            group,  # type: ignore[arg-type]
            _("What does “%(text)s” in “%(column)s” stand for?")
            % {"text": text, "column": shown(name)},
            options.codes(asking, role, (meaning.code, *meaning.others)),
            proposed=meaning.code,
            why=meaning.why,
            certainty=meaning.certainty if meaning.code else "open",
            about=text,
        )


def _together(asking: Asking, read: Read, name: str, unknown: list[str]) -> str:
    count = len(unknown)
    return asking.ask(
        choice_id("codes", read.table, name),
        "code",
        ngettext(
            "%(count)s text of “%(column)s” is not known here. What happens to its rows?",
            "%(count)s texts of “%(column)s” are not known here. What happens to their rows?",
            count,
        )
        % {"count": count, "column": shown(name)},
        (
            Option(IGNORE, _("Leave all of them out")),
            Option(EACH, _("Ask about each of them")),
        ),
        why=_("They are no codes, words or places that are known here."),
        about=name,
        examples=tuple(unknown[:8]),
    )
