"""What a role may do with the records of its holder. What is not here is denied.

Two reaches: a role acts for its own holder; whoever works for a network may do a few things *afar*,
with records of the holders of its members (``ACTIONS``: ``afar``). Whose members they are this
package does not know: the network's package says it through ``register_members``.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from typing import Protocol
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from qantara.accounts import standing
from qantara.accounts.models import Opening, Person, Role
from qantara.core import clock
from qantara.core.errors import NotAllowed

_Title = Role.Title

_TEAM = (_Title.OFFICER, _Title.SIGNATORY)
_STAFF = (*_TEAM, _Title.COORDINATOR)
_WRITERS = (_Title.OFFICER, _Title.COORDINATOR)
_WORDS = (*_WRITERS, _Title.EDITOR)
_READERS = (
    *_STAFF, _Title.REVIEWER, _Title.EDITOR, _Title.TRANSLATOR, _Title.PARTNER, _Title.READER,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Permission:
    """One line of the table.

    does   what it is, as docs/roles.md says it
    may    roles that may do it with records of their own holder
    afar   roles with a network's secretariat that may do it with records of its members' holders
    opens  a holder may open it to a named person until a day (``Opening``)
    """

    does: str
    may: frozenset[str]
    afar: frozenset[str] = frozenset()
    opens: bool = False


def _may(does: str, *titles: str, afar: Collection[str] = (), opens: bool = False) -> Permission:
    return Permission(does, frozenset(titles), frozenset(afar), opens)


#: action -> who may do it. Figures as they came, before the guard, are `evidence.*` and `observations.*`.
ACTIONS: dict[str, Permission] = {
    "evidence.read": _may("read files brought in as evidence", *_STAFF, opens=True),
    "evidence.add": _may("bring in files", *_WRITERS),
    "evidence.destroy": _may("destroy a file brought in by mistake", *_WRITERS),
    "observations.read": _may("see figures as they came, unprotected", *_STAFF, opens=True),
    "observations.record": _may("store figures from a file", *_WRITERS),
    "observations.undo": _may("undo an import", *_WRITERS),
    "observations.prefer": _may("choose between sources that differ", *_WRITERS),
    "answers.choose": _may("choose which indicators the city is asked for", *_TEAM),
    "observations.open": _may("open unprotected figures to a named person", _Title.SIGNATORY),
    "texts.read": _may("read drafts of texts", *_READERS, afar=[_Title.COORDINATOR]),
    "texts.write": _may("write texts", *_WORDS),
    "texts.translate": _may("translate texts", *_WORDS, _Title.TRANSLATOR, _Title.REVIEWER),
    "dossier.take": _may("take everything of a profile away as files", *_TEAM),
    "case.read": _may(
        "read what is proposed for release, protected", *_READERS, afar=[_Title.COORDINATOR]
    ),
    "case.open": _may("propose a release", *_WRITERS),
    "case.comment": _may(
        "comment on a block or a figure",
        *_STAFF, _Title.REVIEWER, _Title.EDITOR, _Title.TRANSLATOR, _Title.PARTNER,
        afar=[_Title.COORDINATOR],
    ),
    "review.read": _may(
        "read remarks, disputes and who signed which section",
        *_STAFF, _Title.REVIEWER, _Title.EDITOR, _Title.TRANSLATOR, _Title.PARTNER,
        afar=[_Title.COORDINATOR],
    ),
    "review.resolve": _may(
        "resolve others' remarks, and open them again",
        *_STAFF, _Title.REVIEWER, _Title.EDITOR, afar=[_Title.COORDINATOR],
    ),
    "dispute.state": _may("state the city's view of a paragraph, and dispute it", *_TEAM),
    "dispute.answer": _may(
        "settle a dispute for those who check the text",
        _Title.REVIEWER, _Title.COORDINATOR, afar=[_Title.COORDINATOR],
    ),
    "chapter.check": _may(
        "sign a section off as expert", _Title.REVIEWER, _Title.COORDINATOR,
        afar=[_Title.COORDINATOR],
    ),
    "chapter.agree": _may("sign a section off for the city", *_TEAM),
    "case.review": _may(
        "review what is proposed", _Title.REVIEWER, _Title.COORDINATOR, afar=[_Title.COORDINATOR]
    ),
    "case.approve": _may("approve in the holder's name", _Title.SIGNATORY),
    "mandate.set": _may(
        "say which office may sign for the holder by law", _Title.SIGNATORY, _Title.COORDINATOR,
        afar=[_Title.COORDINATOR],
    ),
    "sheet.read": _may("see decision sheets and their scans", *_STAFF, afar=[_Title.COORDINATOR]),
    "sheet.print": _may("print a decision sheet and bring its scan", *_TEAM, _Title.COORDINATOR),
    "sheet.confirm": _may(
        "confirm a sheet signed on paper", _Title.COORDINATOR, afar=[_Title.COORDINATOR]
    ),
    "case.release": _may("release what is approved", _Title.SIGNATORY, _Title.COORDINATOR),
    "release.withdraw": _may("withdraw a release", _Title.SIGNATORY, _Title.COORDINATOR),
    "work.read": _may("see the state of work", *_READERS, afar=[_Title.COORDINATOR]),
    "work.remind": _may("send reminders", *_STAFF, afar=[_Title.COORDINATOR]),
    "dues.set": _may("say when a network's members' steps are due", _Title.COORDINATOR),
    "extension.ask": _may("ask for more time", *_TEAM),
    "extension.decide": _may("grant or refuse more time", afar=[_Title.COORDINATOR]),
    "network.edit": _may("change a network's records", _Title.COORDINATOR),
    "requests.read": _may("read letters that ask for data", *_STAFF),
    "requests.write": _may("write and send letters that ask for data", *_WRITERS),
    "people.read": _may(
        "see who works for the holder", *_STAFF, afar=[_Title.COORDINATOR]
    ),
    "roles.grant": _may("invite people, give and end roles", _Title.SIGNATORY),
    "roles.confirm": _may(
        "ask for and confirm what takes two people: a new approver, a lost second factor, the last"
        " approver's leaving", _Title.SIGNATORY, _Title.COORDINATOR, afar=[_Title.COORDINATOR],
    ),
    "identity.manage": _may(
        "say with whose accounts the people of a city or organisation sign in", _Title.COORDINATOR,
        afar=[_Title.COORDINATOR],
    ),
    "desk.refill": _may(
        "invite an approver where nobody may sign any more, confirmed by a second person",
        afar=[_Title.COORDINATOR],
    ),
    "team.read": _may("see the team's offices, stakeholders and handovers", *_TEAM),
    "team.write": _may("keep the team's offices and stakeholders, hand over the desk", *_TEAM),
    "toolkit.read": _may("see how far the city is in the toolkit", *_TEAM),
    "toolkit.write": _may("say how far the city is in the toolkit", *_TEAM),
    "priorities.read": _may("read a city's proposals of priorities", *_READERS, afar=[_Title.COORDINATOR]),
    "priorities.propose": _may("propose priorities, change proposals, quote figures", *_WORDS),
    "priorities.translate": _may(
        "translate proposals of priorities", *_WORDS, _Title.TRANSLATOR, _Title.REVIEWER
    ),
    "priorities.decide": _may(
        "merge and withdraw proposals, take them to the workshop, record the group's order", *_STAFF
    ),
    "priorities.endorse": _may("record by whom priorities were endorsed", *_STAFF),
    "ballot.read": _may("see workshops and what their rounds came to", *_READERS),
    "ballot.run": _may("prepare, open and close rounds of voting, make cards, enter paper ballots", *_TEAM),
    "recommendations.write": _may("change a network's policy recommendations", _Title.COORDINATOR),
    "progress.read": _may(
        "read what a city commits to and reports, let out or not", *_READERS, afar=[_Title.COORDINATOR]
    ),
    "progress.write": _may("commit to recommendations, report, choose what is let out", *_WRITERS),
    "progress.translate": _may(
        "translate commitments and reports", *_WORDS, _Title.TRANSLATOR, _Title.REVIEWER
    ),
    "progress.check": _may(
        "check what a city reports", _Title.REVIEWER, _Title.COORDINATOR, afar=[_Title.COORDINATOR]
    ),
    "directory.read": _may(
        "find colleagues of the network who agreed to be found",
        *(title for title in _READERS if title != _Title.READER),
    ),
    "audit.read": _may("read who did what", *_STAFF),
}  # fmt: skip


class Held(Protocol):
    """A record that belongs to a holder."""

    holder_id: UUID


#: Holders of networks -> holders of their members at a moment.
MembersOf = Callable[[Collection[UUID], datetime], set[UUID]]
_members: list[MembersOf] = []


def register_members(members_of: MembersOf) -> None:
    """Say who the members of a network are, given its holder. Registering again changes nothing."""
    if members_of not in _members:
        _members.append(members_of)


def can(person: Person, action: str, record: Held, *, at: datetime | None = None) -> bool:
    """Whether ``person`` may do ``action`` to ``record`` at this moment.

    Raises KeyError for an action that does not exist: a misspelt permission is a bug.
    """
    return record.holder_id in holders_for(person, action, at=at)


def demand(person: Person, action: str, record: Held, *, at: datetime | None = None) -> None:
    """Raises NotAllowed where ``person`` may not do ``action`` to ``record``."""
    if not can(person, action, record, at=at):
        raise NotAllowed(
            _("Your role does not allow this. Ask whoever may sign for the city or organisation.")
        )


def holders_for(person: Person, action: str, *, at: datetime | None = None) -> list[UUID]:
    """The holders with whose records ``person`` may do ``action``: what `.visible_to` filters by."""
    permission, at = ACTIONS[action], at or clock.now()
    if not person.is_active:
        return []
    held = [role for role in standing.roles_of(person) if role.holds(at)]
    found = {role.holder for role in held if role.title in permission.may}
    if afar := frozenset(role.holder for role in held if role.title in permission.afar):
        found |= standing.once(("members", afar), lambda: _members_of(afar, at))
    if permission.opens:
        found |= {one.holder for one in standing.opened_to(person) if one.holds(at)}
    return sorted(found, key=attrgetter("int"))


def _members_of(networks: Collection[UUID], at: datetime) -> set[UUID]:
    return {each for members_of in _members for each in members_of(networks, at)}


def held_roles(person: Person, *, at: datetime | None = None) -> QuerySet[Role]:
    """The roles a person holds now."""
    if not person.is_active:
        return Role.objects.none()
    return Role.objects.filter(in_force(at or clock.now()), person=person)


def open_to(person: Person, at: datetime) -> QuerySet[Opening]:
    """What holders have opened to a person at a moment."""
    return Opening.objects.filter(person=person, since__lte=at, until__gt=at)


def in_force(at: datetime) -> Q:
    """Roles that hold at a moment."""
    return Q(since__lte=at) & (Q(until=None) | Q(until__gt=at))
