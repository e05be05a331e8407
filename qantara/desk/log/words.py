"""Acts of the audit log as people read them."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from qantara.desk.doors.told import ACTS as OF_PEOPLE

#: act -> what was done. An act that is not here is shown by its code.
ACTS: dict[str, str | Promise] = {
    **OF_PEOPLE,
    "arrival.received": _("File brought in"),
    "arrival.answered": _("Questions about a file answered"),
    "arrival.stored": _("Figures of a file stored"),
    "arrival.discarded": _("File thrown away"),
    "evidence.registered": _("File kept as evidence"),
    "evidence.destroyed": _("File destroyed"),
    "observations.confirmed": _("Figures confirmed"),
    "observations.undone": _("Import undone"),
    "observations.preferred": _("Source chosen"),
    "text.written": _("Text begun"),
    "block.added": _("Paragraph added"),
    "block.changed": _("Paragraph changed"),
    "block.reworded": _("Paragraph reworded"),
    "block.moved": _("Paragraph moved"),
    "block.removed": _("Paragraph taken out"),
    "block.restored": _("Earlier paragraph brought back"),
    "block.translated": _("Paragraph translated"),
    "block.language": _("Language of a paragraph changed"),
    "translation.confirmed": _("Translation confirmed"),
    "wording.confirmed": _("Wording confirmed"),
    "profile.sketched": _("Profile sketched"),
    "proposal.asked": _("Proposal asked for"),
    "guard.marked": _("Wish noted for a figure"),
    "guard.unmarked": _("Wish for a figure taken back"),
    "case.opened": _("Proposed for release"),
    "case.reviewed": _("Reviewed"),
    "case.approved": _("Approved"),
    "case.released": _("Released"),
    "release.withdrawn": _("Release withdrawn"),
    "release.withdrawal_confirmed": _("Withdrawal confirmed by a second person"),
    "holder.added": _("City or organisation added"),
    "network.loaded": _("Network's file read"),
    "person.added": _("Person added"),
    "person.joined": _("Account opened"),
    "person.closed": _("Account closed"),
    "person.password_set": _("Password changed"),
    "factor.set_up": _("Second factor set up"),
    "factor.removed": _("Second factor taken away"),
    "factor.code_used": _("Recovery code used"),
    "factor.codes_renewed": _("Recovery codes made anew"),
    "visit.ended": _("Signed out elsewhere"),
    "erasure.asked": _("Erasure asked for"),
    "erasure.taken_back": _("Erasure taken back"),
}


def act_name(act: str) -> str:
    return str(ACTS.get(act, act))
