"""Tools of the guide as documents to be changed: one by one, or all of a language together."""

from __future__ import annotations

from datetime import datetime

from qantara.action.toolkit.guide import Guide, Tool
from qantara.action.toolkit.paper import tool_paper
from qantara.tables.archive import packed
from qantara.word import papers


def document(tool: Tool, lang: str) -> bytes:
    """A tool as DOCX."""
    return papers.write(tool_paper(tool, lang))


def filename(tool: Tool, lang: str) -> str:
    return f"{tool.id.replace('_', '-')}-{lang}.docx"


def tools(guide: Guide, lang: str, *, at: datetime) -> bytes:
    """A ZIP of all that are texts; those the desk makes itself are not in it."""
    texts = [tool for tool in guide.tools.values() if tool.is_text]
    return packed({filename(tool, lang): document(tool, lang) for tool in texts}, at=at)
