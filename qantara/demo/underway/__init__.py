"""What is under way in the fictional network: its cities stand at every stage of their journey.

Pontessa has been invited. Bresamo has brought a file that still has a question. Tessavo's fund waits for
an office's answer. Meruzah is writing, and its translations lag behind. Nordemar's draft waits for its
reviewer, Qarnel's for the secretariat, which compares a scanned sheet. Halverin's is approved and can be
released. Ardelune has released and begins a letter.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from functools import cache, partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from qantara.accounts.invitations.invite import invite, send
from qantara.accounts.invitations.models import Invitation
from qantara.accounts.models import Holder, Role
from qantara.core import clock
from qantara.demo import figures
from qantara.demo.fictional import read as fictional
from qantara.demo.narrative import read_again
from qantara.demo.people import Team
from qantara.desk.paper import printed
from qantara.editions.write import change_block, translate_block
from qantara.knowledge.evidence.arrivals.models import Arrival
from qantara.knowledge.evidence.arrivals.receive import receive
from qantara.knowledge.profiles.models import Narrative
from qantara.knowledge.profiles.prepare import prepare
from qantara.knowledge.requests import acts as requests
from qantara.knowledge.requests.models import DataRequest
from qantara.network.models import Network, Territory
from qantara.press import sheet as press
from qantara.releases.gate import approve_case, review_case
from qantara.releases.models import Audience, Case
from qantara.releases.sheets import acts as sheets

FOLDER = Path(__file__).parent
#: When letters went out, texts were changed, and drafts were proposed.
SENT, WRITTEN = datetime(2026, 11, 3, 9, tzinfo=UTC), datetime(2026, 11, 17, 9, tzinfo=UTC)
PROPOSED, SIGNED = datetime(2026, 11, 18, 9, tzinfo=UTC), datetime(2026, 11, 19, 9, tzinfo=UTC)

#: Mailbox of a city's officer -> where their city stands, as `qantara demo` prints it.
STAGES = {
    "officer.bresamo": "a file to answer questions about, and late",
    "officer.reed-coast-fund": "a letter out, its answer due; more time asked for",
    "officer.meruzah": "a text ahead of its translations",
    "reviewer.nordemar": "a draft to review, a paragraph in dispute",
    "officer.qarnel": "a signed sheet, to be confirmed by the coordinator",
    "signatory.halverin": "approved, to be released; somebody hands over",
}

Step = tuple[str, Callable[[], object]]
TeamOf = Callable[[str], Team]


def steps(network: Network, team_of: TeamOf) -> Iterator[Step]:
    """``team_of``: the people of a holder, by its slug."""
    yield "Pontessa: invited", _invite
    yield "Bresamo: a file with a question", partial(_bring, team_of)
    yield "Tessavo: a letter without an answer", partial(_ask, team_of)
    yield "Ardelune: a letter in draft", partial(_draft_letter, team_of)
    yield "Meruzah: a text ahead of its translations", partial(_write, "meruzah", team_of)
    yield "Nordemar: a draft to review", partial(_to_review, network, team_of)
    yield "Qarnel: a signed sheet to confirm", partial(_on_paper, network, team_of)
    yield "Halverin: approved, to be released", partial(_approved, network, team_of)


@cache
def _texts() -> dict[str, Any]:
    return tomllib.loads((FOLDER / "texts.toml").read_text(encoding="utf-8"))


def _invite() -> None:
    holder, said = Holder.objects.get(slug="pontessa"), _texts()["pontessa"]
    if Invitation.objects.filter(holder=holder).exists():
        return
    at = clock.now()
    invitation = invite(
        said["email"],
        Role.Title.SIGNATORY,
        holder=holder,
        language=said["language"],
        by=None,
        at=at,
    )
    send(invitation, at=at)


def _bring(team_of: TeamOf) -> None:
    team, path = team_of("bresamo"), FOLDER / "bresamo-town-hall.csv"
    if not Arrival.objects.filter(holder=team.holder, name=path.name).exists():
        receive(path.read_bytes(), name=path.name, holder=team.holder, by=team.author, at=WRITTEN)


@transaction.atomic
def _ask(team_of: TeamOf) -> None:
    team, said = team_of("reed-coast-fund"), _texts()["tessavo"]
    if DataRequest.objects.filter(holder=team.holder).exists():
        return
    request = requests.begin(
        said["asked"], holder=team.holder, territory=Territory.objects.get(slug="tessavo"),
        language="es", period=said["period"], by=team.author, at=SENT,
    )  # fmt: skip
    contact = requests.contact_of(
        team.holder, organisation=said["organisation"], department=said["department"],
        address=said["address"], email="",
    )  # fmt: skip
    letter = requests.text_of(request)
    office = "\n".join((contact.organisation, contact.department, contact.address))
    requests.rewrite(
        request, letter.words | {"addressee": office}, contact=contact, deadline=request.deadline, seen=letter.version,
        by=team.author, at=SENT,
    )  # fmt: skip
    way = DataRequest.Way.PAPER
    requests.send(request, way=way, on=SENT.date(), address="", by=team.author, at=SENT)


def _draft_letter(team_of: TeamOf) -> None:
    team = team_of(fictional.CITY)
    if not DataRequest.objects.filter(holder=team.holder, opened_at=PROPOSED).exists():
        requests.begin(
            ["HLT-01"], holder=team.holder, territory=Territory.objects.get(slug=fictional.CITY),
            language="fr", period="2025", by=team.author, at=PROPOSED,
        )  # fmt: skip


def _write(city: str, team_of: TeamOf) -> None:
    """Another sentence at the end of a chapter, in those languages it is there in."""
    said = _texts()[city]
    team, more = team_of(city), said["more"]
    text = Narrative.objects.get(territory__slug=city, section=said["section"]).text
    block = text.blocks.order_by("order").last()
    if block is None or block.markdown.endswith(more[text.source_language]):
        return
    translations = {one.language: one.markdown for one in block.translations.all()}
    block = change_block(
        block, f"{block.markdown} {more[text.source_language]}", expected=block.version,
        by=team.author, at=WRITTEN,
    )  # fmt: skip
    for language, markdown in translations.items():
        if language in more:
            changed = f"{markdown} {more[language]}"
            translate_block(block, changed, language=language, by=team.author, at=WRITTEN)


def _to_review(network: Network, team_of: TeamOf) -> None:
    _write("nordemar", team_of)
    _proposed("nordemar", network, team_of("nordemar"))


@transaction.atomic
def _on_paper(network: Network, team_of: TeamOf) -> None:
    team, said = team_of("qarnel"), _texts()["qarnel"]
    case = _proposed("qarnel", network, team)
    if case is None:
        return
    review_case(case, by=team.reviewer, at=PROPOSED)
    mandate = sheets.set_mandate(
        team.holder, office=said["office"], legal_basis=said["legal_basis"],
        since=date(2026, 1, 1), until=None, by=team.signatory, at=PROPOSED,
    )  # fmt: skip
    sheet = sheets.print_sheet(
        case, mandate, audience=Audience.PUBLIC, public_from=None, by=team.author, at=PROPOSED
    )
    sheets.bring_scan(
        sheet, press.pdf(printed.page(sheet, "ar"), at=SIGNED, fonts=settings.VAR / "fonts" / "print"), name="qarnel.pdf", signed_on=SIGNED.date(),
        by=team.author, at=SIGNED,
    )  # fmt: skip


@transaction.atomic
def _approved(network: Network, team_of: TeamOf) -> None:
    _write("halverin", team_of)
    team = team_of("halverin")
    case = _proposed("halverin", network, team)
    if case is not None:
        review_case(case, by=team.reviewer, at=PROPOSED)
        approve_case(
            case, by=team.signatory, at=SIGNED, audience=Audience.PUBLIC, public_from=SIGNED
        )


def _proposed(city: str, network: Network, team: Team) -> Case | None:
    """The next profile of a city at the gate; None where it has been brought there before."""
    if Case.objects.filter(kind="profile", subject=city, opened_at=PROPOSED).exists():
        return None
    place = Territory.objects.get(slug=city)
    case = prepare(
        "profile", place, network, holder=team.holder, by=team.author, at=PROPOSED,
        names=fictional.names(city), notes=fictional.notes() | figures.names_of_sources(),
        correction="mailto:corrections@example.org", why=_texts()[city]["why"],
    )  # fmt: skip
    read_again(case, team, at=PROPOSED)
    return case
