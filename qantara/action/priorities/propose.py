"""Write a proposal, change it, translate it, say who would work on it. One transaction each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from qantara.accounts.models import Holder, Person
from qantara.accounts.roles import demand
from qantara.action.priorities import serves, tags
from qantara.action.priorities.bands import bands
from qantara.action.priorities.models import Partner, Priority
from qantara.action.priorities.wording import LONGEST, PARTS, blocks_of, stamp
from qantara.core import audit, trace
from qantara.core.errors import Conflict, DomainError
from qantara.editions.write import change_block, translate_block, write_text
from qantara.network.members import spoken_for
from qantara.network.models import Territory
from qantara.network.stakeholders.models import Level

#: Years ahead that a priority may look.
FURTHEST = 30
State = Priority.State
#: States in which a proposal can be changed.
OPEN = (State.PROPOSED, State.CHOSEN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A proposal as somebody writes it. ``words``: part -> text, in ``PARTS``.

    goals  targets, ``10.7``        serves  codes of recommendations
    """

    words: Mapping[str, str]
    groups: Sequence[str] = ()
    rights: Sequence[str] = ()
    themes: Sequence[str] = ()
    goals: Sequence[str] = ()
    opened: Sequence[str] = ()
    serves: Sequence[str] = ()
    competence: str = ""
    held_by: Sequence[str] = ()
    horizon: int | None = None
    cost: str = ""
    partners: Sequence[tuple[str, str]] = field(default=())  # (kind, name)


@transaction.atomic
def propose(
    draft: Draft, *, language: str, holder: Holder, territory: Territory, by: Person, at: datetime
) -> Priority:
    """A new proposal for a place the holder speaks for, written in ``language``."""
    demand(by, "priorities.propose", Priority(holder=holder), at=at)
    return begin(draft, language=language, holder=holder, territory=territory, by=by, at=at)


def begin(
    draft: Draft, *, language: str, holder: Holder, territory: Territory, by: Person | None,
    at: datetime,
) -> Priority:  # fmt: skip
    """The same, by somebody without an account where ``by`` is none. In the caller's transaction."""
    if not spoken_for(holder).filter(pk=territory.pk).exists():
        raise DomainError(_("This place is not one the city or organisation speaks for."))
    words = tidy(draft.words)
    text = write_text(
        [words[part] for part in PARTS], language=language, holder=holder, by=by, at=at
    )
    made = Priority(
        holder=holder, territory=territory, text=text, proposed_by=by, proposed_at=at, changed_at=at
    )
    _fill(made, draft, at)
    made.save(force_insert=True)
    _keep_partners(made, draft.partners)
    _link_recommendations(made, [])
    audit.record("priority.proposed", made, by=by, at=at)
    return made


@transaction.atomic
def change(priority: Priority, draft: Draft, *, seen: int, by: Person, at: datetime) -> Priority:
    """Put ``draft`` in the place of what stands.

    Raises Conflict where somebody else changed it since version ``seen``, DomainError where it is
    merged, withdrawn or endorsed.
    """
    found = held(priority, "priorities.propose", by, at)
    if found.version != seen:
        raise _changed_meanwhile()
    demand_open(found)
    words = tidy(draft.words)
    for part, block in blocks_of(found.text).items():
        if block.markdown != words[part]:
            change_block(block, words[part], expected=block.version, by=by, at=at)
    before = list(found.serves)
    _fill(found, draft, at)
    found.version += 1
    found.save()
    _keep_partners(found, draft.partners)
    _link_recommendations(found, before)
    audit.record("priority.changed", found, by=by, at=at)
    return found


@transaction.atomic
def translate(
    priority: Priority, language: str, words: Mapping[str, str], *, seen: str, by: Person,
    at: datetime,
) -> Priority:  # fmt: skip
    """The words in another language. Empty parts stay untranslated.

    seen  the ``wording.stamp`` of what the translator had before them; Conflict where it changed
    """
    found = held(priority, "priorities.translate", by, at)
    demand_readable(found)
    if stamp(found.text, language) != seen:
        raise _changed_meanwhile()
    for part, block in blocks_of(found.text).items():
        said = _one(part, words.get(part, ""))
        if said and block.markdown and language != block.source_language:
            translate_block(block, said, language=language, by=by, at=at)
    audit.record("priority.translated", found, by=by, at=at, fields=[language])
    return found


