"""docs/first-crossing.md, command by command, for the fictional city it is about."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from qantara.__main__ import main
from qantara.accounts.models import Holder
from qantara.core import clock
from qantara.demo.load import FOLDER
from qantara.network.file import read
from qantara.network.load import load_network
from tests.cli import written
from tests.grounds import ROOT
from tests.people import a_person

PAGE = written.page("first-crossing.md")


@pytest.mark.django_db
def test_first_crossing_works_as_written(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    django_capture_on_commit_callbacks,
) -> None:
    load_network(read(FOLDER / "fictional" / "network.toml"), by=None, at=clock.now())
    secretariat = Holder.objects.get(slug="four-shores-secretariat")
    a_person("coordinator.four-shores-secretariat", ("coordinator", secretariat))
    (tmp_path / "docs").symlink_to(ROOT / "docs")
    monkeypatch.chdir(tmp_path)
    known: dict[str, str] = {}
    said: list[tuple[str, str]] = []
    for words in written.commands(PAGE):
        given = [known.get(word, word) for word in words]
        with django_capture_on_commit_callbacks(execute=True):
            status = main(given)
        printed = capsys.readouterr().out
        assert status == int("docs/examples/pontessa.toml" in words), (given, printed)
        said.append((" ".join(words[:2]), printed))
        known |= written.found_in(printed)
    last = dict(said)
    assert "rows 11, 12, 13" in " ".join(said[1][1].split())
    assert [printed.splitlines()[-1] for act, printed in said if act == "evidence confirm"][1] == (
        f"Stored. Import {known['IMPORT']}"
    )
    assert "23 figures shown, 0 withheld to protect people, 3 absent" in last["releases draft"]
    assert "number 1, for public, with 16 files" in last["releases release"]
    assert last["releases withdraw"] == "Withdrawn: profile of pontessa, number 1.\n"
    assert last["evidence review"].splitlines()[1:] == [
        "  لم يُكتب شيء ولم يتغيّر شيء منذ إعداد النموذج.", "", "لا شيء يُخزَّن."
    ]  # fmt: skip
    assert main(["database", "check"]) == 0


def test_first_crossing_shows_the_mappings_of_its_examples() -> None:
    shown = [tomllib.loads(block) for block in re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)]
    asking, answered = (
        tomllib.loads((ROOT / "docs" / "examples" / name).read_text(encoding="utf-8"))
        for name in ("pontessa.toml", "pontessa-answered.toml")
    )
    assert shown == [asking, {"absence": answered["absence"]}]
    assert answered == {**asking, "absence": answered["absence"]}


def test_readme_leads_to_the_first_crossing() -> None:
    assert "(docs/first-crossing.md)" in (ROOT / "README.md").read_text(encoding="utf-8")
