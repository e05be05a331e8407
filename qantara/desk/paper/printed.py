"""A sheet's words, in one language."""

from __future__ import annotations

import json

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from qantara.accounts.words import holder_name
from qantara.core import locales
from qantara.desk.steps import number_of
from qantara.press.sheet import Sheet as Page
from qantara.releases import kinds
from qantara.releases.models import Audience
from qantara.releases.sheets.models import Sheet
from qantara.releases.words import kind_name
from qantara.web import links

#: Characters of a number or fingerprint that are read at a time.
GROUP = 4


def page(sheet: Sheet, lang: str) -> Page:
    """What is printed of a sheet. Everything of it is known to whoever may read the case."""
    case = sheet.case
    imprint = kinds.Imprint(number=number_of(case), released_on=case.opened_at, address="")
    title = kinds.kind_named(case.kind).paper(json.loads(case.document), lang, imprint).title
    holder = holder_name(case.holder, lang)
    path = reverse("desk:sheet", kwargs={"lang": lang, "number": sheet.number})
    with override(lang):
        begins = (
            locales.day(sheet.public_from.date(), lang)
            if sheet.public_from
            else _("as soon as it is released")
        )
        return Page(
            lang=lang,
            kicker=holder,
            title=_("Decision on a release"),
            lede=_("%(what)s: %(title)s, version %(number)s")
            % {"what": kind_name(case.kind), "title": title, "number": imprint.number},
            rows=(
                (_("In the name of"), holder),
                (_("Who signs"), sheet.mandate.office),
                (_("By which right"), sheet.mandate.legal_basis),
                (_("Languages"), locales.listing(list(links.LANGUAGES.values()), lang)),
                (_("Who may read it"), audience(sheet.audience)),
                (_("From"), begins),
                (_("Drafted on"), locales.day(case.opened_at.date(), lang)),
                (_("Number of this sheet"), _grouped(sheet.number)),
                (_("Fingerprint of the content"), _grouped(sheet.digest[:24])),
            ),
            heading=_("Decision"),
            statement=_(
                "I have read what is described above, or had it explained to me, and approve that it is"
                " released in the name of %(holder)s as it is. Any later change needs a new decision."
            )
            % {"holder": holder},
            blanks=(_("Place and day"), _("Name and office"), _("Signature and stamp")),
            hint=_(
                "Once it is signed, scan this sheet and bring it back at the desk under the address in the"
                " code. Somebody at the secretariat of the network compares and confirms it."
            ),
            footer=_("Sheet %(number)s · printed on %(day)s")
            % {
                "number": f"\u2068{sheet.number}\u2069",
                "day": f"\u2068{locales.day(sheet.printed_at.date(), lang)}\u2069",
            },
            address=f"{settings.DESK_URL}{path}",
        )


def audience(code: str) -> str:
    return {
        Audience.PUBLIC.value: _("Everyone"),
        Audience.NETWORK.value: _("The network"),
        Audience.HOLDER.value: _("The city alone"),
    }[code]


def _grouped(text: str) -> str:
    return " ".join(text[at : at + GROUP] for at in range(0, len(text), GROUP))
