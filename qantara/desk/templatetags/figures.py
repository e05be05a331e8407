"""Text that repeats words of a file, set so that they cannot turn the sentence around them."""

from __future__ import annotations

import re

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from qantara.web.paper import text as paper_text

register = template.Library()

#: Words of the file in a sentence of ours, in any language's quotation marks.
_QUOTED = re.compile(r"(?<=[“«])[^“”«»]*(?=[”»])")


@register.filter
def isolated(text: str) -> SafeString:
    """A sentence escaped: words in quotation marks and what runs the other way are kept apart."""
    sentence, lang = str(text), get_language() or "en"
    pieces, at = [], 0
    for quoted in _QUOTED.finditer(sentence):
        pieces.append(paper_text.isolated(sentence[at : quoted.start()], lang))
        pieces.append(f"<bdi>{escape(quoted[0])}</bdi>")
        at = quoted.end()
    pieces.append(paper_text.isolated(sentence[at:], lang))
    return SafeString("".join(pieces))
