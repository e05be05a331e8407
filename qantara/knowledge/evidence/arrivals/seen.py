"""Seen: which sources' statements may be told to a person who brings a file.

Figures of other holders about the same place are as private as the holders' files. A source that
anyone can get is no secret of theirs.
"""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from qantara.accounts.models import Person
from qantara.accounts.roles import holders_for
from qantara.core import fence
from qantara.core.errors import DomainError
from qantara.knowledge.evidence.mapping.model import SourceNote
from qantara.knowledge.evidence.models import EvidenceFile
from qantara.knowledge.observations.models import Source


class SourceOfOthers(DomainError):
    """A source that is not public has figures of another holder."""


@fence.reaching("owners")
def seen_by(person: Person) -> QuerySet[Source]:
    """Public sources, and those of which every file belongs to holders whose figures one may read.

    Which these are is asked here and now, of all files; a lazy question would be asked of one's own.
    """
    of_others = EvidenceFile.objects.filter(source=OuterRef("pk")).exclude(
        holder__in=holders_for(person, "observations.read")
    )
    seen = Source.objects.filter(Q(is_public=True) | ~Exists(of_others))
    return Source.objects.filter(pk__in=list(seen.values_list("pk", flat=True)))


def refuse_source_of_others(note: SourceNote, person: Person) -> None:
    """Raises SourceOfOthers: a file of that name would be told apart from, and replace, their figures."""
    named = Source.objects.filter(
        organisation=note.organisation, title=note.title, table=note.table
    ).first()
    if named is not None and not seen_by(person).filter(pk=named.pk).exists():
        raise SourceOfOthers(
            _(
                "A source of this organisation and title belongs to another city or organisation."
                " Give yours another title, such as the name of the service that keeps it."
            )
        )
