"""A city's progress in one language: what page and PDF are made from. Nothing is looked up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from qantara.action.priorities.said import several
from qantara.action.progress import said, scale
from qantara.action.recommendations.paper import placeholder_note
from qantara.core import locales
from qantara.knowledge.profiles import narrative
from qantara.knowledge.profiles.citing import runs
from qantara.papers import (
    Block,
    Bullets,
    Cell,
    Column,
    Facts,
    Note,
    Paper,
    Paragraph,
    Row,
    Run,
    Runs,
    Section,
    Subheading,
    Table,
)
from qantara.releases.kinds import Document, Imprint
from qantara.releases.words import kind_name
from qantara.web.names import in_language

Cells = Mapping[str, Any]


def paper(document: Document, lang: str, imprint: Imprint) -> Paper:
    """The document in ``lang``, with what its release adds to it."""
    with translation.override(lang):
        return _paper(document, lang, imprint)


def title(document: Document, lang: str) -> str:
    with translation.override(lang):
        return _("%(place)s: progress on the recommendations") % {
            "place": _of(document["place"]["name"], lang)
        }


def lede(document: Document, lang: str) -> str:
    with translation.override(lang):
        count = len(document["cells"])
        return ngettext(
            "What the city says of %(count)s recommendation: its commitment, how far it is, what that rests"
            " on and who checked it.",
            "What the city says of %(count)s recommendations: its commitments, how far they are, what that"
            " rests on and who checked it.",
            count,
        ) % {"count": locales.number(count, lang)}


def _paper(document: Document, lang: str, imprint: Imprint) -> Paper:
    name = _of(document["place"]["name"], lang)
    day = locales.day(imprint.released_on.date(), lang)
    about = {"title": title(document, lang), "number": imprint.number, "day": day}
    return Paper(
        lang=lang,
        kicker=kind_name("progress"),
        title=name,
        lede=(Run(text=lede(document, lang)),),
        facts=_facts(document, lang, imprint, day),
        notices=tuple(_notices(document, lang)),
        sections=tuple(_sections(document, lang, imprint)),
        running=_("%(title)s. Version %(number)s, %(day)s") % about,
        address=imprint.address,
        citation=_(
            "%(publisher)s: %(title)s. Version %(number)s, %(day)s. %(address)s. %(licence)s."
        )
        % {
            **about,
            "publisher": _of(document["about"]["publisher"], lang),
            "address": imprint.address,
            "licence": document["about"]["licence"],
        },
        keywords=(name, _("progress"), _("recommendations"), _("migration")),
    )


def _facts(document: Document, lang: str, imprint: Imprint, day: str) -> Facts:
    about = document["about"]
    pairs = (
        (_("Country"), _of(document["place"]["country"]["name"], lang)),
        (_("Network"), _of(about["network_names"], lang)),
        (_("Recommendations let out"), locales.number(len(document["cells"]), lang)),
        (_("As of"), locales.day(date.fromisoformat(about["as_of"]), lang)),
        (_("This version"), _("%(number)s (%(day)s)") % {"number": imprint.number, "day": day}),
    )
    return Facts(pairs=tuple((label, _plain(text)) for label, text in pairs))


def _notices(document: Document, lang: str) -> Iterator[Note]:
    if document["about"]["is_fictional"]:
        text = _(
            "This place does not exist. Its name, its people and all its figures are invented."
        )
        yield Note(runs=_plain(text), tone="warn", is_in_frame=True)
    for notice in document["about"]["notices"]:
        yield Note(runs=_plain(_of(notice, lang)), tone="warn", is_in_frame=True)
    if document["set"]["is_placeholder"]:
        yield Note(runs=_plain(placeholder_note()), tone="warn")


def _sections(document: Document, lang: str, imprint: Imprint) -> Iterator[Section]:
    overview = (
        Paragraph(
            runs=_plain(
                _(
                    "The city decides what it lets out. What is not here is not shared: it may be not"
                    " committed to, not reported, or kept back."
                )
            )
        ),
        _overview(document, lang),
        Subheading(text=_("The scale")),
        Bullets(
            items=tuple(
                _plain(
                    _("%(level)s: %(meaning)s")
                    % {"level": locales.number(level, lang), "meaning": scale.meaning(level)}
                )
                for level in scale.LEVELS
            )
        ),
    )
    yield Section(anchor="overview", title=_("At a glance"), blocks=overview)
    for cell in document["cells"]:
        yield Section(
            anchor=cell["code"].lower(),
            title=_("%(code)s. %(title)s") % {"code": cell["code"], "title": _of(cell["title"], lang)},
            blocks=tuple(_cell(cell, lang, imprint)),
        )  # fmt: skip


def _overview(document: Document, lang: str) -> Table:
    rows = tuple(
        Row(
            header=Cell(
                text=_("%(code)s. %(title)s")
                % {"code": cell["code"], "title": _of(cell["title"], lang)}
            ),
            cells=(
                Cell(text=_where(cell, lang)),
                Cell(text=_day(cell["due"], lang)),
                Cell(text=_checked(_newest(cell), lang)),
            ),
        )
        for cell in document["cells"]
    )
    columns = (
        Column(title=pgettext("column of progress", "Recommendation")),
        Column(title=pgettext("column of progress", "How far")),
        Column(title=pgettext("column of progress", "By when")),
        Column(title=pgettext("column of progress", "Checked")),
    )
    caption = _("Recommendations the city tells of")
    return Table(
        caption=caption, is_caption_hidden=True, columns=columns, rows=rows, shape="reflow"
    )


def _cell(cell: Cells, lang: str, imprint: Imprint) -> Iterator[Block]:
    yield from _prose(cell["what"], lang)
    yield Facts(pairs=tuple(_about(cell, lang)))
    newest = _newest(cell)
    if newest is None:
        return
    yield Subheading(text=_("What is done"))
    yield from _prose(newest["done"], lang)
    for heading, part in ((_("What stands in the way"), "obstacle"), (_("The next step"), "next")):
        if newest[part]["markdown"]:
            yield Subheading(text=heading)
            yield from _prose(newest[part], lang)
    if newest["evidence"]:
        yield Subheading(text=_("What this rests on"))
        yield Bullets(items=tuple(_evidence(one, lang, imprint) for one in newest["evidence"]))
    if len(cell["reports"]) > 1:
        yield Subheading(text=_("The same city over time"))
        yield _trajectory(cell, lang)


def _about(cell: Cells, lang: str) -> Iterator[tuple[str, Runs]]:
    newest = _newest(cell)
    yield _("How far"), _plain(_where(cell, lang))
    if newest is not None:
        yield _("As of"), _plain(_day(newest["on"], lang))
        yield _("Checked"), _plain(_checked(newest, lang))
    if cell["due"]:
        yield _("By when"), _plain(_day(cell["due"], lang))
    if cell["held_by"]:
        yield _("Whose competence it is"), _plain(
            several([_of(body["name"], lang) for body in cell["held_by"]], lang)
        )  # fmt: skip
    if cell["lead"]["markdown"]:
        text, said_in = _titled(cell["lead"], lang)
        yield _("Lead department"), (Run(text=text, lang="" if said_in == lang else said_in),)
    if cell["priority"]:
        text, said_in = _titled(cell["priority"], lang)
        yield (
            _("From the city’s priority"),
            (Run(text=text, lang="" if said_in == lang else said_in),),
        )
    if cell["decided"]:
        yield _("Decided"), _plain(_decided(cell["decided"], lang))


def _decided(decided: Mapping[str, Any], lang: str) -> str:
    found = [
        _of(decided["body"]["name"], lang) if decided["body"] else "",
        _day(decided["on"], lang),
        decided["minute_reference"],
    ]
    return ("، " if lang == "ar" else ", ").join(one for one in found if one)


def _evidence(one: Mapping[str, Any], lang: str, imprint: Imprint) -> Runs:
    """A figure with its release, a page, or a document with its body and day."""
    if figure := one["figure"]:
        site, _slash, _address = imprint.address.rpartition("/r/")
        source = _("%(kind)s, version %(number)s, %(day)s") % {
            "kind": kind_name(figure["kind"]),
            "number": figure["number"],
            "day": _day(figure["released_on"], lang),
        }
        return runs(
            _("%(subject)s, %(period)s: %(figure)s. %(release)s"),
            subject=_of(figure["subject"], lang),
            period=_of(figure["period"], lang),
            figure=Run(text=_of(figure["printed"], lang), kind="figure"),
            release=Run(text=source, kind="link", href=f"{site}/r/{figure['release']}"),
        )
    text, said_in = in_language(one["title"], lang)
    is_other = said_in != lang
    kind = said.kind_of_evidence(one["kind"])
    if one["url"]:
        named = Run(text=text, kind="link", href=one["url"], lang=said_in if is_other else "")
    else:
        named = Run(text=text, lang=said_in if is_other else "")
    about = [issuer for issuer in (one["issuer"], _day(one["on"], lang)) if issuer]
    if not about:
        return runs(_("%(kind)s: %(title)s"), kind=kind, title=named)
    return runs(
        _("%(kind)s: %(title)s (%(about)s)"),
        kind=kind, title=named, about=("، " if lang == "ar" else ", ").join(about),
    )  # fmt: skip


def _trajectory(cell: Cells, lang: str) -> Table:
    rows = tuple(
        Row(
            header=Cell(text=_day(row["on"], lang)),
            cells=(Cell(text=_level(row["level"], lang)), Cell(text=_checked(row, lang))),
        )
        for row in cell["reports"]
    )
    columns = (
        Column(title=pgettext("column of progress", "Day")),
        Column(title=pgettext("column of progress", "How far")),
        Column(title=pgettext("column of progress", "Checked")),
    )
    return Table(
        caption=_("How far the city was on which day"), is_caption_hidden=True, columns=columns,
        rows=rows, shape="reflow",
    )  # fmt: skip


def _where(cell: Cells, lang: str) -> str:
    newest = _newest(cell)
    if cell["stance"] != "committed":
        return scale.instead(cell["stance"])
    if newest is None:
        return _("committed, not reported yet")
    return _level(newest["level"], lang)


def _level(level: int, lang: str) -> str:
    return _("%(level)s of 4: %(words)s") % {
        "level": locales.number(level, lang), "words": scale.level(level)
    }  # fmt: skip


def _checked(row: Mapping[str, Any] | None, lang: str) -> str:
    if row is None:
        return ""
    if row["check"] is None:
        return said.unchecked()
    check = row["check"]
    city = _of(check["of"], lang) if check["of"] else ""
    return said.checked(check["standing"], city, _day(check["on"], lang))


def _newest(cell: Cells) -> Mapping[str, Any] | None:
    return cell["reports"][-1] if cell["reports"] else None


def _day(day: str | None, lang: str) -> str:
    return locales.day(date.fromisoformat(day), lang) if day else ""


def _prose(block: Document, lang: str) -> list[Block]:
    """A paragraph in the reader's language, else in its own, and said to be so."""
    section = {"lang": block["lang"], "blocks": [block]}
    return narrative.blocks(section, {}, {}, lang) if block["markdown"] else []


def _titled(block: Document, lang: str) -> tuple[str, str]:
    words: dict[str, str] = block["markdown"]
    return (words[lang], lang) if lang in words else (words[block["lang"]], block["lang"])


def _plain(text: str) -> Runs:
    return (Run(text=text),)


def _of(name: Mapping[str, str], lang: str) -> str:
    return in_language(name, lang)[0]
