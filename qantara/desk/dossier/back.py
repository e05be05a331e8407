"""A dossier's workbook comes back: its rows, and what they would change. Nothing is stored here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qantara.core.errors import DomainError
from qantara.core.locales import LANGUAGES
from qantara.desk.dossier.workbook import LONGEST, Row, code_of, fingerprint, plain
from qantara.editions import read
from qantara.editions.models import Block
from qantara.knowledge.evidence import apart
from qantara.knowledge.evidence.arrivals.readings import at_hand
from qantara.knowledge.evidence.readers.sheets import Sheet, Sheets
from qantara.knowledge.profiles.bind import references
from qantara.knowledge.profiles.wordfile.compare import Change
from qantara.knowledge.profiles.wordfile.leaving import tag as tag_of
from qantara.word.blocks import Passage
from qantara.word.bookmarks import tag

#: The texts of a long profile in four languages are smaller.
UPLOAD_BYTES = 10 << 20


class DossierForm(forms.Form):
    """A dossier's workbook. Clean, ``file`` is its rows; the file itself is kept nowhere."""

    file = forms.FileField(
        label=gettext_lazy("Workbook of the dossier (texts.xlsx)"),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
        error_messages={
            "required": gettext_lazy("Choose the workbook."),
            "empty": gettext_lazy("The file is empty."),
        },
    )

    def clean_file(self) -> list[Row]:
        given: UploadedFile[Any] = self.cleaned_data["file"]
        if (given.size or 0) > UPLOAD_BYTES:
            raise forms.ValidationError(
                _("The workbook is larger than %(size)s MB. Take a fresh dossier and work in that.")
                % {"size": UPLOAD_BYTES >> 20}
            )
        try:
            with at_hand(given.read(), "texts.xlsx") as path:
                found = list(rows(apart.read(path)))
        except DomainError as refused:
            raise forms.ValidationError(str(refused)) from None
        if not found:
            raise forms.ValidationError(
                _("This is not the workbook of a dossier: no sheet has its columns. Nothing was stored.")
            )  # fmt: skip
        return found


def rows(sheets: Sheets) -> Iterator[Row]:
    """The rows of the sheet that has our columns; none where no sheet has."""
    for sheet in sheets.sheets:
        columns = {code: head for head in sheet.frame.columns if (code := code_of(head))}
        if {"section", "language", "text", "block"} <= columns.keys():
            yield from _rows(sheet, columns)
            return


def _rows(sheet: Sheet, columns: Mapping[str, str]) -> Iterator[Row]:
    for found in sheet.frame.iter_rows(named=True):
        said = {code: (found[head] or "").strip() for code, head in columns.items()}
        marked, _colon, sent = said["block"].rpartition(":")
        known = tag(marked)
        lang = known.lang if known else said["language"]
        if known or (said["text"] and lang in LANGUAGES):
            yield Row(
                section=said["section"], lang=lang, text=said["text"][:LONGEST], tag=known,
                sent=sent if known else "",
            )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A block on record in one language; ``markdown`` of its passage is empty where it is not there yet."""

    passage: Passage
    is_source: bool


def held(blocks: Iterable[Block]) -> list[Held]:
    """Every block of ``read.standing``, in its own language and then in the others."""
    return [
        Held(
            passage=Passage(tag=tag_of(block, lang), markdown=_markdown(block, lang)),
            is_source=lang == block.source_language,
        )
        for block in blocks
        for lang in sorted(LANGUAGES, key=block.source_language.__ne__)
    ]


def _markdown(block: Block, lang: str) -> str:
    if lang == block.source_language:
        return block.markdown
    found = read.translation(block, lang)
    return found.markdown if found else ""


def changes(
    found: Iterable[Row], standing: Mapping[str, Sequence[Held]]
) -> list[tuple[str, Change]]:
    """Section and change, of every text that somebody changed in the workbook.

    A text as it was sent is no change, whatever became of it at the desk since; nor is a translation
    whose cell was emptied: only a text in its own language can be taken away.
    standing  section -> its blocks on record
    """
    of_block = {
        (one.passage.tag.block, one.passage.tag.lang): (section, one)
        for section, blocks in standing.items()
        for one in blocks
    }
    made: list[tuple[str, Change]] = []
    for row in found:
        if row.tag is None:
            if row.section in standing:
                made.append((row.section, _added(row, standing[row.section])))
            continue
        place = of_block.get((row.tag.block, row.lang))
        if place is None or fingerprint(row.text) == row.sent:
            continue
        section, one = place
        if plain(row.text) != plain(one.passage.markdown) and (row.text or one.is_source):
            made.append((section, _changed(row, one.passage)))
    return made


def _changed(row: Row, one: Passage) -> Change:
    assert row.tag is not None
    lost = [key for key in references(one.markdown) if key not in references(row.text)]
    return Change(
        kind="changed" if row.text else "removed", block=one.tag.block, lang=row.lang,
        version=one.tag.version, source=row.tag.source, original=one.markdown, changed=row.text,
        is_stale=row.tag.version != one.tag.version, unbound=tuple(dict.fromkeys(lost)),
    )  # fmt: skip


def _added(row: Row, standing: Sequence[Held]) -> Change:
    last = standing[-1].passage.tag.block if standing else ""
    return Change(
        kind="added", block="", lang=row.lang, version=0, source="", original="",
        changed=row.text, after=last,
    )  # fmt: skip
