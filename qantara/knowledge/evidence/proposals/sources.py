"""Who published a file: what the first lines say, and what a person must add."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from qantara.knowledge.evidence.mapping.model import SourceNote
from qantara.knowledge.evidence.proposals import options
from qantara.knowledge.evidence.proposals.asking import Asking
from qantara.knowledge.evidence.proposals.facts import Table
from qantara.knowledge.evidence.proposals.options import YES


def source(asking: Asking, tables: Sequence[Table], before: SourceNote | None = None) -> SourceNote:
    """Ask where the file is from; what was said of an earlier file of its kind is proposed."""
    if before is not None:
        return _as_before(asking, before)
    titles = [text for table in tables for text in table.titles if len(text) > 3]
    title = max(titles[:6], key=len, default="")
    organisation = _free(
        asking,
        "organisation",
        _("Who published the file?"),
        why=_("The file does not say it for sure."),
    )
    named = _free(
        asking, "title", _("What is the table called by its publisher?"), proposed=title,
        why=_("It stands over the table or in its name."),
    )  # fmt: skip
    table = _free(
        asking, "table", _("Which number or code has the table at its publisher?"), is_needed=False,
        why=_("It tells this table from others of the same publisher."),
    )  # fmt: skip
    url = _free(
        asking, "url", _("At which address can the table be found?"), is_needed=False,
        why=_("Readers can look it up there."),
    )  # fmt: skip
    licence = _free(
        asking, "licence", _("Under which licence was it published?"), is_needed=False,
        why=_("It says what may be done with the figures."),
    )  # fmt: skip
    given = asking.answered("source:accessed_on")
    accessed = _free(
        asking, "accessed_on", _("On which day was it taken from its publisher?"), is_needed=False,
        why=_("A day such as 2026-11-02."), fits=not given or _day(given) is not None,
    )  # fmt: skip
    is_public = asking.ask(
        "source:public",
        "source",
        _("Can anyone get this table from its publisher?"),
        options.yes_no(),
        why=_("Small figures of a public table are referred to, not repeated."),
    )
    return SourceNote(
        organisation=organisation,
        title=named,
        table=table,
        url=url,
        licence=licence,
        accessed_on=_day(accessed),
        is_public=is_public == YES,
    )


def _as_before(asking: Asking, before: SourceNote) -> SourceNote:
    """The source of an earlier file, but for the day it was taken."""
    why = _("As it was said of the earlier file.")
    texts = {
        "organisation": _("Who published the file?"),
        "title": _("What is the table called by its publisher?"),
        "table": _("Which number or code has the table at its publisher?"),
        "url": _("At which address can the table be found?"),
        "licence": _("Under which licence was it published?"),
    }
    said = {
        name: _free(
            asking, name, question, why=why, proposed=getattr(before, name),
            is_needed=name in {"organisation", "title"},
        )
        for name, question in texts.items()
    }  # fmt: skip
    given = asking.answered("source:accessed_on")
    accessed = _free(
        asking, "accessed_on", _("On which day was it taken from its publisher?"), is_needed=False,
        why=_("A day such as 2026-11-02."), fits=not given or _day(given) is not None,
    )  # fmt: skip
    is_public = asking.ask(
        "source:public",
        "source",
        _("Can anyone get this table from its publisher?"),
        options.yes_no(),
        proposed=YES if before.is_public else options.NO,
        why=why,
        certainty="likely",
    )
    return SourceNote(**said, accessed_on=_day(accessed), is_public=is_public == YES)


def _free(
    asking: Asking,
    name: str,
    question: str,
    *,
    why: str,
    proposed: str = "",
    is_needed: bool = True,
    fits: bool = True,
) -> str:
    return asking.ask(
        f"source:{name}",
        "source",
        question,
        proposed=proposed,
        why=why,
        certainty="likely" if proposed else "open",
        is_free=True,
        is_needed=is_needed,
        fits=fits,
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
