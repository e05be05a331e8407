"""What seals the audit log is known to worker and commands, and not to the desk or the site."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from qantara.cli import serve
from tests.grounds import ROOT

_ASK = """
import sys
from importlib import import_module
opened = []
sys.addaudithook(lambda what, given: opened.append(str(given[0])) if what == "open" else None)
settings = import_module(sys.argv[1])
print(any("audit.key" in each for each in opened))
try:
    print(len(settings.AUDIT_KEY()) >= 32)
except RuntimeError:
    print("withheld")
"""


def told(var: Path, module: str) -> list[str]:
    """Whether loading the settings opens the file, and what they give when asked."""
    database = "postgresql://nobody@127.0.0.1:1/none"
    ours = {f"QANTARA_{name}_DATABASE_URL": database for name in ("DESK", "PUBLIC", "WORKER")}
    kept = {key: value for key, value in os.environ.items() if not key.startswith("QANTARA_")}
    found = subprocess.run(
        [sys.executable, "-c", _ASK, f"qantara.config.{module}"], cwd=ROOT, text=True,
        capture_output=True, check=True,
        env=kept | ours | {"QANTARA_VAR": str(var), "DATABASE_URL": database, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    return found.stdout.split()


@pytest.mark.parametrize(
    ("module", "answer"),
    [("settings", "True"), ("worker_settings", "True"), ("desk_settings", "withheld"),
     ("site_settings", "withheld")],
)  # fmt: skip
def test_settings_give_it_to_whom_they_should_and_open_it_no_sooner(
    tmp_path: Path, module: str, answer: str
) -> None:
    assert told(tmp_path / "var", module) == ["False", answer]


def test_environment_of_the_desk_holds_no_such_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QANTARA_AUDIT_KEY", "x" * 40)
    assert {
        name: "QANTARA_AUDIT_KEY" in serve._environment(name) for name in ("site", "desk", "worker")
    } == {"site": False, "desk": False, "worker": True}
