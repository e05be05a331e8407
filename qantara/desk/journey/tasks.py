"""What somebody can do next in one holder's work: with a reason, and how long it takes.

The first is the one next step; the order is that of the bridge, what others wait for first.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from qantara.accounts.models import Role
from qantara.desk.journey.gathering import Work
from qantara.knowledge.evidence.arrivals.models import Arrival

#: Minutes an act usually takes: reading a whole profile is most of a review.
REMARKS = 10
REVIEW, APPROVE, RELEASE, QUESTIONS, CONFIRM, INVITE, BRING, PROPOSE = 40, 20, 5, 10, 10, 5, 15, 5

#: Whether whoever is here may do an action with the holder's records.
May = Callable[[str], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One thing to do. ``name`` is of a file or a document, and may run the other way."""

    title: str
    why: str
    minutes: int
    href: str
    button: str
    name: str = ""


def tasks(
    work: Work, mine: Collection[UUID], may: May, lang: str, *, remarks: int = 0
) -> list[Task]:
    """``mine``: cases whose next step whoever is here may take; ``remarks``: that wait for them."""
    return [
        *_cases(work, mine, lang),
        *_remarks(work, remarks, lang),
        *_arrivals(work, may, lang),
        *_team(work, may, lang),
        *_evidence(work, may, lang),
        *_profile(work, may, lang),
    ]


def _cases(work: Work, mine: Collection[UUID], lang: str) -> Iterator[Task]:
    for case, step in work.cases:
        if case.pk not in mine or step.is_on_paper:
            continue
        title, why, minutes, button = {
            "review": (
                _("Read the draft and confirm the review"),
                _("Its author waits for it, and nobody can approve it before."),
                REVIEW,
                _("Open the draft"),
            ),
            "approve": (
                _("Decide whether it goes out in your name"),
                _("It has been reviewed. Only you, or another who may sign, can approve it."),
                APPROVE,
                _("Read and decide"),
            ),
            "release": (
                _("Release what has been approved"),
                _("It is signed. Nobody can read it before it is released."),
                RELEASE,
                _("Go to the release"),
            ),
        }[step.name]
        yield Task(
            title=title,
            why=why,
            minutes=minutes,
            href=reverse("desk:case", args=[lang, case.pk]),
            button=button,
        )


def _remarks(work: Work, remarks: int, lang: str) -> Iterator[Task]:
    if not remarks:
        return
    place = work.territories[0].slug if len(work.territories) == 1 else ""
    yield Task(
        title=_("Remarks wait for your answer"),
        why=_(
            "Whoever checks the text asks something, or somebody answered. The text waits for it."
        ),
        minutes=REMARKS,
        href=reverse("desk:reviews", args=[lang]) + (f"?place={place}" if place else ""),
        button=_("See the remarks"),
    )


def _arrivals(work: Work, may: May, lang: str) -> Iterator[Task]:
    if not may("observations.record"):
        return
    for arrival in work.arrivals:
        asks = arrival.meaning == Arrival.Meaning.ASKED and not arrival.mapping
        yield Task(
            title=_("Say what a file means") if asks else _("Look at what a file would change"),
            why=_("It is read, and some of its words are not certain. Nothing of it is stored yet.")
            if asks
            else _("It is read and understood. Nothing of it is stored before you confirm it."),
            minutes=QUESTIONS if asks else CONFIRM,
            href=reverse("desk:questions" if asks else "desk:review", args=[lang, arrival.pk]),
            button=_("Answer the questions") if asks else _("Open the review"),
            name=arrival.name,
        )


def _team(work: Work, may: May, lang: str) -> Iterator[Task]:
    if may("roles.grant") and not work.titles.get(Role.Title.OFFICER):
        yield Task(
            title=_("Invite whoever builds the profile"),
            why=_("Your city has no officer at this desk yet, and files are brought in by one."),
            minutes=INVITE,
            href=reverse("desk:invite", args=[lang, work.holder.slug]),
            button=_("Invite somebody"),
        )


def _evidence(work: Work, may: May, lang: str) -> Iterator[Task]:
    if not may("evidence.add") or not work.territories or work.arrivals:
        return
    if not work.has_figures:
        yield Task(
            title=_("Bring a first file with figures"),
            why=_(
                "Everything else is drawn from figures. Any table of totals will do for a start."
            ),
            minutes=BRING,
            href=reverse("desk:bring", args=[lang]),
            button=_("Bring a file"),
        )
    elif work.recent < len(work.covered):
        yield Task(
            title=_("Close a gap in your figures"),
            why=_("The gaps that matter most to your draft stand below."),
            minutes=BRING,
            href="#gaps",
            button=_("See the gaps"),
        )


def _profile(work: Work, may: May, lang: str) -> Iterator[Task]:
    if may("case.open") and work.written and not work.cases and not work.released:
        yield Task(
            title=_("Propose the profile for release"),
            why=_("It has text and figures. Others can read and check it once it is proposed."),
            minutes=PROPOSE,
            href=reverse("desk:propose", args=[lang, work.holder.slug]),
            button=_("Propose a release"),
        )
