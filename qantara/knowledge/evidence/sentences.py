"""What each kind of finding says: what is wrong and what to do. ``words`` fills the sentences in."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

SENTENCES: dict[str, Promise] = {
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
    "formulas_read_as_stored": gettext_lazy(
        "The file holds formulas: %(count)s. What was calculated when it was last saved is read; nothing"
        " is calculated here. Check that those figures are right."
    ),
    "marks_taken_out": gettext_lazy(
        "Cells held signs that nobody sees and that turn the direction of writing. They are taken out;"
        " check that codes and figures read as they should."
    ),
    "hidden_rows_are_read": gettext_lazy(
        "The spreadsheet hides these rows; they are read like the others. Delete them, or leave them out"
        " with “where” in the mapping, if they are not meant."
    ),
    "left_in_the_archive": gettext_lazy(
        "The archive also holds files that are no tables; they are not read: %(values)s."
    ),
    # Understanding
    "sheet_left_alone": gettext_lazy(
        "The sheet has none of the columns the mapping asks for, and is left alone."
    ),
    "no_rows": gettext_lazy("There are column heads, but no rows under them."),
    "template_as_made": gettext_lazy(
        "Nothing has been filled in or changed since the template was made."
    ),
    "no_column_fits": gettext_lazy(
        "No column head fits “%(pattern)s”, as the mapping expects. The file has, among others: %(values)s."
    ),
    "columns_alike_not_read": gettext_lazy(
        "The mapping does not mention these columns, though it reads others that are called alike:"
        " %(values)s. Add them to the mapping if they are new, or read them all with “columns_like”."
    ),
    "sheet_missing": gettext_lazy(
        "The mapping expects a sheet of this name; the file has: %(values)s."
    ),
    "column_missing": gettext_lazy(
        "The mapping expects a column of this name and the file has none. The file has, among others:"
        " %(values)s. Change the name in the mapping; where the heads stand in other rows than found, say"
        " header_rows under [read]."
    ),
    "no_row_fits": gettext_lazy(
        "No row meets the conditions of the mapping together: %(conditions)s. Are codes or names written"
        " differently this time?"
    ),
    "no_row_says": gettext_lazy(
        "No row says what the mapping asks for here (%(wanted)s). The column says, among others:"
        " %(values)s. Correct “where” in the mapping."
    ),
    "nothing_here": gettext_lazy(
        "There is nothing to read here. The mapping says that this may be so."
    ),
    "unknown_in_mapping": gettext_lazy(
        "The mapping says “%(code)s” for %(field)s, which is not known here. Correct the mapping."
    ),
    "unknown_period_in_mapping": gettext_lazy(
        "The mapping makes “%(code)s” of the period. A period is a year (2025), a quarter (2025-Q1), a"
        " month (2025-03), a day (2025-01-01) or a span (2018/2022)."
    ),
    "unknown_in_mapping_but_near": gettext_lazy(
        "The mapping says “%(code)s” for %(field)s, which is not known here. Is one of these meant:"
        " %(near)s?"
    ),
    "unknown_code": gettext_lazy(
        "What do these stand for: %(values)s? The mapping does not say. Add them to its “codes”, or to"
        " “ignore” to leave their rows out."
    ),
    "unknown_part": gettext_lazy(
        "What do these stand for: %(values)s? The mapping does not say. Add them to the “codes” of"
        " %(field)s, with one of %(known)s, or to its “ignore” to leave their rows out."
    ),
    "unknown_place": gettext_lazy(
        "Which places are these: %(values)s? Add them to the “codes” of “territory” in the mapping, with"
        " one of the places on record (%(known)s), or to its “ignore” to leave their rows out."
    ),
    "unknown_period": gettext_lazy(
        "Which periods are these: %(values)s? Say with “pattern” and “as” in the mapping how to read"
        " them as 2025, 2025-03 or 2025-01-01, or add them to “ignore” to leave their rows out."
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
        ' Say it in the mapping: decimal = "," or decimal = "." under [read].'
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
    "unknown_flag": gettext_lazy(
        "What do these signs behind the figures mean: %(values)s? Say it under [flags] in the mapping."
    ),
    "percent_sign_in_unit": gettext_lazy(
        "There is a percent sign, but the figures are to be in %(values)s. Correct the unit or the cells."
    ),
    "part_stated_twice": gettext_lazy(
        "The same part of a sum is there more than once, so the sum is not made: %(values)s. Leave the"
        " double rows out in the mapping, or add up over the column that parts them too."
    ),
    "sum_with_gaps": gettext_lazy("A part of a sum has no figure, so the sum is not made."),
    "sum_of_wrong_length": gettext_lazy(
        "A sum should have %(parts)s parts and has %(values)s, so it is not made."
    ),
    "derived_below_zero": gettext_lazy(
        "What %(formula)s gives is below zero, so it is not derived."
    ),
    # Typed into a template
    "typed_period": gettext_lazy(
        "This is no period: %(values)s. Write a year (2025), a month (2025-03) or a day (2025-01-01)."
    ),
    "typed_code": gettext_lazy(
        "This is not known here as %(field)s: %(values)s. Copy it from another line of the template."
    ),
    "typed_number": gettext_lazy(
        "This is no number: %(values)s. Write the figure alone, or choose a reason why there is none."
    ),
    "typed_separator": gettext_lazy(
        "Is the separator in these numbers a decimal sign or does it part thousands: %(examples)s?"
        " Write thousands without a separator."
    ),
    # Each row
    "unknown_word": gettext_lazy("%(values)s: no such code of %(field)s. Use one of: %(known)s."),
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
    "period_long_past": gettext_lazy(
        "The period lies before the first censuses: %(values)s. Is the year right?"
    ),
    "period_far_ahead": gettext_lazy(
        "The period is more than a hundred years ahead: %(values)s. Is the year right?"
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
        "Rows speak of the same figure and say different things: %(values)s. Keep one with “where” in the"
        " mapping, or say what parts them or is summed."
    ),
    "stated_again": gettext_lazy("The same is stated more than once, and read once: %(values)s."),
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
