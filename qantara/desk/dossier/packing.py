"""The files of a dossier in one ZIP: plain pages, the workbook, Word, and what was released."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import override

from qantara.accounts.models import Person
from qantara.accounts.roles import holders_for
from qantara.core.locales import LANGUAGES
from qantara.desk.dossier import workbook
from qantara.desk.dossier.back import held
from qantara.desk.dossier.workbook import Row
from qantara.desk.editor.pages import base_of
from qantara.desk.editor.paper import html
from qantara.desk.editor.reach import Desk
from qantara.editions import read
from qantara.editions.models import Block
from qantara.files import store
from qantara.files.store import Where
from qantara.knowledge.profiles import showing
from qantara.knowledge.profiles.sketches import Base
from qantara.knowledge.profiles.texts import sections
from qantara.knowledge.profiles.wordfile import leaving
from qantara.releases.models import Release
from qantara.tables.archive import packed as zipped
from qantara.web import links, names
from qantara.word import blocks as word

STYLE = Path(__file__).with_name("offline.css")
#: Releases of a place whose files go along, the newest first.
RELEASES = 3
#: Files of a release that read without a connection.
FORMATS = ("pdf", "xlsx")


#: Text -> its blocks, as they stand.
Blocks = Mapping[UUID, Sequence[Block]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A block on a plain page: how it reads, in which language, and in which state."""

    html: SafeString
    lang: str
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file that a page links to. ``path`` within the dossier."""

    path: str
    name: str


def packed(desk: Desk, person: Person, *, lang: str, at: datetime) -> bytes:
    """ZIP of what ``person`` may read of a place, its first page in ``lang``.

    manifest.json names every file with its SHA-256. The figures in it are the protected ones.
    """
    base = base_of(desk, person)
    blocks = read.standing_of(desk.texts.values())
    released = dict(_released(desk, holders_for(person, "case.read")))
    content: dict[str, bytes] = {"index.html": b""}
    for code in LANGUAGES:
        content[f"{code}.html"] = _page(desk, blocks, base, code, released, at).encode()
    content["index.html"] = content[f"{lang}.html"]
    content["style.css"] = STYLE.read_bytes()
    content["texts.xlsx"] = _workbook(desk, blocks, lang, at)
    for code in LANGUAGES:
        content[f"word/{code}.docx"] = _word(desk, base, code)
    content |= {path: store.read_key(key, where) for path, (key, where) in released.items()}
    content["manifest.json"] = _manifest(desk, content, at)
    folder = f"{desk.place.slug}-dossier"
    return zipped({f"{folder}/{name}": data for name, data in content.items()}, at=at)


def _chosen(desk: Desk) -> list[dict[str, Any]]:
    return [one for one in sections() if one["id"] in desk.texts]


def _page(
    desk: Desk, blocks: Blocks, base: Base | None, lang: str, released: Mapping[str, object], at: datetime
) -> str:  # fmt: skip
    opened = base.opened(lang) if base else None
    chapters = []
    for section in _chosen(desk):
        passages = []
        for block in blocks[desk.texts[section["id"]].pk]:
            shown = read.shown(block, lang)
            look = html(showing.shown(shown.markdown, shown.language, opened), shown.language)
            passages.append(Passage(html=look, lang=shown.language, state=shown.state))
        chapters.append((section, passages))
    with override(lang):
        context = {
            "lang": lang,
            "place": desk.place,
            "title": names.in_language(desk.place.name, lang)[0],
            "languages": links.LANGUAGES.items(),
            "chapters": chapters,
            "released": [File(path=path, name=path.removeprefix("released/")) for path in released],
            "at": at,
        }
        return render_to_string("desk/dossier/offline.html", context)


def _workbook(desk: Desk, blocks: Blocks, lang: str, at: datetime) -> bytes:
    with override(lang):
        rows = [
            row
            for section in _chosen(desk)
            for row in _rows(blocks[desk.texts[section["id"]].pk], section, lang)
        ]
        place = names.in_language(desk.place.name, lang)[0]
        return workbook.write(
            rows,
            sections=[(one["id"], one["title"][lang]) for one in sections()],
            lang=lang,
            title=_("Dossier of %(place)s: texts") % {"place": place},
            at=at,
        )


def _rows(blocks: Sequence[Block], section: dict[str, Any], lang: str) -> Iterator[Row]:
    states = {str(one.pk): one for one in blocks}
    for one in held(blocks):
        markdown = one.passage.markdown
        if len(markdown) <= workbook.LONGEST:
            yield Row(
                section=section["id"], title=section["title"][lang], lang=one.passage.tag.lang,
                state=_state(states[one.passage.tag.block], one.passage.tag.lang), text=markdown,
                tag=one.passage.tag,
            )  # fmt: skip


def _state(block: Block, lang: str) -> str:
    return {
        "source": _("written in this language"),
        "current": _("translated"),
        "outdated": _("translation behind the text"),
        "missing": _("not translated yet"),
    }[read.shown(block, lang).state]


def _word(desk: Desk, base: Base | None, lang: str) -> bytes:
    made = leaving.draft(
        [(section["title"], desk.texts[section["id"]]) for section in _chosen(desk)],
        lang,
        base.opened(lang) if base else None,
        place=names.in_language(desk.place.name, lang)[0],
    )
    return word.write(made)


def _released(desk: Desk, holders: list[UUID]) -> Iterator[tuple[str, tuple[str, Where]]]:
    """Path -> key and store of the newest releases' files."""
    found = Release.objects.standing().filter(subject=desk.place.slug, holder_id__in=holders)
    for release in found.defer("document").order_by("-released_at")[:RELEASES]:
        folder = f"released/{release.released_at:%Y-%m-%d}"
        for file in release.artefacts.filter(format__in=FORMATS).order_by("filename"):
            yield f"{folder}/{file.filename}", (file.key, file.store)


def _manifest(desk: Desk, content: Mapping[str, bytes], at: datetime) -> bytes:
    told = {
        "place": desk.place.slug,
        "made_at": at.isoformat(timespec="seconds"),
        "files": {name: hashlib.sha256(data).hexdigest() for name, data in content.items()},
    }
    return json.dumps(told, indent=1, ensure_ascii=False).encode()
