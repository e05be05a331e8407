"""From a mandate to a confirmed sheet, act by act."""

from __future__ import annotations

import json
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from qantara.accounts.models import Holder, Person
from qantara.accounts.roles import demand
from qantara.core import audit
from qantara.core.errors import DomainError
from qantara.files import store
from qantara.releases import gate, kinds
from qantara.releases.models import Audience, Case, Signature
from qantara.releases.sheets.models import Mandate, Sheet

#: First bytes of the files a scanner makes -> media type.
SCANS = {
    b"%PDF-": "application/pdf",
    b"\xff\xd8\xff": "image/jpeg",
    b"\x89PNG\r\n\x1a\n": "image/png",
}
#: A scan of one sheet is no larger.
MOST_BYTES = 15_000_000


@transaction.atomic
def set_mandate(
    holder: Holder,
    *,
    office: str,
    legal_basis: str,
    since: date,
    until: date | None,
    by: Person,
    at: datetime,
) -> Mandate:
    """Put down who may sign for a holder by law. Raises NotAllowed, and DomainError for no office."""
    mandate = Mandate(
        holder=holder, office=office.strip(), legal_basis=legal_basis.strip(), since=since,
        until=until, set_by=by, set_at=at,
    )  # fmt: skip
    demand(by, "mandate.set", mandate, at=at)
    if not mandate.office or not mandate.legal_basis:
        raise DomainError(_("Give the office, and the law or decision that lets it sign."))
    if until is not None and until < since:
        raise DomainError(_("The last day lies before the first one."))
    mandate.save()
    audit.record("mandate.set", mandate, by=by, at=at)
    return mandate


@transaction.atomic
def end_mandate(mandate: Mandate, *, until: date, by: Person, at: datetime) -> Mandate:
    """From the day after ``until`` the office no longer signs. Raises NotAllowed, DomainError."""
    mandate = Mandate.objects.select_for_update().get(pk=mandate.pk)
    demand(by, "mandate.set", mandate, at=at)
    if until < mandate.since:
        raise DomainError(_("The last day lies before the first one."))
    mandate.until = until
    mandate.save(update_fields=["until"])
    audit.record("mandate.ended", mandate, by=by, at=at)
    return mandate


@transaction.atomic
def print_sheet(
    case: Case,
    mandate: Mandate,
    *,
    audience: str,
    public_from: datetime | None,
    by: Person,
    at: datetime,
) -> Sheet:
    """A sheet to be signed with a pen. An earlier one of the case that is still open is void.

    Raises NotAllowed, and DomainError where the case is not reviewed or the mandate does not hold.
    """
    sheet = Sheet(
        case=case, mandate=mandate, audience=audience, public_from=public_from, digest=case.digest,
        printed_by=by, printed_at=at,
    )  # fmt: skip
    demand(by, "sheet.print", case, at=at)
    if mandate.holder_id != case.holder_id or not mandate.holds_on(at.date()):
        raise DomainError(_("This office does not sign for the city or organisation today."))
    if audience not in Audience.values:
        raise DomainError(_("Choose who may read this: the city, the network or everyone."))
    signed = set(case.signatures.values_list("act", flat=True))
    if Signature.Act.REVIEWED not in signed:
        raise DomainError(_("Nobody has reviewed this yet. Ask a reviewer first, then approve."))
    if Signature.Act.APPROVED in signed:
        raise DomainError(_("Somebody has done this already."))
    kinds.kind_named(case.kind).settled(json.loads(case.document))
    for other in Sheet.objects.select_for_update().filter(case=case).open():
        _refuse(other, reason=_("Another sheet was printed in its place."), by=by, at=at)
    sheet.save()
    audit.record("sheet.printed", sheet, by=by, at=at, holder=case.holder_id)
    return sheet


