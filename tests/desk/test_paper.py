"""Approval on paper: who may sign by law, the sheet, its scan, and a second person's confirmation."""

from __future__ import annotations

import io
from datetime import date, timedelta
from typing import Any

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client

from qantara.accounts.models import Holder, Person
from qantara.core import clock
from qantara.core.errors import DomainError, NotAllowed
from qantara.network.models import Member, Network, Participation, Phase
from qantara.releases.gate import release_case, review_case
from qantara.releases.models import Case, Release
from qantara.releases.sheets import acts
from qantara.releases.sheets.models import Mandate, Sheet
from tests.desk.conftest import Team, at_desk
from tests.desk.reading import form
from tests.fenced import fenced_desk
from tests.people import LONG_AGO, a_holder, a_person
from tests.releases.conftest import opened

__all__ = ["fenced_desk"]

SCAN = b"%PDF-1.7 a scan"


@pytest.fixture
def coordinator(team: Team) -> Person:
    """Somebody at the secretariat of a network the team's city takes part in."""
    office = a_holder("office", Holder.Kind.SECRETARIAT)
    network = Network.objects.create(slug="office", name={}, holder=office)
    member = Member.objects.create(slug="velmora", kind="city", name={}, holder=team.city)
    Participation.objects.create(
        network=network, member=member, valid_from=date(2020, 1, 1),
        joined_in=Phase.objects.create(network=network, number=1, name={}),
    )  # fmt: skip
    return a_person("coordinator", ("coordinator", office))


@pytest.fixture
def case(team: Team) -> Case:
    case = opened(team)
    review_case(case, by=team.reviewer, at=clock.now())
    return case


def mandate_of(team: Team, by: Person, **said: Any) -> Mandate:
    given = {"office": "Mayor", "legal_basis": "Law 12 of 1998, article 4", "until": None}
    return acts.set_mandate(
        team.city, **given | {"since": LONG_AGO.date()} | said, by=by, at=clock.now()
    )


def a_sheet(team: Team, case: Case, by: Person) -> Sheet:
    return acts.print_sheet(
        case, mandate_of(team, by), audience="public", public_from=None, by=team.officer,
        at=clock.now(),
    )  # fmt: skip


def scanned(sheet: Sheet, team: Team) -> Sheet:
    at = clock.now()
    return acts.bring_scan(
        sheet, SCAN, name="sheet.pdf", signed_on=at.date(), by=team.officer, at=at
    )


def send(client: Client, page: str, action: str, **given: Any) -> Any:
    return client.post(action, form(client, page, action) | given)


def test_city_without_an_approver_at_a_screen_releases_by_a_signed_sheet(
    team: Team, case: Case, coordinator: Person
) -> None:
    office, officer = at_desk(coordinator), at_desk(team.officer)
    mandates, paper = f"/en/mandates/{team.city.slug}/", f"/en/cases/{case.pk}/paper/"
    assert "Nobody has said yet which office may sign" in officer.get(paper).content.decode()
    send(
        office, mandates, mandates,
        office="Mayor", legal_basis="Law 12 of 1998, article 4", since="2020-01-01",
    )  # fmt: skip
    mandate = Mandate.objects.get()
    sent = send(officer, paper, paper, mandate=str(mandate.pk), audience="public")
    sheet = Sheet.objects.get()
    page = f"/en/sheets/{sheet.number}/"
    assert sent["Location"] == page
    scan = SimpleUploadedFile("signed.pdf", SCAN)
    sent = send(officer, page, f"{page}scan/", scan=scan, signed_on=str(clock.now().date()))
    assert sent["Location"] == page
    assert "Compare and confirm" not in officer.get(page).content.decode()
    assert f'href="{page}"' in office.get("/en/").content.decode()
    assert send(office, page, f"{page}confirm/", confirm="on")["Location"] == page
    approved = case.signatures.get(act="approved")
    assert (approved.person, approved.sheet) == (coordinator, sheet)
    release_case(case, by=team.signatory, at=clock.now())
    release = Release.objects.get()
    assert (release.audience, release.document) == ("public", case.document)
    assert "by a sheet signed on paper" in officer.get(f"/en/cases/{case.pk}/").content.decode()


