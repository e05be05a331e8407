"""Findings in the reader's language: what is wrong, where, and what to do."""

from __future__ import annotations

import re
from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import get_language, ngettext, pgettext, pgettext_lazy
from django.utils.translation import gettext as _

from qantara.core import breakdowns, locales
from qantara.knowledge import frameworks
from qantara.knowledge.evidence.findings import SHOWN, Finding
from qantara.knowledge.evidence.sentences import SENTENCES
from qantara.knowledge.frameworks import Framework

#: Values a sentence repeats, and letters of one: a cell can hold a whole page.
MOST_VALUES = 5
MOST_LETTERS = 60
_PLAIN = re.compile(r"-?[0-9]{1,15}(\.[0-9]+)?")

#: Sentences that repeat cells as they stand, marks and punctuation among them.
_QUOTED = frozenset(
    {
        "unknown_mark", "unknown_flag", "unknown_code", "unknown_part", "unknown_place", "unknown_period",
        "not_a_number", "left_out_on_purpose", "column_missing", "no_column_fits", "columns_alike_not_read", "no_row_says",
        "unknown_word", "typed_period", "typed_code", "typed_number",
    }
)  # fmt: skip

#: What a mapping says of a row, as people call it.
_FIELDS: dict[str, Promise] = {
    "territory": pgettext_lazy("said of a figure", "territory"),
    "definition": pgettext_lazy("said of a figure", "definition"),
    "period": pgettext_lazy("said of a figure", "period"),
    "unit": pgettext_lazy("said of a figure", "unit"),
    "breakdown": pgettext_lazy("said of a figure", "breakdown"),
    "obs_status": pgettext_lazy("said of a figure", "status"),
    "conf_status": pgettext_lazy("said of a figure", "confidentiality"),
    "absence": pgettext_lazy("said of a figure", "reason for having no figure"),
    "stated_absence": pgettext_lazy("said of a figure", "reason for having no figure"),
    "stated_decimals": pgettext_lazy("said of a figure", "number of decimals"),
    "method": pgettext_lazy("said of a figure", "method"),
}


def sentence(finding: Finding) -> str:
    """What a finding says, in the active language."""
    said = values(finding, quoted=finding.kind in _QUOTED)
    detail = {
        name: _field(text) if name in {"field", "dimension"} else text
        for name, text in finding.detail.items()
    }
    if finding.kind == "unknown_word":
        detail["known"] = _codes(finding.detail["field"])
    return str(SENTENCES[finding.kind]) % {**detail, "values": said}


def values(finding: Finding, *, quoted: bool = False) -> str:
    """The texts in question as a list, ``(empty cell)`` for an empty one."""
    shown = [
        (
            pgettext("a text of the file", "“%(text)s”") % {"text": _cut(text)}
            if quoted
            else _told(text)
        )
        if text
        else _("(empty cell)")
        for text in finding.values[:MOST_VALUES]
    ]
    more = max(finding.distinct, len(finding.values)) - len(shown)
    if more > 0:
        shown.append(ngettext("%(count)s more", "%(count)s more", more) % {"count": number(more)})
    if any("\t" in text for text in finding.values):
        return pgettext("separator of a list of figures", "; ").join(shown)
    return listing(shown)


def figure(definition: str, breakdown: str, period: str) -> str:
    """What a figure is about: ``CTX-01, women, 2024-01-01``."""
    parts = category(frameworks.default(), breakdown, _language())
    return listing(list(filter(None, (definition, parts, period))))


def definition(code: str) -> str:
    """What is counted, by name."""
    return frameworks.default().definition(code).name[_language()]


def category(
    framework: Framework, breakdown: str, lang: str, places: Mapping[str, str] | None = None
) -> str:
    """A breakdown in words: ``Women; 15–24 years``. ``places``: slug -> name of districts."""
    said = []
    for dimension, code in breakdowns.parse(breakdown).items():
        try:
            said.append(framework.dimensions[dimension][code].name[lang])
        except KeyError:
            is_country = dimension in {"NAT", "COB"}
            said.append(
                locales.country(code, lang) if is_country else (places or {}).get(code, code)
            )
    return ("؛ " if lang == "ar" else "; ").join(said)


def _told(text: str) -> str:
    """A value of a check; one with tabs in it is about a figure (``checks.verdict.named``)."""
    if "\t" not in text:
        units = frameworks.default().units
        return units[text].name[_language()] if text in units else _cut(text)
    definition, breakdown, period, *said = text.split("\t")
    about = figure(definition, breakdown, period)
    pattern = pgettext("a figure and what is said of it", "%(figure)s: %(said)s")
    shown = " ".join(_number(word) for word in " ".join(said).split())
    return pattern % {"figure": about, "said": shown} if said else about


def _number(word: str) -> str:
    """A number as people read it; other words as they are."""
    return number(float(word)) if _PLAIN.fullmatch(word) else word


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= MOST_LETTERS else line[: MOST_LETTERS - 1] + "…"


def _codes(name: str) -> str:
    """The codes of a list with their names, as a mapping and as a template know them."""
    listed = frameworks.default().codes.get(name)
    codes = listed.codes if listed else ()
    return listing([f"{code.name[_language()]} ({code.code})" for code in codes])


def _field(name: str) -> str:
    if name in _FIELDS:
        return str(_FIELDS[name])
    dimension = frameworks.default().dimensions.get(name)
    return dimension.name[_language()] if dimension else name


def severity(finding: Finding) -> str:
    """How much it weighs, in one word."""
    return {
        "question": pgettext("weight of a finding", "question"),
        "error": pgettext("weight of a finding", "error"),
        "warning": pgettext("weight of a finding", "warning"),
        "info": pgettext("weight of a finding", "note"),
    }[finding.severity]


def place(finding: Finding, *, has_sheets: bool = True) -> str:
    """Where it is: sheet, column and rows, as a spreadsheet shows them.

    has_sheets  false for a file that is one table: it has no sheets to speak of
    """
    said = []
    if finding.sheet and has_sheets:
        said.append(_("sheet “%(sheet)s”") % {"sheet": finding.sheet})
    if finding.column:
        said.append(_("column “%(column)s”") % {"column": finding.column})
    if finding.rows:
        numbers = listing(list(map(str, finding.rows)))
        more = finding.count - len(finding.rows)
        if more > 0 and len(finding.rows) >= SHOWN:
            pattern = ngettext(
                "rows %(rows)s and %(count)s more", "rows %(rows)s and %(count)s more", more
            )
            said.append(pattern % {"rows": numbers, "count": number(more)})
        else:
            pattern = ngettext("row %(rows)s", "rows %(rows)s", len(finding.rows))
            said.append(pattern % {"rows": numbers})
    return listing(said)


def listing(texts: list[str]) -> str:
    return pgettext("separator of a list of values", ", ").join(texts)


def number(value: float) -> str:
    return locales.number(value, _language())


def absence(code: str) -> str:
    """Why there is no figure, in words."""
    return frameworks.default().codes["absence"][code].name[_language()]


def _language() -> str:
    return (get_language() or "en")[:2]
