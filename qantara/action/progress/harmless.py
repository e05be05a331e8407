"""What keeps a city's progress from the gate."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from qantara.accounts.models import Holder
from qantara.action.priorities.checks import demand_harmless_blocks
from qantara.action.priorities.quotes import demand_standing
from qantara.action.progress import check as checks
from qantara.action.progress.document import blocks_in, loaded, quotes_in
from qantara.action.progress.models import Commitment
from qantara.core import fence
from qantara.core.errors import DomainError
from qantara.core.locales import LANGUAGES
from qantara.releases.kinds import Document
from qantara.releases.models import Release


def demand_harmless(document: Document, *, holder: Holder, at: datetime) -> None:
    """Raises DomainError that says what to do first."""
    _refuse_doubted(document)
    blocks = blocks_in(document)
    titles = [
        {"id": one["title"].get(lang, ""), "lang": lang, "markdown": one["title"], "states": {}}
        for cell in document["cells"]
        for row in cell["reports"]
        for one in row["evidence"]
        for lang in LANGUAGES
        if lang in one["title"]
    ]
    demand_harmless_blocks([*blocks, *titles], document["place"]["slug"], holder=holder, at=at)


def free_text(document: Document) -> str:
    """All that was typed, to be asked about one person."""
    return "\n".join(text for block in blocks_in(document) for text in block["markdown"].values())


@fence.reaching("draft")
def _refuse_doubted(document: Document) -> None:
    """The newest report of a cell that goes out is doubted by nobody."""
    for one in loaded(Commitment.objects.filter(pk__in=[cell["id"] for cell in document["cells"]])):
        reports = list(one.reports.all())
        word = checks.newest(reports[-1].checks.all()) if reports else None
        if word is not None and not word.is_confirmed:
            raise DomainError(
                _(
                    "Somebody who checked “%(code)s” doubts the newest report. Report anew, or have it"
                    " checked again."
                )
                % {"code": one.recommendation}
            )


@fence.reaching("gate")
def demand_quotes(document: Document) -> None:
    """Every quoted figure is public still, printed as it was quoted. Raises DomainError."""
    rows = quotes_in(document)
    wanted = {row["release"] for row in rows}
    found = {one.address: one for one in Release.objects.filter(address__in=wanted)}
    if missing := wanted - found.keys():
        raise DomainError(
            _("There is no release “%(address)s” to quote from.") % {"address": sorted(missing)[0]}
        )
    demand_standing((found[row["release"]], row["key"], row["printed"]) for row in rows)
