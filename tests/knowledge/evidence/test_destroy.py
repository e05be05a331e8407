"""What must not be kept is not, and what was kept by mistake can be destroyed."""

from __future__ import annotations

import gzip
import io
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest
from django.conf import settings
from django.db import IntegrityError, connection, transaction

from qantara.__main__ import main
from qantara.accounts.models import Holder
from qantara.core import audit
from qantara.core.errors import DomainError, NotAllowed
from qantara.core.models import AuditLine
from qantara.files import store
from qantara.files.models import StoredFile
from qantara.files.store import Destroyed
from qantara.knowledge.evidence import commands
from qantara.knowledge.evidence.destroy import destroy
from qantara.knowledge.evidence.mapping.model import SourceNote
from qantara.knowledge.evidence.models import EvidenceFile
from qantara.knowledge.evidence.register import register
from qantara.knowledge.observations.models import Observation
from tests.knowledge.evidence.test_intake import AT, FILE, confirm, people
from tests.people import a_holder, a_person

pytestmark = pytest.mark.django_db(transaction=True)

__all__ = ["confirm", "people"]

LATER = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
MARKER = "Zerhoun-Qasrani-7731"
BENEFICIARIES = "Name,Phone\n" + "".join(f"Layla {MARKER},06{at}2345678\n" for at in range(10, 40))
NOTE = SourceNote(organisation="City hall", title="Beneficiaries")


@pytest.fixture(autouse=True)
def var(settings, tmp_path):
    """Where files are kept, for one test."""
    options = {"OPTIONS": {"location": tmp_path / "var"}}
    settings.STORAGES = settings.STORAGES | {"private": settings.STORAGES["private"] | options}
    return tmp_path / "var"


