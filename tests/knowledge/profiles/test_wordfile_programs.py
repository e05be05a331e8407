"""A draft that was opened and saved by another program comes back without a change."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from qantara.knowledge.profiles.wordfile.compare import changes
from qantara.word.blocks import Draft, Passage, write
from qantara.word.bookmarks import Tag
from qantara.word.reading import read

KEY = "CTX-01@ardelune;2024"
TEXTS = {
    "en": [
        f"There are {{fig:{KEY}}} people, *some* **new**.\n\nA second paragraph.",
        "- one\n- two",
        "Third.",
        f"| Year | People |\n| --- | --- |\n| 2024 | {{fig:{KEY}}} |",
    ],
    "ar": [
        f"يبلغ عدد السكان {{fig:{KEY}}} نسمة، **بعضهم** جدد.\n\nفقرة ثانية.",
        "- واحد\n- اثنان",
        "ثالثة مع PDF وأرقام 12–15.",
        f"| السنة | السكان |\n| --- | --- |\n| 2024 | {{fig:{KEY}}} |",
    ],
}


@pytest.mark.skipif(not shutil.which("soffice"), reason="no LibreOffice on this machine")
@pytest.mark.parametrize("lang", ["ar", "en"])
def test_libreoffice_keeps_blocks_and_bound_figures(tmp_path: Path, lang: str) -> None:
    standing = [
        Passage(
            tag=Tag(
                block=f"0190aaaa-0000-7000-8000-00000000000{number}", lang=lang, version=1,
                source="abcdef",
            ),
            markdown=markdown, printed={KEY: "412\u202f573"},
        )
        for number, markdown in enumerate(TEXTS[lang])
    ]  # fmt: skip
    sent = tmp_path / "draft.docx"
    sections = [("People", standing[:2]), ("Work", standing[2:])]
    sent.write_bytes(write(Draft(lang=lang, title="Ardelune", about="…", sections=sections)))
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/office", "--headless", "--convert-to",
         "docx:MS Word 2007 XML", "--outdir", str(tmp_path / "saved"), str(sent)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    told = changes(read(tmp_path / "saved" / "draft.docx"), standing)
    assert [(one.kind, one.block, one.changed) for one in told] == [
        ("same", one.tag.block, "") for one in standing
    ]
