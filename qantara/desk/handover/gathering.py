"""What is open on a city's desk at a moment, as whoever succeeds there may see it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max

from qantara.accounts.invitations import invite as inviting
from qantara.accounts.models import Holder, Invitation, Opening, Person, Request, Role
from qantara.accounts.roles import in_force
from qantara.desk.matrix.extending import open_items
from qantara.desk.requests import said
from qantara.desk.steps import Step, step_of, visible_cases
from qantara.knowledge.dues.days import Item
from qantara.knowledge.evidence.arrivals.models import Arrival
from qantara.knowledge.profiles.models import Narrative
from qantara.knowledge.profiles.texts import sections
from qantara.knowledge.requests.models import Contact, DataRequest
from qantara.network.stakeholders.models import Office, Stakeholder
from qantara.releases.models import Case


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A section of a profile with text. ``at``: its last change; None where that is not on record."""

    place: dict[str, str]
    title: dict[str, str]
    at: datetime | None
    slug: str
    section: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Open:
    """What is open. Every list the most pressing first.

    letters      data requests not settled, each with its next step
    dues         days the network set for what is still to be done
    cases        what is proposed and not released, with its next step
    arrivals     files that wait
    drafts       sections with text, the last changed first
    invitations  that can still be accepted
    seconds      what waits for a second person
    openings     unprotected figures open to somebody
    people       roles in force
    offices, contacts, stakeholders  whom the city works with
    """

    letters: Sequence[tuple[DataRequest, said.Next]]
    dues: Sequence[Item]
    cases: Sequence[tuple[Case, Step]]
    arrivals: Sequence[Arrival]
    drafts: Sequence[Draft]
    invitations: Sequence[Invitation]
    seconds: Sequence[Request]
    openings: Sequence[Opening]
    people: Sequence[Role]
    offices: Sequence[Office]
    contacts: Sequence[Contact]
    stakeholders: Sequence[Stakeholder]


def gather(holder: Holder, person: Person, *, at: datetime) -> Open:
    """``person``: who looks. Rows are those of the holder, in reach of its own team."""
    today = at.date()
    requests = DataRequest.objects.filter(holder=holder).select_related("contact", "territory")
    letters = [(one, next_) for one in requests if (next_ := said.next_step(one, today))]
    cases = visible_cases(person).filter(holder=holder).defer("document").order_by("opened_at")
    steps = [(case, step) for case in cases if (step := step_of(case)).action]
    second = Request.objects.filter(holder=holder, answered_at=None, expires_at__gt=at)
    openings = Opening.objects.filter(holder=holder, since__lte=at, until__gt=at)
    people = Role.objects.filter(in_force(at), holder=holder, person__is_active=True)
    return Open(
        letters=sorted(letters, key=lambda row: (_day(*row), row[0].number)),
        dues=open_items(holder),
        cases=steps,
        arrivals=list(
            Arrival.objects.filter(holder=holder).waiting().defer("answers").order_by("received_at")
        ),
        drafts=_drafts(holder),
        invitations=list(inviting.standing(holder, at).order_by("expires_at")),
        seconds=list(second.select_related("person", "invitation").order_by("expires_at")),
        openings=list(openings.select_related("person").order_by("until")),
        people=list(people.select_related("person").order_by("title", "person__name")),
        offices=list(Office.objects.filter(holder=holder).order_by("organisation", "function")),
        contacts=list(Contact.objects.filter(holder=holder).order_by("organisation", "department")),
        stakeholders=list(Stakeholder.objects.filter(holder=holder).order_by("name")),
    )


def _day(request: DataRequest, step: said.Next) -> date:
    return step.on or request.deadline


def _drafts(holder: Holder) -> list[Draft]:
    titles = {section["id"]: section["title"] for section in sections()}
    rows = (
        Narrative.objects.filter(text__holder=holder, text__blocks__removed_at=None)
        .annotate(changed_at=Max("text__blocks__versions__at"))
        .exclude(text__blocks=None)
        .select_related("territory")
    )
    found = [
        Draft(
            place=row.territory.name, title=titles.get(row.section, {"en": row.section}),
            at=row.changed_at, slug=row.territory.slug, section=row.section,
        )
        for row in rows
    ]  # fmt: skip
    return sorted(found, key=lambda one: -one.at.timestamp() if one.at else 0.0)
