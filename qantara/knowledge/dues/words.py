"""Steps as people read them."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from qantara.knowledge.dues.models import Step

NAMES: dict[str, Promise] = {
    Step.TEAM: _("Team complete"),
    Step.EVIDENCE: _("Evidence complete"),
    Step.DRAFT: _("Draft complete"),
    Step.REVIEW: _("Draft reviewed"),
    Step.SIGNATURE: _("Draft signed"),
    Step.RELEASE: _("Profile released"),
}
#: The same of a draft in one language.
IN: dict[str, Promise] = {
    "ar": _("Draft complete in Arabic"),
    "en": _("Draft complete in English"),
    "es": _("Draft complete in Spanish"),
    "fr": _("Draft complete in French"),
}


def step_name(step: str, language: str = "") -> Promise:
    return IN[language] if language else NAMES[step]
