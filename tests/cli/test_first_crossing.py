"""docs/first-crossing.md, command by command, for the fictional city it is about."""

from __future__ import annotations

import re
import shlex
import tomllib
from pathlib import Path

import pytest

from qantara.__main__ import main
from qantara.core import clock
from qantara.demo.load import FOLDER
from qantara.network.file import read
from qantara.network.load import load_network
from tests.grounds import ROOT

PAGE = (ROOT / "docs" / "first-crossing.md").read_text(encoding="utf-8")

#: What a command prints and a later one is given.
PRINTED = {
    "IMPORT": r"Import ([0-9a-f-]{36})",
    "CASE": r"Draft ([0-9a-f-]{36})",
    "ADDRESS": r"/r/(\w+)$",
}


def commands() -> list[list[str]]:
    """The `qantara` commands of the page, in order, as words."""
    blocks = re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines()]
    return [shlex.split(line)[1:] for line in lines if line.startswith("qantara ")]


@pytest.mark.django_db
def test_first_crossing_works_as_written(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    django_capture_on_commit_callbacks,
) -> None:
    load_network(read(FOLDER / "fictional" / "network.toml"), by=None, at=clock.now())
    (tmp_path / "docs").symlink_to(ROOT / "docs")
    monkeypatch.chdir(tmp_path)
    known: dict[str, str] = {}
    said: list[tuple[str, str]] = []
    for words in commands():
        given = [known.get(word, word) for word in words]
        with django_capture_on_commit_callbacks(execute=True):
            status = main(given)
        printed = capsys.readouterr().out
        assert status == int("docs/examples/pontessa.toml" in words), (given, printed)
        said.append((" ".join(words[:2]), printed))
        for name, pattern in PRINTED.items():
            if found := re.search(pattern, printed, re.MULTILINE):
                known[name] = found[1]
    last = dict(said)
    assert "rows 11, 12, 13" in " ".join(said[1][1].split())
    assert [printed.splitlines()[-1] for act, printed in said if act == "evidence confirm"][1] == (
        f"Stored: 18 new, 0 changed, 0 as before. Import {known['IMPORT']}"
    )
    assert "23 figures shown, 0 withheld to protect people, 3 absent" in last["releases draft"]
    assert "number 1, for public, with 16 files" in last["releases release"]
    assert last["releases withdraw"] == "Withdrawn: profile of pontessa, number 1.\n"
    assert last["evidence review"].endswith("0 no longer in the file, 0 refused\n")
    assert "0 new, 0 changed, 0 as before" in last["evidence review"]
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
