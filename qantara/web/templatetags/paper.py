"""Tags for the templates that set a paper. ``scribe`` in their context writes its text."""

from __future__ import annotations

from django import template
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from qantara import papers
from qantara.web.paper import tables
from qantara.web.paper.text import Scribe
from qantara.web.paper.text import direction as direction_of

register = template.Library()

TEMPLATES: dict[type, str] = {
    papers.Paragraph: "web/paper/paragraph.html",
    papers.Bullets: "web/paper/bullets.html",
    papers.Subheading: "web/paper/subheading.html",
    papers.Note: "web/paper/note.html",
    papers.Table: "web/paper/table.html",
    papers.Figure: "web/paper/figure.html",
    papers.Stats: "web/paper/stats.html",
    papers.Facts: "web/paper/facts.html",
    papers.Legend: "web/paper/legend.html",
}

#: Blocks written by a person, in the section's language; the others are composed in the reader's.
PROSE = (papers.Paragraph, papers.Bullets, papers.Subheading, papers.Note)


def _scribe(context: Context) -> Scribe:
    scribe: Scribe = context["scribe"]
    return scribe


@register.filter
def template_of(block: papers.Block) -> str:
    return TEMPLATES[type(block)]


@register.simple_tag(takes_context=True)
def runs(context: Context, value: papers.Runs) -> SafeString:
    return _scribe(context).runs(value, context.get("prose_lang") or "")


@register.simple_tag(takes_context=True)
def text(context: Context, value: str) -> SafeString:
    return _scribe(context).text(value)


@register.simple_tag(takes_context=True)
def figure(context: Context, printed: str) -> SafeString:
    return _scribe(context).figure(printed)


@register.simple_tag(takes_context=True)
def flags(context: Context, value: tuple[papers.Flag, ...]) -> SafeString:
    return _scribe(context).flags(value)


@register.simple_tag(takes_context=True)
def flag(context: Context, value: papers.Flag) -> SafeString:
    return _scribe(context).flags((value,))


@register.simple_tag(takes_context=True)
def in_place(context: Context, word: str, state: papers.State) -> SafeString:
    return _scribe(context).in_place(word, state)


@register.simple_tag(takes_context=True)
def table_head(context: Context, table: papers.Table) -> SafeString:
    return tables.head(table, _scribe(context))


@register.simple_tag(takes_context=True)
def table_rows(context: Context, table: papers.Table) -> SafeString:
    return tables.rows(table, _scribe(context))


@register.filter
def drawn(svg: str) -> SafeString:
    """An SVG made by ``charts``, which escapes every text it is given."""
    return SafeString(svg)


@register.filter
def is_prose(block: papers.Block) -> bool:
    return isinstance(block, PROSE)


@register.filter
def direction(lang: str) -> str:
    return direction_of(lang)


@register.filter
def shown_in(lang: str) -> str:
    """The sentence that says which language a part is shown in, where the reader's is missing."""
    sentences = {
        "ar": _("This part has not been translated yet. It is shown in Arabic."),
        "en": _("This part has not been translated yet. It is shown in English."),
        "es": _("This part has not been translated yet. It is shown in Spanish."),
        "fr": _("This part has not been translated yet. It is shown in French."),
    }
    return sentences[lang.split("-")[0]]


@register.simple_tag
def key_symbol(css_class: str) -> SafeString:
    """A small sample of a series: line for strokes, upright for reference ticks, else a square."""
    return format_html(_SYMBOLS[_symbol(css_class)], css_class)


def _symbol(css_class: str) -> str:
    names = css_class.split()
    if "ref" in names:
        return "tick"
    return "line" if any(name[0] == "s" and name[1:].isdigit() for name in names) else "square"


_SYMBOL = '<svg viewBox="0 0 16 16" aria-hidden="true">%s</svg>'
_SYMBOLS = {
    "tick": _SYMBOL % '<path class="{}" d="M8 1V15" stroke-width="2"/>',
    "line": _SYMBOL % '<path class="{}" d="M0 8H16" stroke-width="3"/>',
    "square": _SYMBOL % '<rect class="{}" width="16" height="16"/>',
}
