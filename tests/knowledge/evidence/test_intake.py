"""From a file to observations and back, as an operator does it."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import openpyxl
import pytest

from qantara.__main__ import main
from qantara.accounts.models import Holder
from qantara.core import trace
from qantara.core.errors import NotAllowed
from qantara.files.models import StoredFile
from qantara.knowledge.evidence import commands, intake, mapping, template
from qantara.knowledge.evidence.models import EvidenceFile
from qantara.knowledge.observations import check
from qantara.knowledge.observations.figures import figures
from qantara.knowledge.observations.models import Batch, Observation, Source
from qantara.network.models import Territory
from tests.people import a_person

pytestmark = pytest.mark.django_db

AT = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
MAPPING = """
title = "Residents by year"
[source]
organisation = "Statistics of Karwan"
title = "Register"
url = "https://statistics.example/register"
licence = "CC BY 4.0"
accessed_on = 2026-02-20
public = true
[[series]]
definition = "CTX-01"
unit = "PS"
territory = { column = "code", scheme = "kso" }
period = { column = "year", as = "{1}-01-01" }
value = "people"
breakdown.SEX = { column = "sex", codes = { t = "_T", f = "F", m = "M" } }
method = "register"
"""
FILE = "code;year;sex;people\n0714;2024;t;1.234.567\n0714;2024;f;617.284\n0714;2024;m;617.283\n"


@pytest.fixture
def people(db):
    holder = Holder.objects.create(slug="karwan", kind=Holder.Kind.CITY, name={"en": "Karwan"})
    officer = a_person("salma", ("officer", holder), language="ar")
    Territory.objects.create(
        slug="karwan", type=Territory.Type.MUNICIPALITY, country="XA", codes={"kso": "0714"},
        name={"ar": "كروان", "en": "Karwan", "es": "Karwan", "fr": "Karwan"},
    )  # fmt: skip
    return holder, officer


@pytest.fixture
def confirm(people, write):
    holder, officer = people

    def act(file=FILE, text=MAPPING, at=AT):
        taken = intake.take_in(write(file), mapping.loads(text), at=at)
        assert taken.findings == ()
        return intake.confirm(taken, holder=holder, by=officer, at=at)

    return act


def test_a_file_becomes_observations_that_lead_back_to_it(confirm):
    batch = confirm()
    assert (batch.added, batch.mapping) == (3, MAPPING)
    found = figures(["karwan"], as_of=AT)
    assert found.frame.select("key", "value", "method").rows() == [
        ("CTX-01@karwan;2024-01-01", 1234567.0, "register"),
        ("CTX-01@karwan;SEX=F;2024-01-01", 617284.0, "register"),
        ("CTX-01@karwan;SEX=M;2024-01-01", 617283.0, "register"),
    ]
    source = found.sources[0]
    assert (source.organisation, source.licence, source.is_public, str(source.accessed_on)) == (
        "Statistics of Karwan", "CC BY 4.0", True, "2026-02-20",
    )  # fmt: skip
    steps = [(relation, target[0]) for _origin, relation, target in trace.walk(trace.node(batch))]
    assert steps == [("rests on", "knowledge.evidencefile"), ("is from", "knowledge.source")]


def test_the_same_file_twice_changes_nothing(confirm):
    confirm()
    stored = list(Observation.objects.order_by("id").values())
    assert confirm() is None
    assert confirm(FILE.replace("\n", "\r\n")) is None
    assert list(Observation.objects.order_by("id").values()) == stored
    counted = [kind.objects.count() for kind in (Batch, EvidenceFile, StoredFile, Source)]
    assert counted == [1, 1, 1, 1]


def test_a_newer_file_of_the_source_is_compared_with_what_stands(confirm, write):
    confirm()
    newer = (
        FILE.replace("1.234.567", "1.234.568")
        .replace("617.284", "617.285")
        .replace("0714;2024;m;617.283\n", "")
    )
    taken = intake.take_in(write(newer), mapping.loads(MAPPING), at=AT)
    difference = taken.review.difference
    assert difference.changed.select("breakdown", "was:value", "value").rows() == [
        ("", 1234567.0, 1234568.0),
        ("SEX=F", 617284.0, 617285.0),
    ]
    assert difference.missing["breakdown"].to_list() == ["SEX=M"]


def run(*arguments, capsys):
    status = main([str(each) for each in arguments])
    return status, capsys.readouterr().out


def test_commands_read_review_confirm_and_undo(people, write, capsys):
    file, named = write(FILE), write(MAPPING, "mapping.toml")
    whose = ("--holder", "karwan", "--by", "salma@example.org")
    status, out = run("evidence", "read", file, capsys=capsys)
    assert (status, "1.234.567" in out) == (0, True)
    status, out = run("evidence", "review", file, "--mapping", named, capsys=capsys)
    assert (status, out) == (0, "new: 3\n")
    assert Observation.objects.count() == 0
    status, out = run("evidence", "confirm", file, "--mapping", named, *whose, capsys=capsys)
    batch = Batch.objects.get()
    assert (status, out) == (0, f"new: 3\nStored. Import {batch.pk}\n")
    status, out = run("evidence", "confirm", file, "--mapping", named, *whose, capsys=capsys)
    assert (status, out.splitlines()[0], Batch.objects.count()) == (0, "as before: 3", 1)
    status, out = run(
        "evidence",
        "undo",
        batch.pk,
        "--by",
        "salma@example.org",
        "--reason",
        "a trial",
        capsys=capsys,
    )
    assert (status, Observation.objects.current().count()) == (0, 0)
    assert list(check.problems()) == []


def test_commands_stop_at_questions_and_say_them_in_the_readers_language(
    people, write, capsys, monkeypatch
):
    monkeypatch.setattr(commands.out, "width", 80)
    file, named = write(FILE.replace(";f;", ";x;")), write(MAPPING, "mapping.toml")
    status, out = run(
        "evidence", "confirm", file, "--mapping", named, "--holder", "karwan",
        "--by", "salma@example.org", "--language", "fr", capsys=capsys,
    )  # fmt: skip
    assert (status, Observation.objects.count()) == (1, 0)
    assert out == (
        "question  colonne « sex », ligne 3\n"
        "  Que signifie ceci\xa0: «\xa0x\xa0»\xa0? La correspondance ne le dit pas. Ajoutez-le aux\n"
        "  «\xa0codes\xa0» de Sexe, avec l’un de F, M, _O, _U, _T, ou à son «\xa0ignore\xa0» pour\n"
        "  écarter ses lignes.\n"
        "\n"
        "nouveaux : 2\n"
        "Rien n’est enregistré : la correspondance laisse des questions ouvertes. Répondez-y dans la"
        " correspondance, ou enregistrez le reste avec --despite-questions.\n"
    )


def test_commands_show_what_changes_in_the_readers_language(confirm, write, capsys):
    confirm()
    newer = write(FILE.replace("1.234.567", "1.234.568").replace("617.283", "617.284"))
    named = write(MAPPING, "mapping.toml")
    status, out = run(
        "evidence", "review", newer, "--mapping", named, "--language", "ar", capsys=capsys
    )
    said = [re.sub(" +", " ", line).strip(" ") for line in out.splitlines()]
    assert (status, said) == (
        0,
        [
            "ما يتغيّر",
            "المسجّل في هذا الملف",
            "السكان المقيمون، CTX-01، 2024-01-01، karwan 1\u202f234\u202f567 1\u202f234\u202f568",
            "السكان المقيمون، CTX-01، ذكور، 2024-01-01، karwan 617\u202f283 617\u202f284",
            "",
            "متغيّر: 2، كما كان: 1",
        ],
    )


def test_commands_say_in_the_readers_language_why_a_file_cannot_be_read(people, write, capsys):
    file, named = write("%PDF-1.7", "figures.csv"), write(MAPPING, "mapping.toml")
    assert main(["evidence", "review", str(file), "--mapping", str(named), "--language", "es"]) == 1
    assert capsys.readouterr().err == (
        "Detenido. Esto es un documento impreso (PDF), no una tabla. Pida las cifras a quien lo publica en"
        " CSV o XLSX.\n"
    )


def test_template_made_by_command_comes_back_with_what_the_city_wrote(
    confirm, people, tmp_path, capsys
):
    confirm()
    path = tmp_path / "karwan.xlsx"
    assert main(["evidence", "template", "karwan", "ar", "--to", str(path)]) == 0
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[1]
    at = {cell.value: cell.column - 1 for cell in sheet[2]}
    for row in sheet.iter_rows(min_row=3):
        if row[at["definition"]].value == "SRV-01" and not row[at["period"]].value:
            row[at["period"]].value = "2025"
            row[at["absence"]].value = "غير مُجمَّع"
    book.save(path)
    taken = intake.take_in(path, template.mapping_of(path), at=AT)
    assert taken.review.accepted.select("definition", "period", "absence").rows() == [
        ("SRV-01", "2025", "not_collected")
    ]
    holder, officer = people
    assert intake.confirm(taken, holder=holder, by=officer, at=AT).added == 1
    assert Source.objects.filter(is_public=False).count() == 1


def test_confirm_and_undo_are_refused_to_whoever_may_only_read(people, write):
    holder, _officer = people
    reader = a_person("reader", ("reader", holder))
    taken = intake.take_in(write(FILE), mapping.loads(MAPPING), at=AT)
    with pytest.raises(NotAllowed):
        intake.confirm(taken, holder=holder, by=reader, at=AT)
    assert not Observation.objects.exists()
    assert not EvidenceFile.objects.exists()


def test_commands_say_how_to_keep_what_a_source_published(people, write, capsys):
    file = write(FILE.replace("617.283", "617.273"))
    named = write(MAPPING, "mapping.toml")
    status, out = run("evidence", "review", file, "--mapping", named, capsys=capsys)
    assert (status, out.splitlines()[-3:]) == (
        0, ["  If the source publishes it so: --despite parts_fall_short", "", "refused: 3"],
    )  # fmt: skip
    kept = ("--despite", "parts_fall_short")
    status, out = run("evidence", "review", file, "--mapping", named, *kept, capsys=capsys)
    assert (status, out.splitlines()[-1]) == (0, "new: 3")
    assert main(["evidence", "review", str(file), "--mapping", str(named), "--despite", "x"]) == 1
    assert capsys.readouterr().err == (
        "Stopped. --despite x: there is no such contradiction. There are: parts_exceed_whole,"
        " parts_fall_short, rate_is_not_its_ratio, share_out_of_range.\n"
    )


def test_template_command_says_which_places_there_are_and_where_it_cannot_write(
    people, tmp_path, capsys
):
    assert main(["evidence", "template", "karwann", "ar"]) == 1
    assert capsys.readouterr().err == (
        "Stopped. There is no place “karwann” on record. Like it: karwan.\n"
    )
    nowhere = tmp_path / "none" / "karwan.xlsx"
    assert main(["evidence", "template", "karwan", "ar", "--to", str(nowhere)]) == 1
    assert capsys.readouterr().err == f"Stopped. {nowhere}: No such file or directory.\n"
