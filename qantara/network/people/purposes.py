"""What somebody agrees to, word by word.

Whoever changes the words gives them a new version: a consent to other words is none to these, and
everybody is asked again. A test holds the words of each version.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext as _


class Use(models.TextChoices):
    """What an entry is used for; each is agreed to apart."""

    COLLEAGUES = "colleagues"
    PUBLIC = "public"


#: Use -> the version of its words that is shown now.
VERSIONS = {Use.COLLEAGUES: 1, Use.PUBLIC: 1}


def purpose(use: str) -> str:
    """The words, in the active language."""
    return {
        Use.COLLEAGUES: _(
            "People who work at this desk for a city or organisation of your network find you by"
            " language and theme. They see what you wrote above and for whom you work; donors do not"
            " see it, and nobody sees an address of yours. So a city finds somebody who knows a"
            " subject or speaks a language."
        ),
        Use.PUBLIC: _(
            "Your network may show what you wrote above, and for whom you work, to everybody: on its"
            " public pages and in its files. So cities, researchers and journalists find people who"
            " know a subject. What was public can have been copied; when you withdraw, we stop"
            " showing it, and cannot fetch copies back."
        ),
    }[Use(use)]


def use_name(use: str) -> str:
    return {
        Use.COLLEAGUES: _("Colleagues of your network find you"),
        Use.PUBLIC: _("Everybody finds you"),
    }[Use(use)]
