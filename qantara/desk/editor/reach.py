"""Which places and texts somebody may open, and in whose name they write."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from qantara.accounts.models import Holder, Person
from qantara.accounts.roles import ACTIONS, held_roles, holders_for
from qantara.core.locales import LANGUAGES
from qantara.editions.models import Block, Text
from qantara.knowledge.profiles.models import Narrative
from qantara.knowledge.profiles.texts import sections, texts_of
from qantara.network.models import Territory


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """A place as somebody sees its profile.

    texts   section -> text, of those they may read
    writer  the holder in whose name they would begin a section; None where they may not
    """

    place: Territory
    texts: dict[str, Text]
    writer: Holder | None


def places(person: Person) -> QuerySet[Territory]:
    """Places whose profile somebody may read: of their members, or with a text of their holders."""
    holders = holders_for(person, "texts.read")
    written = Narrative.objects.filter(text__holder__in=holders).values("territory")
    return Territory.objects.filter(
        Q(standing__member__holder__in=holders)
        | Q(standing__member__participations__network__holder__in=holders)
        | Q(pk__in=written)
    ).distinct()


def desk_of(person: Person, slug: str) -> Desk:
    """Raises Http404 for a place that does not exist, and for one that is not theirs to see."""
    place = get_object_or_404(places(person), slug=slug)
    texts = texts_of(place, holders_for(person, "texts.read"))
    return Desk(place=place, texts=texts, writer=_writer(person, place, texts))


def section_of(desk: Desk, name: str) -> dict[str, object]:
    return section_named(name)


def section_named(name: str) -> dict[str, object]:
    """A section of a profile; 404 for one it does not have."""
    found = next((one for one in sections() if one["id"] == name), None)
    if found is None:
        raise Http404
    return found


def block_of(person: Person, key: UUID, action: str) -> Block:
    """A block of a text of which somebody may do ``action``; 404 for every other."""
    found = Block.objects.select_related("text").filter(
        text__holder__in=holders_for(person, action)
    )
    return get_object_or_404(found, pk=key)


def block_to_write(person: Person, key: UUID, text_lang: str) -> Block:
    """A block that somebody may write in a language: its own, or as its translation; else 404.

    Whether they may is asked in the same query: this stands before every saving.
    """
    roles = held_roles(person)
    writing = roles.filter(title__in=ACTIONS["texts.write"].may, holder=OuterRef("text__holder"))
    translating = roles.filter(title__in=ACTIONS["texts.translate"].may)
    rows = Block.objects.select_related("text").annotate(may_write=Exists(writing))
    found = get_object_or_404(rows.filter(text__holder__in=translating.values("holder")), pk=key)
    is_source = text_lang == found.source_language
    if text_lang not in LANGUAGES or (is_source and not found.may_write):  # type: ignore[attr-defined]
        raise Http404
    return found


def narrative_of(text: Text) -> Narrative:
    """Place and section of a profile's text; 404 for a text that is none."""
    return get_object_or_404(Narrative.objects.select_related("territory"), text=text)


def _writer(person: Person, place: Territory, texts: dict[str, Text]) -> Holder | None:
    """Whoever wrote the other sections; else the member's own body; else its network's."""
    mine = holders_for(person, "texts.write")
    written = Narrative.objects.filter(territory=place).values_list("text__holder", flat=True)
    begun = set(written)
    rows = Holder.objects.filter(pk__in=mine).filter(
        Q(pk__in=begun)
        if begun
        else Q(member__stands_for=place) | Q(network__participations__member__stands_for=place)
    )
    return rows.order_by("kind").distinct().first()