@transaction.atomic
def bring_scan(
    sheet: Sheet, content: bytes, *, name: str, signed_on: date, by: Person, at: datetime
) -> Sheet:
    """The signed sheet as a scan: PDF, JPEG or PNG. Raises NotAllowed, DomainError."""
    sheet = _open(sheet)
    demand(by, "sheet.print", sheet.case, at=at)
    media_type = next((kind for first, kind in SCANS.items() if content.startswith(first)), None)
    if media_type is None:
        raise DomainError(_("Send the scan as PDF, JPEG or PNG."))
    if len(content) > MOST_BYTES:
        raise DomainError(
            _("The scan is larger than %(limit)s MB. Scan it in a lower resolution.")
            % {"limit": MOST_BYTES // 1_000_000}
        )
    if not sheet.printed_at.date() <= signed_on <= at.date():
        raise DomainError(_("The day of the signature lies before the sheet or in the future."))
    sheet.scan = store.keep(
        content, name=name, media_type=media_type, holder_id=sheet.case.holder_id, at=at
    )
    sheet.signed_on, sheet.scanned_by, sheet.scanned_at = signed_on, by, at
    sheet.save(update_fields=["scan", "signed_on", "scanned_by", "scanned_at"])
    audit.record("sheet.scanned", sheet, by=by, at=at, holder=sheet.case.holder_id)
    return sheet


@transaction.atomic
def confirm(sheet: Sheet, *, by: Person, at: datetime) -> Sheet:
    """Somebody at the secretariat has compared scan and sheet: the case is approved.

    Raises NotAllowed, and DomainError where ``by`` printed or scanned it, or the content changed.
    """
    sheet = _open(sheet)
    demand(by, "sheet.confirm", sheet.case, at=at)
    if sheet.scan_id is None or sheet.signed_on is None:
        raise DomainError(_("The signed sheet has not been brought back yet."))
    if by.pk in (sheet.printed_by_id, sheet.scanned_by_id):
        raise DomainError(_("You printed or scanned this sheet, so somebody else confirms it."))
    if not sheet.mandate.holds_on(sheet.signed_on):
        raise DomainError(_("On the day of the signature this office did not sign any more."))
    if sheet.digest != sheet.case.digest:
        raise DomainError(_("The sheet is of another content. Print a new one."))
    sheet.confirmed_by, sheet.confirmed_at = by, at
    try:
        with transaction.atomic():
            sheet.save(update_fields=["confirmed_by", "confirmed_at"])
    except IntegrityError as error:
        raise DomainError(
            _("You printed or scanned this sheet, so somebody else confirms it.")
        ) from error
    gate.approve_on_paper(
        sheet.case, sheet, by=by, at=at, audience=sheet.audience,
        public_from=sheet.public_from or at,
    )  # fmt: skip
    audit.record("sheet.confirmed", sheet, by=by, at=at, holder=sheet.case.holder_id)
    return sheet


@transaction.atomic
def refuse(sheet: Sheet, *, reason: str, by: Person, at: datetime) -> Sheet:
    """The scan is not the sheet, or is not signed. Raises NotAllowed, DomainError without a reason."""
    sheet = _open(sheet)
    demand(by, "sheet.confirm", sheet.case, at=at)
    if not reason.strip():
        raise DomainError(_("Say why, so that they can put it right."))
    return _refuse(sheet, reason=reason.strip(), by=by, at=at)


def _open(sheet: Sheet) -> Sheet:
    found = (
        Sheet.objects.select_for_update(of=("self",))
        .select_related("case", "mandate")
        .get(pk=sheet.pk)
    )
    if found.confirmed_at or found.refused_at:
        raise DomainError(_("This sheet is settled already."))
    return found


def _refuse(sheet: Sheet, *, reason: str, by: Person, at: datetime) -> Sheet:
    sheet.refusal, sheet.refused_by, sheet.refused_at = reason, by, at
    sheet.save(update_fields=["refusal", "refused_by", "refused_at"])
    audit.record("sheet.refused", sheet, by=by, at=at, holder=sheet.case.holder_id)
    return sheet
