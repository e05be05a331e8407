"""Blocks of a paper as HTML, outside a page of their own."""

from __future__ import annotations

from collections.abc import Sequence

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString

from qantara.papers import Block
from qantara.web.paper.text import Scribe


def html(blocks: Sequence[Block], lang: str) -> SafeString:
    """As the page of a release has them, in their language."""
    with translation.override(lang):
        context = {"blocks": blocks, "scribe": Scribe(lang=lang, anchors=frozenset())}
        return render_to_string("desk/editor/prose.html", context)