@pytest.mark.parametrize("lang", ["ar", "en", "es", "fr"])
def test_sheet_names_what_is_decided(
    team: Team, case: Case, coordinator: Person, lang: str
) -> None:
    sheet = a_sheet(team, case, coordinator)
    response = at_desk(team.officer).get(f"/{lang}/sheets/{sheet.number}/sheet.pdf")
    assert response["Content-Disposition"].startswith("attachment")
    with pikepdf.open(io.BytesIO(response.content)) as document:
        assert len(document.pages) == 1
        assert str(document.Root.Lang).startswith(lang)
        assert "/Author" not in document.docinfo


def test_whoever_printed_or_scanned_does_not_confirm(
    team: Team, case: Case, coordinator: Person
) -> None:
    sheet = a_sheet(team, case, coordinator)
    at = clock.now()
    with pytest.raises(DomainError, match="has not been brought back"):
        acts.confirm(sheet, by=coordinator, at=at)
    with pytest.raises(NotAllowed):
        acts.confirm(scanned(sheet, team), by=team.officer, at=at)
    Sheet.objects.update(scanned_by=coordinator)
    with pytest.raises(DomainError, match="somebody else confirms it"):
        acts.confirm(sheet, by=coordinator, at=at)
    with pytest.raises(IntegrityError), transaction.atomic():
        Sheet.objects.update(confirmed_by=coordinator, confirmed_at=at)


def test_sheet_of_another_content_or_without_right_approves_nothing(
    team: Team, case: Case, coordinator: Person
) -> None:
    sheet = scanned(a_sheet(team, case, coordinator), team)
    at = clock.now()
    Sheet.objects.update(digest="0" * 64)
    with pytest.raises(DomainError, match="another content"):
        acts.confirm(sheet, by=coordinator, at=at)
    Sheet.objects.update(digest=case.digest)
    acts.end_mandate(sheet.mandate, until=at.date() - timedelta(days=1), by=coordinator, at=at)
    with pytest.raises(DomainError, match="did not sign any more"):
        acts.confirm(sheet, by=coordinator, at=at)
    assert not case.signatures.filter(act="approved").exists()


def test_new_sheet_takes_the_place_of_an_open_one(
    team: Team, case: Case, coordinator: Person
) -> None:
    first = a_sheet(team, case, coordinator)
    second = a_sheet(team, case, coordinator)
    first.refresh_from_db()
    assert first.refusal == "Another sheet was printed in its place."
    with pytest.raises(DomainError, match="settled already"):
        scanned(first, team)
    assert list(Sheet.objects.open()) == [second]


def test_unreviewed_case_is_not_put_on_paper(team: Team, coordinator: Person) -> None:
    with pytest.raises(DomainError, match="Nobody has reviewed this yet"):
        a_sheet(team, opened(team), coordinator)


def test_scan_is_a_scan(team: Team, case: Case, coordinator: Person) -> None:
    sheet = a_sheet(team, case, coordinator)
    page, client = f"/en/sheets/{sheet.number}/", at_desk(team.officer)
    program = SimpleUploadedFile("signed.pdf", b"MZ this is a program")
    answer = send(client, page, f"{page}scan/", scan=program, signed_on=str(clock.now().date()))
    assert answer.status_code == 422
    assert "Send the scan as PDF, JPEG or PNG." in answer.content.decode()
    early = SimpleUploadedFile("signed.pdf", SCAN)
    answer = send(client, page, f"{page}scan/", scan=early, signed_on="2020-01-01")
    assert "lies before the sheet or in the future" in answer.content.decode()
    sheet.refresh_from_db()
    assert sheet.scan is None


def test_refused_sheet_says_why(team: Team, case: Case, coordinator: Person) -> None:
    sheet = scanned(a_sheet(team, case, coordinator), team)
    page, office = f"/en/sheets/{sheet.number}/", at_desk(coordinator)
    assert send(office, page, f"{page}refuse/", reason="There is no stamp.").status_code == 302
    assert "There is no stamp." in at_desk(team.officer).get(page).content.decode()
    assert not case.signatures.filter(act="approved").exists()


def test_scan_is_saved_and_never_shown(
    fenced_desk: None, team: Team, case: Case, coordinator: Person
) -> None:
    """Under the desk's own role, by the secretariat, whose file it is not."""
    sheet = scanned(a_sheet(team, case, coordinator), team)
    response = at_desk(coordinator).get(f"/en/sheets/{sheet.number}/scanned/")
    assert response.content == SCAN
    assert response["Content-Disposition"] == f'attachment; filename="{sheet.number}.pdf"'
    assert response["X-Content-Type-Options"] == "nosniff"
