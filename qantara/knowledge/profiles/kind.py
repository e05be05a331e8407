"""Profiles and published figures sheets as kinds of release."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from types import NoneType
from typing import Any

import jsonschema
from django.utils.translation import gettext as _

from qantara.core.errors import DomainError
from qantara.core.locales import LANGUAGES
from qantara.knowledge.ledger import again
from qantara.knowledge.profiles import changelist, changetable, files, layout, read, wordings
from qantara.knowledge.profiles.contributors import contributors
from qantara.knowledge.profiles.figures import figures
from qantara.knowledge.profiles.protecting import figures_in
from qantara.knowledge.profiles.words import Words
from qantara.papers import Paper
from qantara.releases.kinds import Comparison, Document, Guard, Imprint, Kind

SCHEMAS = Path(__file__).parent / "schema"

STATES = frozenset(("shown", "withheld", "courtesy", "absent"))
NUMBER, WHOLE, TEXT, TRUTH = (int, float, NoneType), (int, NoneType), (str,), (bool,)
#: Types of the columns that are not text.
TYPES: dict[str, tuple[type, ...]] = {
    "reference_date": (str, NoneType),
    "value": NUMBER,
    "low": NUMBER,
    "high": NUMBER,
    "numerator": NUMBER,
    "denominator": NUMBER,
    "decimals": (int,),
    "is_break": TRUTH,
    "source": (int,),
    "observation": WHOLE,
}


class BadDocument(DomainError):
    """The document cannot be released as it is."""


@cache
def _validator(kind: str) -> jsonschema.Draft202012Validator:
    """The schema, but for the entries of columns: those are thousands, and checked faster below."""
    schema = json.loads((SCHEMAS / f"{kind}-1.json").read_text(encoding="utf-8"))
    columns = schema["properties"]["figures"]["properties"]
    schema["properties"]["figures"]["properties"] = {name: {"type": "array"} for name in columns}
    return jsonschema.Draft202012Validator(schema)


def validate(kind: str, document: Document) -> None:
    """Raises BadDocument for what breaks the schema, and for a number of a figure not shown."""
    error = jsonschema.exceptions.best_match(_validator(kind).iter_errors(document))
    if error is not None:
        raise BadDocument(
            _("The document does not have its form at “%(place)s”: %(problem)s.")
            % {"place": error.json_path, "problem": error.message[:200]}
        )
    _check_columns(document)
    _check_protected(document)


def _check_protected(document: Document) -> None:
    kept = document["figures"]
    for name in ("value", "low", "high", "numerator", "denominator"):
        for key, state, number in zip(kept["key"], kept["state"], kept[name], strict=True):
            if state != "shown" and number is not None:
                raise BadDocument(
                    _("The figure “%(key)s” is not shown, and yet has a number.") % {"key": key}
                )


def _check_columns(document: Document) -> None:
    kept = document["figures"]
    rows = len(kept["key"])
    if any(len(column) != rows for column in kept.values()):
        raise BadDocument(_("The columns of figures are not equally long."))
    for name, column in kept.items():
        if not {type(entry) for entry in column} <= set(TYPES.get(name, TEXT)):
            raise BadDocument(
                _("The column “%(column)s” of figures holds something of another type.")
                % {"column": name}
            )
    if not STATES.issuperset(kept["state"]) or not all(kept["key"]):
        raise BadDocument(_("A figure has no key, or a state nobody knows."))
    for chart in document["charts"]:
        if any(at >= rows for at in chart["rows"]):
            raise BadDocument(
                _("The chart “%(chart)s” names a figure that is not there.")
                % {"chart": chart["id"]}
            )


def paper(document: Document, lang: str, imprint: Imprint) -> Paper:
    return layout.paper(read.upgraded(document), lang, imprint)


def card(document: Document) -> Document:
    """What lists show: titles, summary, position, headline figures as printed, by language."""
    place, about = document["place"], document["about"]
    return {
        "title": {lang: layout.title(document, lang) for lang in LANGUAGES},
        "summary": files.summary(document),
        "place": place["slug"],
        "names": place["names"],
        "country": place["country"],
        "country_names": place["country_names"],
        "longitude": place["longitude"],
        "latitude": place["latitude"],
        "network": about["network"],
        "voice": about["voice"],
        "is_fictional": about["is_fictional"],
        "demonstration": bool(about["notices"]),
        "figures": _headlines(document),
    }


def _headlines(document: Document) -> list[dict[str, Any]]:
    found = figures(document["figures"], document["place"]["slug"])
    words = {lang: Words(document, lang) for lang in LANGUAGES}
    return [
        {
            "definition": found[at].definition,
            "unit": found[at].unit,
            "state": found[at].state,
            "label": {lang: layout.headline(found[at], words[lang]) for lang in LANGUAGES},
            "printed": {lang: words[lang].said(found[at]) for lang in LANGUAGES},
            "period": {lang: words[lang].period(found[at]) for lang in LANGUAGES},
        }
        for at in document["headlines"]
    ]


def _kind(name: str) -> Kind:
    check: Callable[[Document], None] = partial(validate, name)
    return Kind(
        name=name,
        schema=f"{name}/1",
        validate=check,
        paper=paper,
        artefacts=files.artefacts,
        card=card,
        comparison=Comparison(paper=changelist.paper, table=changetable.table),
        guard=Guard(
            together=partial(again.together, reading=figures_in),
            prove=partial(again.prove, reading=figures_in),
        ),
        contributors=contributors,
    )


#: A profile alone has narrative, whose sentences may say what its figures no longer do.
PROFILE, FIGURES = replace(_kind("profile"), settled=wordings.settled), _kind("figures")
#: A sheet without a figure: says what is missing, and gives way to the first sheet with one.
ENTRY = replace(FIGURES, name="entry", artefacts=files.pdfs)
