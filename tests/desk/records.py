"""Addresses of the desk and the records of a holder they lead to; records are made when they are asked for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from qantara.core import clock
from qantara.desk.journey.gathering import territories_of
from qantara.files import store as files
from qantara.knowledge.answers.competence import Held, state
from qantara.knowledge.answers.models import Competence
from qantara.knowledge.dues.models import Due, Extension
from qantara.knowledge.observations.models import Observation
from qantara.knowledge.profiles.proposing.models import Proposal
from qantara.knowledge.requests import acts as requests
from qantara.knowledge.requests.models import DataRequest
from qantara.knowledge.reviews import disputes
from qantara.knowledge.reviews import remarks as reviews
from qantara.knowledge.reviews.models import Thread
from qantara.network.handovers.hand import announce
from qantara.network.models import (
    Handover,
    Network,
    Office,
    Stakeholder,
    Territory,
)
from qantara.network.stakeholders import keep
from qantara.network.stakeholders.keep import Draft
from qantara.releases.sheets.models import Mandate, Sheet
from tests.desk.bringing import a_delivery
from tests.desk.having import SECTION, Records
from tests.desk.records_action import ACTION
from tests.knowledge.ledger.conftest import City
from tests.people import a_provider, a_request, an_invitation, an_opening

Given = dict[str, object]

#: Name of an address -> the parameters that lead to a record of the holder. An address with parameters
#: that is not here fails the test: give it one.
RECORDS: dict[str, Callable[[Records], Given]] = {
    "case": lambda has: {"key": has.case.pk},
    "act": lambda has: {"key": has.case.pk, "act": "review"},
    "guarded": lambda has: {"key": has.guarded.pk},
    "wording": lambda has: {"key": has.profile.pk, "block": has.block, "text_lang": "fr"},
    "rewrite": lambda has: {"key": has.profile.pk, "block": has.block, "text_lang": "fr"},
    "withdraw": lambda has: {"address": has.release.address},
    "questions": lambda has: {"key": has.asked.pk},
    "mapping": lambda has: {"key": has.asked.pk},
    "review": lambda has: {"key": has.given.pk},
    "discard": lambda has: {"key": has.given.pk},
    "amend": lambda has: {"key": has.given.pk},
    "delivery": lambda has: {"key": a_delivery(has.given).pk},
    "import": lambda has: {"key": has.batch.pk},
    "import-mapping": lambda has: {"key": has.batch.pk},
    "city": lambda has: {"slug": has.city.holder.slug},
    "propose": lambda has: {"slug": has.city.holder.slug},
    "proposal": lambda has: {"key": a_proposal(has.city).pk},
    "mandates": lambda has: {"slug": has.city.holder.slug},
    "end-mandate": lambda has: {"key": a_sheet(has).mandate_id},
    "print": lambda has: {"key": has.case.pk},
    "sheet": lambda has: {"number": a_sheet(has).number},
    "sheet-pdf": lambda has: {"number": a_sheet(has).number},
    "scan": lambda has: {"number": a_sheet(has).number},
    "scanned": lambda has: {"number": a_sheet(has).number},
    "settle-sheet": lambda has: {"number": a_sheet(has).number, "act": "refuse"},
    "people": lambda has: {"slug": has.city.holder.slug},
    "invite": lambda has: {"slug": has.city.holder.slug},
    "take-back": lambda has: {"key": an_invitation(has.city.holder).pk},
    "role": lambda has: {"key": has.city.signatory.roles.get().pk},
    "act-on-role": lambda has: {"key": has.city.signatory.roles.get().pk, "act": "factor"},
    "answer": lambda has: {"key": a_request(has.city.holder).pk, "said": "refuse"},
    "openings": lambda has: {"slug": has.city.holder.slug},
    "end-opening": lambda has: {"key": an_opening(has.city.holder).pk},
    "provider-try": lambda has: {"key": a_provider(has.city.holder).pk},
    "provider-off": lambda has: {"key": a_provider(has.city.holder).pk},
}
RECORDS |= {
    name: lambda has: {"place": "marwa"}
    for name in (
        "profile", "refresh-figures", "word", "word-back", "word-take", "word-earlier", "word-begin",
        "dossier", "dossier-files", "dossier-back",
    )
}  # fmt: skip
RECORDS |= {
    name: lambda has: {"place": "marwa", "name": SECTION}
    for name in ("section", "change", "find-figure", "find-chart")
}
RECORDS |= {
    name: lambda has: {"place": "marwa", "text_lang": "en"}
    for name in ("draft", "draft-pdf", "word-whole")
}
RECORDS |= {
    name: lambda has: {"place": "marwa", "name": SECTION, "text_lang": "fr"}
    for name in ("translate", "word-section")
}
RECORDS |= {
    name: lambda has: {"block": has.text.blocks.get().pk, "text_lang": "en"}
    for name in ("save", "shown", "history")
}
RECORDS |= {
    name: lambda has: {"slug": has.city.holder.slug} for name in ("requests", "request-begin")
}
RECORDS |= {
    name: lambda has: {"key": a_data_request(has.city).pk}
    for name in ("request", "request-text", "request-docx", "request-pdf", "request-table")
}
RECORDS |= {
    name: lambda has: {"slug": has.city.holder.slug}
    for name in (
        "indicators", "indicator-set", "city-template", "competences", "earlier-answers", "frames",
    )
}  # fmt: skip
RECORDS |= {
    "competence-end": lambda has: {"key": a_competence(has.city).pk},
    "earlier-answer": lambda has: {
        "slug": has.city.holder.slug, "number": an_earlier_answer(has.city).pk
    },
    "frame-file": lambda has: {
        "slug": has.city.holder.slug, "frame": "local-mgi", "form": "csv"
    },
}  # fmt: skip
RECORDS |= {"request-act": lambda has: {"key": a_data_request(has.city).pk, "act": "send"}}
RECORDS |= {
    name: lambda has: {"key": has.text.pk, "text_lang": "en"}
    for name in ("chapter", "sign-expert", "sign-city")
}
RECORDS |= {
    name: lambda has: {"block": has.text.blocks.get().pk, "text_lang": "en"}
    for name in ("remark", "dispute")
}
RECORDS |= {
    name: lambda has: {"key": a_thread(has).pk}
    for name in ("thread", "thread-reply", "thread-resolve", "thread-reopen")
}
RECORDS |= {
    name: lambda has: {"key": a_thread(has, "dispute").pk}
    for name in ("restate", "settle-city", "settle-expert")
}
RECORDS |= {
    "city-dues": lambda has: {"slug": has.city.holder.slug},
    "decide-extension": lambda has: {"key": an_extension(has.city).pk},
}
RECORDS |= {
    name: lambda has: {"slug": has.city.holder.slug}
    for name in (
        "team", "stakeholders-file", "stakeholder-add", "stakeholders-bring", "stakeholders-store",
        "office-add", "handover", "refill",
    )
}  # fmt: skip
RECORDS |= {
    name: lambda has: {"key": a_stakeholder(has.city).pk}
    for name in ("stakeholder", "stakeholder-remove")
}
RECORDS |= {
    name: lambda has: {"key": an_office(has.city).pk} for name in ("office", "office-remove")
}
RECORDS |= {
    name: lambda has: {"key": a_handover(has.city).pk}
    for name in (
        "handover-successor",
        "handover-take-over",
        "handover-move",
        "handover-words",
    )
}
RECORDS |= {
    "handover-page": lambda has: {"key": a_handover(has.city).pk, "text_lang": "ar"},
    "handover-file": lambda has: {
        "key": a_handover(has.city).pk, "text_lang": "ar", "form": "docx"
    },
}  # fmt: skip
RECORDS |= {
    "toolkit": lambda has: {"slug": has.city.holder.slug},
    "toolkit-step": lambda has: {"slug": has.city.holder.slug, "step": "team"},
    "toolkit-act": lambda has: {"slug": has.city.holder.slug, "act": "begin"},
    "toolkit-plan": lambda has: {"slug": has.city.holder.slug, "text_lang": "ar", "form": "docx"},
}
#: Opened by a secret in the link, or one's own: no holder's record (tests/desk/test_doors*.py).
LINKS = {"app-code", "reset", "invitation", "end-visit", "passkey-remove", "back", "unlink"}
LINKS |= {"toolkit-tool"}  # the same for everybody who is signed in
LINKS |= {"why", "why-json"}  # of any record: tests/desk/test_genealogy.py
LINKS |= {
    "agree",
    "withdraw-consent",
    "ballot",
    "group-propose",
    "request-answer",
    "request-answer-table",
    "stop-notices",
    "feed",
    "notice",
}
RECORDS |= ACTION
#: What stands behind the question mark where a page needs it to be one.
QUERIES: dict[str, str] = {"template": "?territory=karwan&language=en"}


def a_sheet(has: Records) -> Sheet:
    """The signed decision sheet of the case, once made."""
    if made := Sheet.objects.filter(case=has.case).first():
        return made
    at, officer = clock.now(), has.city.officer
    mandate = Mandate.objects.create(
        holder=has.city.holder, office="Mayor", legal_basis="Law 1", since=at.date(),
        set_by=officer, set_at=at,
    )  # fmt: skip
    scan = files.keep(
        b"%PDF-", name="s.pdf", media_type="application/pdf", holder_id=has.city.holder.pk, at=at
    )
    return Sheet.objects.create(
        case=has.case, mandate=mandate, audience="public", digest=has.case.digest,
        printed_by=officer, printed_at=at, scan=scan, signed_on=at.date(), scanned_by=officer,
        scanned_at=at,
    )  # fmt: skip


def a_proposal(city: City) -> Proposal:
    asked, _made = Proposal.objects.get_or_create(
        holder=city.holder, territory=Territory.objects.get(slug="harbour"), network=city.network,
        kind="profile", defaults={"asked_by": city.officer, "asked_at": clock.now()},
    )  # fmt: skip
    return asked


def a_data_request(city: City) -> DataRequest:
    """A letter in draft, once begun."""
    if found := DataRequest.objects.filter(holder=city.holder).first():
        return found
    return requests.begin(
        ["POP-01"], holder=city.holder, territory=Territory.objects.get(slug="karwan"), language="en",
        period="2025", by=city.officer, at=clock.now(),
    )  # fmt: skip


def a_competence(city: City) -> Competence:
    """That the region holds a figure of the city, once stated."""
    if found := Competence.objects.filter(holder=city.holder).first():
        return found
    return state(
        "HLT-01", Held(level="region", body="Health agency"), holder=city.holder,
        territory=Territory.objects.get(slug="karwan"), document=None, lang="en", by=city.officer,
        at=clock.now(),
    )  # fmt: skip


def an_earlier_answer(city: City) -> Observation:
    """What the city said of itself of an earlier year about the first of its places."""
    place = territories_of(city.holder)[0].slug
    found = Observation.objects.filter(territory__slug=place, method="self_reported")
    if not found.exists():
        city.tell(place, {"": 2.0}, day=5, definition="GOV-02", unit="LVL", method="self_reported")
    return found.get()


def a_thread(has: Records, kind: str = "remark") -> Thread:
    """A remark on the paragraph, or the city's dispute of it; once made."""
    if found := Thread.objects.filter(kind=kind).first():
        return found
    block, given = has.text.blocks.get(), {"by": has.city.officer, "at": clock.now()}
    if kind == "remark":
        return reviews.remark(block, "en", "Which ones?", seen=block.hash, **given)
    return disputes.dispute(block, "en", {"en": "None."}, seen=block.hash, **given)


