"""Several columns of figures: what their heads say."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from qantara.core.breakdowns import TOTAL
from qantara.knowledge.evidence.proposals import heads, lexicon, marks, options, texts
from qantara.knowledge.evidence.proposals.asking import Asking
from qantara.knowledge.evidence.proposals.meaning import Meaning
from qantara.knowledge.evidence.proposals.model import Option
from qantara.knowledge.evidence.proposals.options import (
    EACH,
    IGNORE,
    NOTHING,
)
from qantara.knowledge.evidence.proposals.reading import (
    MANY,
    OF_FOREIGNERS,
    Figures,
    Read,
)


def heads_of(asking: Asking, read: Read, found: Figures) -> None:
    """Several columns of figures differ in what their heads say."""
    values = read.values
    if len(values) < 2:
        found.said = {name: {} for name in values}
        return
    found.parts = heads.parts(asking, values)
    every = list(dict.fromkeys(part for parts in found.parts.values() for part in parts))
    said = heads.meanings(asking, values, every)
    countries = [text for text in every if said[text].code.startswith("country=")]
    birth = _of_countries(asking, read, countries)
    unknown = [text for text in every if not said[text].code]
    together = _together(asking, read, unknown) if len(unknown) > MANY else EACH
    in_force: dict[str, str] = {}
    for text in every:
        if text in unknown and together != EACH:
            in_force[text] = together
            continue
        heads_with = tuple(name for name in values if text in found.parts[name])[:5]
        if said[text].code == heads.SIGN:
            in_force[text] = marks.of_sign(asking, read, text, heads_with)
            continue
        if text in countries and not birth:
            # What they are countries of is asked first.
            in_force[text] = ""
            continue
        meaning = _fitted(asking, read, said[text], birth)
        in_force[text] = asking.ask(
            f"head:{read.table.id}:{text}",
            "code",
            _("What does “%(text)s” in the headings of columns stand for?") % {"text": text},
            _options(asking, read, meaning),
            proposed=meaning.code,
            why=meaning.why,
            certainty=meaning.certainty if meaning.code else "open",
            about=text,
            examples=heads_with,
        )
    with_own = _of_own_country(asking, read, found.parts, in_force)
    for name, parts in found.parts.items():
        answers = [in_force[part] for part in parts]
        if any(answer.startswith(("NAT=", "COB=")) for answer in answers):
            # A group of countries over one of them only says where it lies.
            answers = [
                answer
                for part, answer in zip(parts, answers, strict=True)
                if answer != IGNORE or not heads.is_group(said[part])
            ]
        if IGNORE in answers or name in with_own:
            continue
        found.said[name] = dict(answer.split("=", 1) for answer in answers if "=" in answer)
        for part in parts:
            if said[part].code == heads.SIGN:
                found.said[name] |= marks.said_by(in_force[part])


def _of_own_country(
    asking: Asking, read: Read, parts: dict[str, tuple[str, ...]], in_force: dict[str, str]
) -> set[str]:
    """Heads of nationals beside foreign citizens, and of wholes that hold them: they are left out."""
    countries = [
        text
        for text, answer in in_force.items()
        if answer.startswith(("NAT=", "COB=")) and len(answer) == len("NAT=") + 2
    ]
    if not countries or not read.definition.startswith(OF_FOREIGNERS):
        return set()
    together = [name for name, every in parts.items() if not {*countries} & {*every}]
    wholes = [
        name
        for name in together
        if any(lexicon.fold(part) in lexicon.listed("total") for part in parts[name])
    ]
    left_out = texts.own(asking, read, "", countries, wholes)
    return {*wholes} & {*left_out} | {
        name for name, every in parts.items() if {*left_out} & {*every} & {*countries}
    }


def _of_countries(asking: Asking, read: Read, countries: list[str]) -> str:
    """Whether countries in heads are of citizenship or of birth."""
    if not countries:
        return ""
    guess = {"POP-01": "NAT", "POP-04": "NAT", "POP-02": "COB"}.get(
        read.definition.partition("/")[0], ""
    )
    is_of_people = any(
        lexicon.country_of_people(text) and not lexicon.country(text) for text in countries
    )
    guess = guess or ("NAT" if is_of_people else "")
    dimensions = asking.framework.dimensions
    return asking.ask(
        f"heads:{read.table.id}:country",
        "table",
        _("The headings of columns are countries. Countries of what?"),
        (
            *(Option(code, dimensions[code].name[asking.lang]) for code in options.COUNTRIES),
            Option(IGNORE, _("Neither: leave these columns out")),
        ),
        proposed=guess,
        why=_("Words such as “Syrians” name people by their citizenship.")
        if is_of_people
        else _("It goes with what the table counts.")
        if guess
        else _("The file does not say."),
        certainty="likely" if guess else "open",
        about=read.table.id,
        examples=tuple(countries[:8]),
    )


def _together(asking: Asking, read: Read, unknown: list[str]) -> str:
    count = len(unknown)
    return asking.ask(
        f"heads:{read.table.id}:others",
        "column",
        ngettext(
            "%(count)s heading of a column of figures is not known here. What happens to its figures?",
            "%(count)s headings of columns of figures are not known here. What happens to their figures?",
            count,
        )
        % {"count": count},
        (
            Option(IGNORE, _("Leave these columns out")),
            Option(EACH, _("Ask about each of them")),
        ),
        why=_("They are no codes, words or places that are known here."),
        about=read.table.id,
        examples=tuple(unknown[:8]),
    )


def _fitted(asking: Asking, read: Read, meaning: Meaning, birth: str) -> Meaning:
    """A part of a head as this indicator would have it."""
    kind, _is, code = meaning.code.partition("=")
    if kind == "country":
        if birth == IGNORE:
            return Meaning(IGNORE, "likely", meaning.why)
        return Meaning(f"{birth}={code}", meaning.certainty, meaning.why)
    if kind == "CITG" and not _allows(asking, read.definition, "CITG"):
        becomes = {"FOR": "definition=POP-01", "FBO": "definition=POP-02"}.get(code, IGNORE)
        return Meaning(becomes, "likely", meaning.why)
    if kind == "definition" and code == read.definition:
        return Meaning(NOTHING, "likely", _("It is what the table counts."))
    return meaning


def _allows(asking: Asking, definition: str, dimension: str) -> bool:
    if definition not in set(asking.framework.definitions()):
        return False
    return dimension in asking.framework.definition(definition).dimensions()


def _options(asking: Asking, read: Read, meaning: Meaning) -> tuple[Option, ...]:
    """What a part of a head can be: the kind that was found, or anything but a country."""
    kind, _is, code = meaning.code.partition("=")
    general = (
        Option(NOTHING, _("Nothing more than is known already")),
        Option(IGNORE, _("Leave these columns out")),
    )
    if kind == "period":
        return (Option(meaning.code, code), *general)
    pattern = pgettext("a dimension and one of its codes", "%(dimension)s: %(code)s")
    kinds = [kind] if kind in options.COUNTRIES else ["SEX", "AGE", "CITG"]
    listed = asking.once(
        f"heads of {kind in options.COUNTRIES and kind}",
        lambda: tuple(
            Option(
                f"{dimension}={option.value}",
                pattern
                % {
                    "dimension": asking.framework.dimensions[dimension].name[asking.lang],
                    "code": option.label,
                },
            )
            for dimension in kinds
            for option in options.codes(asking, dimension)
            if option.value not in {IGNORE, TOTAL}
        ),
    )
    named = asking.once(
        "definitions of heads",
        lambda: tuple(
            Option(f"definition={option.value}", option.label)
            for option in options.definitions(asking)
        ),
    )
    every = (*general, *listed, *(named if kind not in options.COUNTRIES else ()))
    wanted = [meaning.code, *meaning.others]
    first = [option for value in wanted for option in every if option.value == value]
    return (*first, *(option for option in every if option not in first))
