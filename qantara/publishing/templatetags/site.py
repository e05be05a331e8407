"""Words of the site's templates that depend on a value."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.utils import translation
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from qantara.core import locales
from qantara.publishing.site import words
from qantara.publishing.site.directory import Member, Phase, Place
from qantara.publishing.site.frame import Notice
from qantara.web.paper import text as text_of_papers
from qantara.web.templatetags import page as page_tags

register = template.Library()


@register.filter
def format_name(code: str) -> SafeString:
    """Isolated: in Arabic ``PDF، 24`` would else be read from the wrong end."""
    return format_html("<bdi>{}</bdi>", words.file_format(code)[0])


@register.filter
def format_content(code: str) -> str:
    return words.file_format(code)[1]


@register.filter
def catalogue_file(code: str) -> str:
    return words.catalogue_file(code)


@register.filter
def isolated(text: str) -> SafeString:
    """Text of a document: in Arabic its Latin words and figures kept from turning around."""
    return SafeString(text_of_papers.isolated(text, translation.get_language() or "en"))


@register.simple_tag
def notice_in(lang: str, notice: Notice) -> str:
    """What every page of the demonstration says of itself, in one of the four languages."""
    with translation.override(lang):
        if notice == "fiction":
            return _(
                "This network does not exist. Its places, its people and all its figures are invented, "
                "to show what Qantara does."
            )
        return _(
            "Demonstration made from public information. It is not a publication of MC2CM, its donors, "
            "partners or cities, and none of them has approved it."
        )


@register.filter
def places_named(places: Iterable[Place]) -> SafeString:
    """Places as a list in words, each a link to its page where it has one."""
    lang = translation.get_language() or "en"
    named = []
    for place in places:
        name = page_tags.named(place.name)
        named.append(format_html('<a href="{}">{}</a>', place.path, name) if place.path else name)
    return SafeString(locales.listing(named, lang))


@register.filter
def spell(one: Member | Phase) -> SafeString | str:
    """The years a member takes part or a phase lasts: ``since 2015``, ``2015–2018``."""
    if one.since is None:
        return _("not recorded")
    if one.until is None:
        return _("since %(year)s") % {"year": locales.year(one.since)}
    return format_html('<bdi dir="ltr">{}–{}</bdi>', one.since.year, one.until.year)