def an_extension(city: City) -> Extension:
    """More time asked for by the city, of the network whose office is ``office``; once asked."""
    if found := Extension.objects.filter(holder=city.holder).first():
        return found
    at = clock.now()
    day = (at + timedelta(days=30)).date()
    due = Due.objects.create(
        network=Network.objects.get(slug="office"), step="evidence", on=day, set_by=city.signatory,
        set_at=at,
    )  # fmt: skip
    return Extension.objects.create(
        holder=city.holder, due=due, had=day, wanted=day + timedelta(days=7), reason="Elections",
        asked_by=city.officer, asked_at=at,
    )  # fmt: skip


def a_stakeholder(city: City) -> Stakeholder:
    """An organisation on the city's map, once added."""
    if found := Stakeholder.objects.filter(holder=city.holder).first():
        return found
    draft = Draft(name="Housing office", level="local", parts={"HOU": ["decides"]})
    return keep.add(draft, holder=city.holder, by=city.officer, at=clock.now())


def an_office(city: City) -> Office:
    """An office of the city's team, once added."""
    if found := Office.objects.filter(holder=city.holder).first():
        return found
    return keep.add_office(
        function="Head of registers", organisation="Registry", email="", telephone="",
        holder=city.holder, by=city.officer, at=clock.now(),
    )  # fmt: skip


def a_handover(city: City) -> Handover:
    """That the city's officer leaves, once announced."""
    if found := Handover.objects.filter(holder=city.holder).first():
        return found
    at = clock.now()
    return announce(
        city.officer, holder=city.holder, leaves_on=at.date(), successor=None, words="",
        by=city.officer, at=at,
    )  # fmt: skip
