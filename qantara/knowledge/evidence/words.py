"""Findings in the reader's language: what is wrong, where, and what to do."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext, pgettext
from django.utils.translation import gettext as _

from qantara.core import locales
from qantara.knowledge.evidence.findings import SHOWN, Finding

#: Values a sentence repeats.
MOST_VALUES = 5

_SENTENCES: dict[str, Promise] = {
    # Reading
    "row_has_more_cells_than_heads": gettext_lazy(
        "The row has more cells than the table has columns; what is beyond them is not read: %(values)s."
    ),
    "row_deletes": gettext_lazy(
        "The row asks to delete figures. A file cannot do that; undo the import they came with."
    ),
    "formula_without_result": gettext_lazy(
        "Formulas have never been calculated (%(values)s). Open the file in a spreadsheet program, save"
        " it and send it again."
    ),
    # Understanding
    "sheet_missing": gettext_lazy(
        "The mapping expects a sheet of this name; the file has: %(values)s."
    ),
    "column_missing": gettext_lazy(
        "The mapping expects a column of this name and the file has none. Did its name change? The file"
        " has, among others: %(values)s."
    ),
    "no_row_fits": gettext_lazy(
        "No row meets the conditions of the mapping. Are codes or names written differently this time?"
    ),
    "nothing_here": gettext_lazy(
        "There is nothing to read here. The mapping says that this may be so."
    ),
    "unknown_in_mapping": gettext_lazy(
        "The mapping says “%(code)s” for %(field)s, which is not known here. Correct the mapping."
    ),
    "unknown_in_mapping_but_near": gettext_lazy(
        "The mapping says “%(code)s” for %(field)s, which is not known here. Is one of these meant:"
        " %(near)s?"
    ),
    "unknown_code": gettext_lazy(
        "What do these stand for: %(values)s? The mapping does not say. Add them to its “codes”, or to"
        " “ignore” to leave their rows out."
    ),
    "left_out_on_purpose": gettext_lazy("Left out, as the mapping says: %(values)s."),
    "correction_fits_nothing": gettext_lazy(
        "The mapping corrects “%(was)s” to “%(becomes)s”, but no cell says “%(was)s” now. If the"
        " publisher has corrected it, remove the correction."
    ),
    "corrected": gettext_lazy(
        "“%(was)s” is read as “%(becomes)s”: %(reason)s (%(provider)s, %(on)s)."
    ),
    "numbers_ambiguous": gettext_lazy(
        "Is the separator in these numbers a decimal sign or does it part thousands: %(examples)s?"
        " Say which in the mapping."
    ),
    "numbers_contradictory": gettext_lazy(
        "The numbers of this column contradict each other, so none is read: %(examples)s. Ask the"
        " publisher, or declare corrections in the mapping."
    ),
    "unknown_mark": gettext_lazy(
        "What do these cells mean: %(values)s? Say under [absence] in the mapping why there is no"
        " figure, or “skip” to leave the rows out."
    ),
    "not_a_number": gettext_lazy(
        "This is no number: %(values)s. Correct the cells, or say under [absence] in the mapping what"
        " they mean."
    ),
    "percent_sign_in_unit": gettext_lazy(
        "There is a percent sign, but the figures are to be in %(values)s. Correct the unit or the cells."
    ),
    "part_stated_twice": gettext_lazy(
        "The same part of a sum is there more than once, so the sum is not made. Leave the double rows"
        " out in the mapping."
    ),
    "sum_with_gaps": gettext_lazy("A part of a sum has no figure, so the sum is not made."),
    "sum_of_wrong_length": gettext_lazy(
        "A sum should have %(parts)s parts and has %(values)s, so it is not made."
    ),
    "derived_below_zero": gettext_lazy(
        "What %(formula)s gives is below zero, so it is not derived."
    ),
    # Each row
    "unknown_word": gettext_lazy("“%(values)s” is not in the code list of %(field)s."),
    "unit_of_another_indicator": gettext_lazy(
        "The indicator is not measured in this unit: %(values)s."
    ),
    "breakdown_not_foreseen": gettext_lazy(
        "The indicator is not broken down like this: %(values)s."
    ),
    "district_and_origin": gettext_lazy(
        "Citizenship, country of birth or origin is not kept by district, to protect people: %(values)s."
    ),
    "value_and_absence": gettext_lazy(
        "There is a figure and also a reason why there is none. Delete one of them."
    ),
    "neither_value_nor_absence": gettext_lazy(
        "There is neither a figure nor a reason why there is none."
    ),
    "one_bound_only": gettext_lazy("A range needs both a lower and an upper bound."),
    "bounds_out_of_order": gettext_lazy(
        "Lower bound, figure and upper bound are not in order: %(values)s."
    ),
    "estimate_without_method": gettext_lazy(
        "An estimate needs its method. Say how it was made and by whom."
    ),
    "period_to_come": gettext_lazy(
        "The period is in the future and the figure is not marked as a forecast: %(values)s."
    ),
    "share_out_of_range": gettext_lazy("A share lies between 0 and 100: %(values)s."),
    "less_than_none": gettext_lazy("A count cannot be below zero: %(values)s."),
    "fraction_of_one": gettext_lazy("A count is a whole number: %(values)s. Is the unit right?"),
    "rate_is_not_its_ratio": gettext_lazy(
        "The rate is not its numerator divided by its denominator: %(values)s."
    ),
    "stated_twice": gettext_lazy(
        "The same figure is there more than once: %(values)s. Keep one, or say in the mapping what is"
        " summed."
    ),
    # Wholes and parts
    "parts_exceed_whole": gettext_lazy(
        "The parts by %(dimension)s are more than their whole: %(values)s."
    ),
    "parts_fall_short": gettext_lazy(
        "The parts by %(dimension)s do not sum to their whole: %(values)s."
    ),
    "remainder_not_stated": gettext_lazy(
        "The parts by %(dimension)s are fewer than their whole: %(values)s. Add the others or the"
        " unknown as a part of their own."
    ),
    # Before and beside
    "jump_without_break": gettext_lazy(
        "The figure changes by more than a quarter within a year: %(values)s. If counting changed,"
        " declare a break in the series and why."
    ),
    "denominator_of_another_territory": gettext_lazy(
        "The denominator is not the population of this territory: %(values)s."
    ),
    "new_series": gettext_lazy(
        "Another definition than before: a new series begins, and no line will be drawn across."
    ),
    "old_figures": gettext_lazy("The newest figures here are older than five years: %(values)s."),
    "sources_apart": gettext_lazy(
        "Another source differs by more than 5 %%: %(values)s. Both are kept; choose which one counts."
    ),
}

#: Sentences that repeat cells as they stand, marks and punctuation among them.
_QUOTED = frozenset(
    {"unknown_mark", "unknown_code", "not_a_number", "left_out_on_purpose", "column_missing"}
)


def sentence(finding: Finding) -> str:
    """What a finding says, in the active language."""
    said = values(finding, quoted=finding.kind in _QUOTED)
    return str(_SENTENCES[finding.kind]) % {**finding.detail, "values": said}


def values(finding: Finding, *, quoted: bool = False) -> str:
    """The texts in question as a list, ``(empty cell)`` for an empty one."""
    shown = [
        (pgettext("a text of the file", "“%(text)s”") % {"text": text} if quoted else text)
        if text
        else _("(empty cell)")
        for text in finding.values[:MOST_VALUES]
    ]
    more = max(finding.distinct, len(finding.values)) - len(shown)
    if more > 0:
        shown.append(ngettext("%(count)s more", "%(count)s more", more) % {"count": _number(more)})
    return pgettext("separator of a list of values", ", ").join(shown)


def severity(finding: Finding) -> str:
    """How much it weighs, in one word."""
    return {
        "question": pgettext("weight of a finding", "question"),
        "error": pgettext("weight of a finding", "error"),
        "warning": pgettext("weight of a finding", "warning"),
        "info": pgettext("weight of a finding", "note"),
    }[finding.severity]


def place(finding: Finding) -> str:
    """Where it is: sheet, column and rows, as a spreadsheet shows them."""
    said = []
    if finding.sheet:
        said.append(_("sheet “%(sheet)s”") % {"sheet": finding.sheet})
    if finding.column:
        said.append(_("column “%(column)s”") % {"column": finding.column})
    if finding.rows:
        numbers = pgettext("separator of a list of values", ", ").join(map(str, finding.rows))
        more = finding.count - len(finding.rows)
        if more > 0 and len(finding.rows) >= SHOWN:
            pattern = ngettext(
                "rows %(rows)s and %(count)s more", "rows %(rows)s and %(count)s more", more
            )
            said.append(pattern % {"rows": numbers, "count": _number(more)})
        else:
            pattern = ngettext("row %(rows)s", "rows %(rows)s", len(finding.rows))
            said.append(pattern % {"rows": numbers})
    return pgettext("separator of a list of values", ", ").join(said)


def _number(value: int) -> str:
    return locales.number(value, (get_language() or "en")[:2])
