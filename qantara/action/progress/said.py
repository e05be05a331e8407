"""Words of progress, for the paper, the desk and the grid."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from qantara.action.progress.models import Check, Commitment, Evidence


def stance(code: str) -> str:
    return {
        Commitment.Stance.COMMITTED.value: pgettext("stance on a recommendation", "the city commits to it"),
        Commitment.Stance.OUTSIDE.value: pgettext("stance on a recommendation", "outside the city’s competence"),
        Commitment.Stance.NOT_APPLICABLE.value: pgettext("stance on a recommendation", "not applicable"),
    }[code]  # fmt: skip


def kind_of_evidence(code: str) -> str:
    return {
        Evidence.Kind.DOCUMENT.value: pgettext("kind of evidence", "Document"),
        Evidence.Kind.LINK.value: pgettext("kind of evidence", "Page"),
        Evidence.Kind.FIGURE.value: pgettext("kind of evidence", "Released figure"),
    }[code]


def standing(code: str) -> str:
    return {
        Check.Standing.PEER.value: pgettext("who checks", "for another city"),
        Check.Standing.EXPERT.value: pgettext("who checks", "as an expert"),
        Check.Standing.SECRETARIAT.value: pgettext("who checks", "for the secretariat"),
    }[code]


def checked(standing: str, city: str, day: str) -> str:
    """Who checked a claim, and when."""
    patterns = {
        Check.Standing.PEER.value: _("Checked by a peer city, %(city)s, on %(day)s"),
        Check.Standing.EXPERT.value: _("Checked by an expert on %(day)s"),
        Check.Standing.SECRETARIAT.value: _("Checked by the secretariat on %(day)s"),
    }
    return patterns[standing] % {"city": city, "day": day}


def unchecked() -> str:
    return _("The city’s own statement, checked by nobody yet")
