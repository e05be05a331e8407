"""`qantara network` and the comings and goings of `qantara accounts`: what they print and refuse."""

from __future__ import annotations

import pytest

from qantara.__main__ import main
from qantara.accounts.models import Holder
from qantara.network.models import Network
from qantara.releases.models import Case
from tests.cli.test_gate import refused

pytestmark = pytest.mark.django_db

FILE = "docs/examples/two-rivers/network.toml"
HOLDER = "two-rivers-secretariat"


@pytest.fixture
def network(capsys: pytest.CaptureFixture[str]) -> Network:
    main(["network", "load", FILE])
    capsys.readouterr()
    return Network.objects.get()


def add(name: str) -> str:
    address = f"{name}@two-rivers.example"
    main(["accounts", "add-person", address, "--name", name.title(), "--language", "en"])
    return address


def test_dry_run_stores_nothing(capsys) -> None:
    assert main(["network", "load", FILE, "--dry-run"]) == 0
    assert "2 members" in capsys.readouterr().out
    assert not Network.objects.exists()
    assert not Holder.objects.exists()


def test_load_again_says_that_nothing_changed(network, capsys) -> None:
    main(["network", "load", FILE])
    assert capsys.readouterr().out == "two-rivers is as the file says. Nothing changed.\n"


def test_load_says_every_problem_and_stores_nothing(capsys, tmp_path) -> None:
    broken = tmp_path / "network.toml"
    broken.write_text('slug = "x"\n')
    said = refused(capsys, "network", "load", str(broken))
    assert said.count("is missing") == 6
    assert "cannot be read" in refused(capsys, "network", "load", str(tmp_path / "none.toml"))


def test_networks_are_listed(network, capsys) -> None:
    main(["network", "list"])
    (_head, line) = capsys.readouterr().out.splitlines()
    assert line.split() == ["two-rivers", "Two", "Rivers", "Network", HOLDER, "2"]


def test_lists_say_where_there_is_nothing(capsys) -> None:
    main(["network", "list"])
    assert "`qantara network load FILE`" in capsys.readouterr().out
    assert "There is no network" in refused(capsys, "network", "members", "two-rivers")


def test_members_of_a_day(network, capsys) -> None:
    main(["network", "members", "two-rivers", "--on", "2025-03-01"])
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == ["member", "nahrabad", "sorvella"]
    main(["network", "members", "two-rivers", "--on", "2023-12-31"])
    assert capsys.readouterr().out == "Nobody took part on 2023-12-31.\n"


def test_day_that_is_none_is_refused(network, capsys) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["network", "members", "two-rivers", "--on", "yesterday"])
    assert stopped.value.code == 2
    assert "'yesterday' is no day such as 2017-06-01" in capsys.readouterr().err


@pytest.mark.parametrize("kind", ["directory", "framework"])
def test_draft_brings_a_case_to_the_gate(network, capsys, kind) -> None:
    signatory, laila = add("ines"), add("laila")
    main(["accounts", "grant", signatory, "signatory", HOLDER])
    draft = ("network", "draft", "two-rivers", "--kind", kind, "--by", laila)
    assert "Your role does not allow this" in refused(capsys, *draft)
    main(["accounts", "grant", laila, "coordinator", HOLDER, "--by", signatory])
    assert main(list(draft)) == 0
    case = Case.objects.get()
    assert (case.kind, case.subject, case.holder) == (kind, "two-rivers", network.holder)
    assert f"Draft {case.pk}: {kind} of two-rivers." in capsys.readouterr().out


def test_role_is_ended_and_says_so(network, capsys) -> None:
    ines = add("ines")
    end = ("accounts", "end", ines, "signatory", HOLDER, "--reason", "x")
    assert "Ines is not signatory of" in refused(capsys, *end)
    main(["accounts", "grant", ines, "signatory", HOLDER])
    assert main(list(end)) == 0
    assert capsys.readouterr().out.endswith(f"Ines is no longer signatory of {HOLDER}.\n")


def test_person_who_left_is_in_no_list(network, capsys) -> None:
    ines = add("ines")
    main(["accounts", "grant", ines, "signatory", HOLDER])
    assert main(["accounts", "close", ines, "--reason", "x"]) == 0
    capsys.readouterr()
    main(["accounts", "list", "--holder", HOLDER])
    assert capsys.readouterr().out.splitlines()[1].split()[2:] == ["nobody", "yet"]
    assert "has left already" in refused(capsys, "accounts", "close", ines, "--reason", "x")


def test_holder_is_added_with_its_names(capsys) -> None:
    add_holder = ("accounts", "add-holder", "harbour-fund")
    assert "Give the body a name" in refused(capsys, *add_holder)
    assert main([*add_holder, "--name-en", "Harbour Fund", "--name-ar", "صندوق الميناء"]) == 0
    assert Holder.objects.values_list("slug", "kind", "name").get() == (
        "harbour-fund", "partner", {"en": "Harbour Fund", "ar": "صندوق الميناء"},
    )  # fmt: skip


def test_password_is_given_from_a_file(network, capsys, tmp_path) -> None:
    ines, kept = add("ines"), tmp_path / "password"
    kept.write_text("seven old bridges\n")
    assert main(["accounts", "password", ines, "--password-from", str(kept)]) == 0
    assert capsys.readouterr().out.endswith("Ines has a new password.\n")
