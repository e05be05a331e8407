"""`qantara accounts` and `qantara releases`: what they refuse, and in which words."""

from __future__ import annotations

import pytest

from qantara.__main__ import main
from qantara.accounts.models import Holder, Person, Role
from qantara.core import clock
from qantara.core.models import AuditLine
from qantara.demo.load import FOLDER
from qantara.network.file import read
from qantara.network.load import load_network
from qantara.releases.models import Case

pytestmark = pytest.mark.django_db

NOBODY = "01a203cf-8184-7c88-8028-14d55ea637bc"
REASONS = [word for code in ("ar", "en", "es", "fr") for word in (f"--reason-{code}", "x")]


@pytest.fixture
def pontessa() -> Holder:
    """The fictional network, and a signatory of one of its cities."""
    load_network(read(FOLDER / "fictional" / "network.toml"), by=None, at=clock.now())
    add("clara")
    main(["accounts", "grant", "clara@pontessa.example", "signatory", "pontessa"])
    return Holder.objects.get(slug="pontessa")


def add(name: str, *more: str) -> int:
    address = f"{name}@pontessa.example"
    return main(["accounts", "add-person", address, "--name", name, "--language", "en", *more])


def refused(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    """Run a command, which must stop with status 1; its sentence."""
    capsys.readouterr()
    with pytest.raises(SystemExit) as stopped:
        main(list(words))
    assert stopped.value.code == 1
    return capsys.readouterr().err.removeprefix("Stopped. ").strip()


def test_add_person_refuses_a_known_address_and_a_weak_password(pontessa, capsys, tmp_path) -> None:
    again = ("accounts", "add-person", "Clara@pontessa.example", "--name", "C", "--language", "en")
    assert refused(capsys, *again).endswith("is known already.")
    weak = tmp_path / "password"
    weak.write_text("short\n")
    new = ("accounts", "add-person", "new@pontessa.example", "--name", "New", "--language", "en")
    assert "at least 12" in refused(capsys, *new, "--password-from", str(weak))
    assert "cannot be read" in refused(capsys, *new, "--password-from", str(tmp_path / "none"))


def test_add_person_takes_a_password_from_a_file(pontessa, tmp_path) -> None:
    kept = tmp_path / "password"
    kept.write_text("seven old bridges\r\nand a second line\n")
    assert add("amina", "--password-from", str(kept)) == 0
    assert Role.objects.filter(person__email="amina@pontessa.example").count() == 0
    assert Person.objects.get(email="amina@pontessa.example").check_password("seven old bridges")


def test_grant_is_the_signatorys_after_the_first(pontessa, capsys) -> None:
    add("amina")
    grant = ("accounts", "grant", "amina@pontessa.example", "officer")
    assert "granted by its signatory" in refused(capsys, *grant, "pontessa")
    assert "granted by its signatory" in refused(capsys, *grant, "nordemar")
    assert "no holder" in refused(capsys, *grant, "nowhere")
    assert "Nobody here" in refused(capsys, *grant, "pontessa", "--by", "x@pontessa.example")
    elsewhere = refused(capsys, *grant, "nordemar", "--by", "clara@pontessa.example")
    assert "Your role does not allow this" in elsewhere
    assert main([*grant, "pontessa", "--by", "clara@pontessa.example"]) == 0
    assert "has this role already" in refused(
        capsys, *grant, "pontessa", "--by", "clara@pontessa.example"
    )
    assert set(Role.objects.values_list("person__name", "title", "holder__slug")) == {
        ("clara", "signatory", "pontessa"), ("amina", "officer", "pontessa"),
    }  # fmt: skip
    granted = AuditLine.objects.filter(act="role.granted").order_by("id")
    assert [line.actor is None for line in granted] == [True, False]


def test_draft_says_what_it_cannot_find(pontessa, capsys, tmp_path) -> None:
    by = ("--kind", "profile", "--by", "clara@pontessa.example")
    assert "no place" in refused(capsys, "releases", "draft", "nowhere", *by)
    assert "No member" in refused(capsys, "releases", "draft", "ardelune-hill", *by)
    assert "Say which network: --network four-shores" in refused(
        capsys, "releases", "draft", "pontessa", *by, "--network", "others"
    )
    words = tmp_path / "words.toml"
    words.write_text("[title]\nen = 'x'\n")
    said = refused(capsys, "releases", "draft", "pontessa", *by, "--words", str(words))
    assert said.endswith("“title” means nothing here; note, names, checked_by do.")
    assert "Your role does not allow this" in refused(capsys, "releases", "draft", "pontessa", *by)
    assert not Case.objects.exists()


@pytest.mark.parametrize("act", ["review", "approve", "release"])
def test_steps_say_that_there_is_no_such_draft(pontessa, capsys, act) -> None:
    said = refused(capsys, "releases", act, NOBODY, "--by", "clara@pontessa.example")
    assert said == f"There is no draft {NOBODY}. `qantara releases cases` lists them."


def test_withdraw_says_that_there_is_no_such_release(pontessa, capsys) -> None:
    people = ("--by", "clara@pontessa.example", "--second", "x@pontessa.example")
    said = refused(capsys, "releases", "withdraw", "/r/abc", *people, *REASONS)
    assert said == "No release has the address abc. See `qantara releases list`."


def test_cases_say_when_nothing_is_on_its_way(capsys) -> None:
    assert main(["releases", "cases"]) == 0
    assert capsys.readouterr().out == "Nothing is on its way.\n"
