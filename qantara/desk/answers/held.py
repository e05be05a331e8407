"""Who holds what is not the city's, as the desk shows it: the body in the language it was named in."""

from __future__ import annotations

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString

from qantara.knowledge.answers.competence import Held, said
from qantara.knowledge.answers.models import Competence
from qantara.web.paper.text import direction

#: In the place of the body while the sentence around it is escaped: private use.
_BODY = "\ue000"


def held_html(one: Competence, lang: str) -> SafeString:
    """``Agence de santé (region), since 2004`` in ``lang``, the name marked with its language."""
    around = escape(said(Held(level=one.level, body=_BODY, since=one.since), lang))
    return SafeString(str(around).replace(_BODY, _name(one)))


def _name(one: Competence) -> SafeString:
    if not one.language:
        return format_html("<bdi>{}</bdi>", one.body)
    side = direction(one.language)
    return format_html('<bdi lang="{}" dir="{}">{}</bdi>', one.language, side, one.body)
