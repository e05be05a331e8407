"""What this topic keeps about people."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from qantara.core.personal_data import Row, Topic
from qantara.knowledge.reviews.models import Said, SignOff, Statement
from qantara.knowledge.reviews.words import said_name, side_name


def _said(person: UUID) -> Iterable[Row]:
    for one in Said.objects.filter(by=person).order_by("at", "pk"):
        yield {"at": one.at, "did": said_name(one.act), "words": one.words}


SAID = Topic(
    name="remarks",
    what=_("What you said in reviews of texts"),
    why=_(
        "So that those who write, check and sign a text know who asked what, and what came of it."
    ),
    kept=_("Stays, without your name once you are erased: the text was changed because of it."),
    columns={"at": _("When"), "did": _("What you did"), "words": _("Text")},
    rows=_said,
)


def _statements(person: UUID) -> Iterable[Row]:
    for one in Statement.objects.filter(by=person).order_by("at", "pk"):
        for language, words in sorted(one.words.items()):
            yield {
                "at": one.at,
                "version": one.version,
                "language": language,
                "words": words,
            }


STATEMENTS = Topic(
    name="statements",
    what=_("Statements of your city that you wrote"),
    why=_("So that the city’s view stands beside a paragraph it disputes."),
    kept=_("Stay, without your name once you are erased: they are the city’s."),
    columns={
        "at": _("When"),
        "version": _("Version"),
        "language": _("Language"),
        "words": _("Text"),
    },
    rows=_statements,
)


def _sign_offs(person: UUID) -> Iterable[Row]:
    rows = SignOff.objects.filter(by=person).order_by("at", "pk")
    for one in rows.values("at", "language", "side", "fallen_at", body=F("holder__slug")):
        yield {**one, "side": side_name(one["side"])}


SIGN_OFFS = Topic(
    name="sign-offs",
    what=_("Sections you signed off"),
    why=_("So that a release shows that its sections were checked and agreed to."),
    kept=_("Stay, without your name once you are erased."),
    columns={
        "at": _("When"),
        "body": _("City or organisation"),
        "language": _("Language"),
        "side": _("For whom"),
        "fallen_at": _("Fell when the section changed"),
    },
    rows=_sign_offs,
)

TOPICS = (SAID, STATEMENTS, SIGN_OFFS)