def as_workbook(text):
    book = openpyxl.Workbook()
    for line in text.splitlines():
        book.active.append(line.split(","))
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def rows_with(marker):
    """Tables of the database with a row that holds the marker anywhere."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT format('%I.%I', schemaname, tablename) FROM pg_tables"
            " WHERE schemaname NOT IN ('pg_catalog', 'information_schema')"
        )
        found = []
        for (table,) in cursor.fetchall():
            cursor.execute(
                f"SELECT count(*) FROM {table} AS row WHERE row::text LIKE %s", [f"%{marker}%"]
            )
            found += [table] * (cursor.fetchone()[0] > 0)
    return found


def files_with(marker, folder):
    return [
        path
        for path in Path(folder).rglob("*")
        if path.is_file() and marker.encode() in path.read_bytes()
    ]


@pytest.mark.parametrize(
    ("name", "content"),
    (
        ("people.csv", BENEFICIARIES.encode()),
        ("people.csv.gz", gzip.compress(BENEFICIARIES.encode())),
        ("people.xlsx", as_workbook(BENEFICIARIES)),
    ),
)
def test_nothing_of_a_list_of_people_is_left_anywhere(
    people,
    tmp_path,
    monkeypatch,
    capfd,
    caplog,
    name,
    content,
):
    received, temporary = tmp_path / "received", tmp_path / "temporary"
    received.mkdir()
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    path = received / name
    path.write_bytes(content)
    mapping = received / "mapping.toml"
    mapping.write_text(
        'title = "T"\n[source]\norganisation = "O"\ntitle = "T"\npublic = false\n[[series]]\n'
        'definition = "CTX-01"\nterritory = "karwan"\nperiod = "2024"\nunit = "PS"\nvalue = "Phone"\n'
    )
    acting = ["--holder", "karwan", "--by", "salma@example.org"]
    for act in (
        ["read"],
        ["review", "--mapping", str(mapping)],
        ["confirm", "--mapping", str(mapping), *acting],
    ):
        assert main(["evidence", act[0], str(path), *act[1:]]) == 1
    said = capfd.readouterr()
    assert said.err.count("This looks like a list of people") == 3
    path.unlink()
    assert MARKER not in said.out + said.err + caplog.text
    assert list(temporary.iterdir()) == []
    assert rows_with(MARKER) == []
    assert files_with(MARKER, tmp_path) == files_with(MARKER, settings.VAR) == []
    assert not StoredFile.objects.exists()


@pytest.fixture
def kept(people):
    holder, officer = people
    return register(
        BENEFICIARIES.encode(), name=f"{MARKER}.csv", note=NOTE, holder=holder, by=officer, at=AT
    )


def test_destroyed_file_leaves_checksum_and_reason_and_no_byte(kept, people, var):
    _holder, officer = people
    checksum = kept.stored.checksum
    assert rows_with(MARKER) == ["public.files_storedfile"]
    assert len(files_with(MARKER, var)) == 1
    destroyed = destroy(kept, by=officer, at=LATER, reason="A list of people")
    assert rows_with(MARKER) == files_with(MARKER, var) == []
    stored = StoredFile.objects.get()
    assert (stored.checksum, stored.key, stored.name, stored.destroyed_at) == (
        checksum,
        None,
        "",
        LATER,
    )
    assert (destroyed.destroyed_at, destroyed.destroyed_by, destroyed.destroyed_reason) == (
        LATER, officer, "A list of people",
    )  # fmt: skip
    line = AuditLine.objects.get(act="evidence.destroyed")
    assert (line.at, line.actor, line.reason, line.subject_id) == (
        LATER, audit.pseudonym_of(officer.pk), "A list of people", str(kept.pk),
    )  # fmt: skip
    with pytest.raises(Destroyed):
        store.read(stored)


def test_destroyed_file_is_refused_when_it_comes_again(kept, people):
    holder, officer = people
    destroy(kept, by=officer, at=LATER, reason="A list of people")
    with pytest.raises(Destroyed, match="the same file is not taken in again"):
        register(
            BENEFICIARIES.encode(), name="b.csv", note=NOTE, holder=holder, by=officer, at=LATER
        )
    with pytest.raises(Destroyed):
        destroy(kept, by=officer, at=LATER, reason="Again")


def test_destroying_undoes_the_imports_of_the_file(confirm, people, var):
    _holder, officer = people
    batch = confirm()
    destroy(batch.evidence_file, by=officer, at=LATER, reason="Sent by mistake")
    batch.refresh_from_db()
    assert (batch.undone_at, batch.undone_by, batch.undone_reason) == (
        LATER,
        officer,
        "Sent by mistake",
    )
    assert not Observation.objects.current().exists()
    assert files_with(FILE[:30], var) == []


def test_destroying_is_all_or_nothing(confirm, people):
    _holder, officer = people
    file = confirm().evidence_file
    with pytest.raises(RuntimeError), transaction.atomic():
        destroy(file, by=officer, at=LATER, reason="Sent by mistake")
        raise RuntimeError
    assert store.read(StoredFile.objects.get()) == FILE.encode()
    assert Observation.objects.current().count() == 3
    assert EvidenceFile.objects.get().destroyed_at is None


def test_destroying_takes_a_role_a_reason_and_ones_own_file(kept, people):
    _holder, officer = people
    stranger = a_person("dalia", ("officer", a_holder("other")))
    with pytest.raises(NotAllowed):
        destroy(kept, by=stranger, at=LATER, reason="A list of people")
    with pytest.raises(DomainError, match="Say why"):
        destroy(kept, by=officer, at=LATER, reason=" ")
    assert store.read(kept.stored) == BENEFICIARIES.encode()


def test_destroying_goes_for_every_source_but_not_for_another_holder(kept, people):
    holder, officer = people
    content = BENEFICIARIES.encode()
    note = SourceNote(organisation="City hall", title="The same again")
    again = register(content, name="b.csv", note=note, holder=holder, by=officer, at=AT)
    other = Holder.objects.create(slug="other", kind=Holder.Kind.CITY, name={"en": "Other"})
    dalia = a_person("dalia", ("officer", other))
    theirs = register(content, name="b.csv", note=NOTE, holder=other, by=dalia, at=AT)
    destroy(kept, by=officer, at=LATER, reason="A list of people")
    again.refresh_from_db()
    assert again.destroyed_reason == "A list of people"
    assert store.read(theirs.stored) == content


def test_destroyed_file_says_by_whom_and_why_or_is_none(kept):
    with pytest.raises(IntegrityError, match="a_file_is_destroyed_by_someone_for_a_reason"):
        EvidenceFile.objects.update(destroyed_at=LATER)
    with pytest.raises(IntegrityError, match="a_destroyed_file_has_neither_bytes_nor_name"):
        StoredFile.objects.update(destroyed_at=LATER)


def test_destroy_command_prints_what_it_did(kept, monkeypatch, capsys):
    monkeypatch.setattr(commands.out, "file", None, raising=False)
    asked = ["evidence", "destroy", str(kept.pk), "--by", "salma@example.org", "--reason", "A list"]
    assert main(asked) == 0
    assert f"File {kept.pk} is destroyed" in capsys.readouterr().out
    assert main(asked) == 1
    assert "was destroyed" in capsys.readouterr().err
    assert (
        main(["evidence", "destroy", "nothing", "--by", "salma@example.org", "--reason", "A list"])
        == 1
    )
