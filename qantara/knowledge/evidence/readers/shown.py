"""Numbers of a workbook as texts: as short as they can be written, percentages as they are shown."""

from __future__ import annotations

from decimal import Decimal

from qantara.knowledge.evidence.numbers import NATIVE

#: Digits a spreadsheet program shows of a number; what binary fractions add behind is no information.
DIGITS, PERCENT_DIGITS = 15, 10


def number(stored: str | float) -> str:
    """A number that is not whole ends with ``numbers.NATIVE``. Raises ValueError for no number."""
    value = float(stored)
    if value != value or value in {float("inf"), float("-inf")}:
        raise ValueError(stored)
    if value == int(value):
        return str(int(value))
    return f"{Decimal(f'{value:.{DIGITS}g}'):f}{NATIVE}"


def percent(stored: str | float) -> str:
    """0.125 as ``12.5 %``."""
    text = number(round(float(stored) * 100, PERCENT_DIGITS))
    return f"{text.removesuffix(NATIVE)} %{NATIVE if text.endswith(NATIVE) else ''}"
