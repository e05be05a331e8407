"""Pages and stylesheets before the Nu HTML Checker of the W3C, where there is one.

``VNU_JAR`` names its ``vnu.jar``; it needs ``java``. Without them the checks are skipped.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

import qantara
from tests.publishing.test_cities import withdraw
from tests.publishing.test_indicators import a_catalogue

JAVA, JAR = shutil.which("java"), os.environ.get("VNU_JAR", "")
STYLES = Path(qantara.__file__).parent / "web" / "static" / "web"
PAGES = (
    "/{}/", "/{}/members/", "/{}/members/?on=2017-06-01", "/{}/about/", "/{}/cities/marawel/",
    "/{}/r/<first>/", "/{}/r/<second>/", "/{}/indicators/", "/{}/indicators/?q=pop", "/{}/indicators/pop-01/",
    "/{}/cities/marawel/?on=2001-01-01", "/{}/nowhere/",
)  # fmt: skip

pytestmark = pytest.mark.skipif(
    not (JAVA and Path(JAR).is_file()),
    reason="no Nu HTML Checker here: set VNU_JAR to its vnu.jar, and have java",
)


def complaints(*arguments: str | Path) -> list[str]:
    """What the checker has to say, errors and warnings, each with its file."""
    run = subprocess.run(
        [str(JAVA), "-Xss4m", "-jar", JAR, "--format", "json", *map(str, arguments)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    said = json.loads(run.stderr)["messages"]
    return [f"{Path(one.get('url', '')).name}: {one['message']}" for one in said]


def test_pages_of_every_type_pass_in_every_language(client, marawel, tmp_path):
    first, second = marawel
    a_catalogue()
    folder = tmp_path / "pages"
    folder.mkdir()
    withdraw(first)
    paths = ["/", *(page.format(lang) for page in PAGES for lang in ("ar", "en", "es", "fr"))]
    for number, path in enumerate(paths):
        whole = path.replace("<first>", first.address).replace("<second>", second.address)
        answer = client.get(whole)
        assert answer.status_code in {200, 404, 410}, whole
        name = f"{number}{whole.replace('/', '_').replace('?', '_')}.html"
        (folder / name).write_bytes(answer.content)
    assert complaints("--also-check-svg", *sorted(folder.iterdir())) == []


def test_stylesheets_pass():
    assert complaints("--css", *sorted(STYLES.glob("*.css"))) == []


def test_checker_finds_what_is_wrong(tmp_path):
    (tmp_path / "wrong.html").write_text(
        '<!doctype html><html lang="en"><title>x</title><img src="x">'
    )
    assert len(complaints(tmp_path / "wrong.html")) == 1
