"""Chapters signed off by language: by an expert, and by the city's officer."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from qantara.accounts.models import Person
from qantara.accounts.roles import demand
from qantara.core import audit
from qantara.core.errors import Conflict, DomainError
from qantara.editions.models import Text, Version
from qantara.knowledge.reviews import anchors
from qantara.knowledge.reviews.models import Side, SignOff

#: Who may sign a chapter off, for each side.
SIGNS = {Side.EXPERT: "chapter.check", Side.CITY: "chapter.agree"}


@transaction.atomic
def sign(text: Text, language: str, side: Side, *, seen: str, by: Person, at: datetime) -> SignOff:
    """Sign a chapter off in a language.

    seen  digest of the chapter that was before whoever signs (``anchors.digest``)
    Raises Conflict where the chapter changed since it was read; DomainError where it says nothing in that
    language, where the expert wrote it, and where the same person signed for the other side.
    """
    made = SignOff(holder_id=text.holder_id, text=text, language=language, side=side, by=by, at=at)
    demand(by, SIGNS[side], made, at=at)
    blocks = anchors.locked(text)
    if not anchors.is_whole(blocks, language):
        raise DomainError(_("This section is not whole in this language: translate it first."))
    made.digest = anchors.digest(blocks, language)
    if made.digest != seen:
        raise Conflict(_("This section changed while you were reading. Both texts stand below."))
    rows = SignOff.objects.standing().filter(text=text, language=language)
    if rows.filter(by=by).exclude(side=side).exists():
        raise DomainError(_("Two people sign a section off, one for each side."))
    if side == Side.EXPERT and _wrote(text, language, by):
        raise DomainError(_("You wrote in this section, so another expert has to check it."))
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as error:
        raise DomainError(_("This section has been signed off already.")) from error
    audit.record("chapter.signed", made, by=by, at=at, fields=[language, side.value])
    return made


def history(text: Text, language: str) -> list[SignOff]:
    """Everybody who signed the chapter in a language, the newest first, fallen ones too."""
    rows = SignOff.objects.filter(text=text, language=language).select_related("by")
    return list(rows.order_by("-at"))


def _wrote(text: Text, language: str, person: Person) -> bool:
    """Whether somebody wrote any of a chapter's text in a language."""
    return Version.objects.filter(block__text=text, language=language, by=person).exists()
