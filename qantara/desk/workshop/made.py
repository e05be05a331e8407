"""Cards of a round as PDF. The codes go into it and are kept nowhere."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from qantara.action.ballots import codes
from qantara.action.ballots.models import Round
from qantara.knowledge.profiles.files import print_fonts
from qantara.press import cards as press
from qantara.web.names import in_language


def join_address(lang: str) -> str:
    """Where one votes, in full and without any code."""
    return f"{settings.DESK_URL}{reverse('desk:ballot', kwargs={'lang': lang})}"


def card_address(lang: str, code: str) -> str:
    """The same with the code behind #: what stands there is not sent to any server."""
    return f"{join_address(lang)}#{code}"


def cards(round_: Round, made: Sequence[str], languages: Sequence[str], *, at: datetime) -> bytes:
    """A card for each code, in some of our languages; its picture leads to the first of them."""
    first = languages[0]
    invitation, secrecy = [], []
    for lang in languages:
        with translation.override(lang):
            invitation.append((lang, _("Scan this, or open the address and type the code.")))
            secrecy.append(
                (lang, _("Nobody notes who has which card. Keep it until the round closes."))
            )
    with translation.override(first):
        series = _("Round %(round)s · series %(series)s") % {
            "round": round_.number, "series": round_.series,
        }  # fmt: skip
    return press.pdf(
        press.Cards(
            lang=first,
            title=in_language(round_.workshop.name, first)[0],
            series=series,
            invitation=tuple(invitation),
            secrecy=tuple(secrecy),
            address=join_address(first),
            cards=tuple((codes.printed(code), card_address(first, code)) for code in made),
        ),
        at=at,
        fonts=print_fonts(),
    )