def held(priority: Priority, action: str, by: Person, at: datetime) -> Priority:
    """The proposal as it stands, locked, for whoever may do ``action`` to it."""
    demand(by, action, priority, at=at)
    rows = Priority.objects.select_for_update(of=["self"])
    found: Priority = rows.select_related("text", "territory", "holder").get(pk=priority.pk)
    return found


def demand_open(priority: Priority) -> None:
    """Raises DomainError for a proposal that can be changed no more."""
    demand_readable(priority)
    if priority.state not in OPEN:
        raise DomainError(
            _(
                "This priority has been endorsed, so it is not changed any more. Take the endorsement"
                " back first."
            )
        )


def demand_readable(priority: Priority) -> None:
    """Raises DomainError for a proposal that was merged or withdrawn."""
    if priority.state in (State.MERGED, State.WITHDRAWN):
        raise DomainError(
            _("This proposal has been merged or withdrawn, so it is not changed any more.")
        )


def tidy(words: Mapping[str, str]) -> dict[str, str]:
    """Every part, its lines as our files have them. Raises DomainError for one that is too long."""
    said = {part: _one(part, words.get(part, "")) for part in PARTS}
    if not said["title"] or not said["problem"]:
        raise DomainError(_("A proposal has a title and says what the problem is."))
    return said


def _one(part: str, text: str) -> str:
    said = text.replace("\r\n", "\n").strip()
    if part != "problem":
        said = " ".join(said.split())
    if len(said) > LONGEST[part]:
        raise DomainError(_("This text is too long. Say it in fewer words."))
    return said


def _fill(priority: Priority, draft: Draft, at: datetime) -> None:
    network = serves.network_of(priority.territory)
    try:
        priority.groups = tags.in_order("groups", draft.groups)
        priority.rights = tags.in_order("rights", draft.rights)
        priority.themes = tags.in_order("themes", draft.themes)
        priority.goals = tags.goals_in_order(draft.goals)
    except KeyError as error:
        raise DomainError(_("There is no such tag: %(code)s.") % {"code": error.args[0]}) from error
    known = serves.recommendations(network)
    if unknown := set(draft.serves) - known.keys():
        raise DomainError(
            _("There is no such recommendation: %(code)s.") % {"code": sorted(unknown)[0]}
        )
    if draft.competence not in ("", *Priority.Competence.values):
        raise DomainError(_("A competence is the city’s own, shared, or held by others."))
    if draft.horizon is not None and not at.year <= draft.horizon <= at.year + FURTHEST:
        raise DomainError(_("Give a year from this one on, at most thirty years ahead."))
    if draft.cost and draft.cost not in bands(network.slug if network else ""):
        raise DomainError(_("Choose one of the cost bands of your network."))
    if not set(draft.held_by) <= set(Level.values):
        raise DomainError(_("Choose kinds of body from the list."))
    let_out = tags.sensitive(priority.groups, priority.rights, priority.themes)
    priority.opened = [code for code in let_out if code in draft.opened]
    priority.serves = [code for code in known if code in draft.serves]
    priority.competence = draft.competence
    is_own = draft.competence in ("", Priority.Competence.OWN)
    priority.held_by = [] if is_own else [one for one in Level.values if one in draft.held_by]
    priority.horizon, priority.cost, priority.changed_at = draft.horizon, draft.cost, at


def _keep_partners(priority: Priority, partners: Sequence[tuple[str, str]]) -> None:
    named = {" ".join(name.split()): kind for kind, name in partners}
    named.pop("", None)
    if not set(named.values()) <= set(Level.values):
        raise DomainError(_("Choose kinds of body from the list."))
    priority.partners.all().delete()
    Partner.objects.bulk_create(
        Partner(priority=priority, kind=kind, name=name[:200]) for name, kind in named.items()
    )


def _link_recommendations(priority: Priority, before: Sequence[str]) -> None:
    """The trace follows what the proposal says now."""
    network = serves.network_of(priority.territory)
    for code in before:
        if code not in priority.serves:
            trace.unlink_all([(trace.node(priority), "serves", serves.node(network, code))])
    trace.link_all(
        [
            (trace.node(priority), "serves", serves.node(network, code))
            for code in priority.serves
            if code not in before
        ]
    )


def _changed_meanwhile() -> Conflict:
    return Conflict(
        _("Somebody else changed this meanwhile. Their words stand above; yours are in the form.")
    )
