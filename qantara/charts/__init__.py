"""Charts: a value in, an SVG out.

Drawn by our own hand for four languages and two directions, for the page and for print: real text,
measured before it is set; classes that take the page's colours and attributes for where no
stylesheet reaches; title and description inside. What is withheld or absent leaves its word and no
other trace. Calculates only: no Django, no database, no word of migration.
"""

from __future__ import annotations

from .drawing import NARROW, WIDE, draw, key
from .inks import INKS, stylesheet
from .locator import around
from .marks import table_marks

__all__ = ["INKS", "NARROW", "WIDE", "around", "draw", "key", "stylesheet", "table_marks"]
