"""Room: how much of one holder's may wait, and how much it may send in a day."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Sum
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from qantara.accounts.models import Holder
from qantara.core import locales
from qantara.core.errors import DomainError
from qantara.files.models import StoredFile
from qantara.knowledge.evidence.arrivals.models import Arrival, Delivery

_DAY = timedelta(days=1)


class TooMuch(DomainError):
    """A holder has sent as much as it may, for now."""


def demand_room(holder: Holder, size: int, *, at: datetime) -> None:
    """Raises TooMuch where ``size`` more bytes, or one more file, are more than a holder may send."""
    lang = get_language() or "en"
    deliveries = Delivery.objects.waiting().filter(holder=holder)
    waiting = Arrival.objects.waiting().filter(holder=holder).count() + deliveries.count()
    most = settings.EVIDENCE_WAITING
    if waiting >= most:
        raise TooMuch(
            ngettext(
                "%(count)s file of yours waits already. Store or discard it before you bring more.",
                "%(count)s files of yours wait already. Store or discard some before you bring more.",
                waiting,
            )
            % {"count": locales.number(waiting, lang)}
        )
    sent = StoredFile.objects.filter(holder_id=holder.pk, stored_at__gt=at - _DAY)
    today = sum(found.aggregate(sum=Sum("size"))["sum"] or 0 for found in (sent, deliveries))
    if today + size > settings.EVIDENCE_BYTES_A_DAY:
        raise TooMuch(
            _("That is more than the %(limit)s MB that can be brought in a day. Go on tomorrow.")
            % {"limit": locales.number(settings.EVIDENCE_BYTES_A_DAY >> 20, lang, 0)}
        )
