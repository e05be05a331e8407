"""The catalogue as released: an overview to be read first, and the whole of it for print."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import get_args

from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from qantara.core import locales
from qantara.knowledge.frameworks import catalogue, words
from qantara.knowledge.frameworks.document import Document, framework_of
from qantara.knowledge.frameworks.entry import section, text
from qantara.knowledge.frameworks.schema import Direction, Framework, Protection, Tier
from qantara.network.kinds import demonstration_notice
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
    Section,
    Subheading,
    Table,
)
from qantara.releases.kinds import Imprint
from qantara.web import links


def overview(document: Document, lang: str, imprint: Imprint) -> Paper:
    """Domains, how to read them, and every indicator with a link to its page on the site."""
    framework = framework_of(document)
    with override(lang):
        lists = [_list(framework, domain.code, lang) for domain in framework.domains]
        return _paper(document, framework, lang, imprint, (*_first(framework, lang), *lists))


def whole(document: Document, lang: str, imprint: Imprint) -> Paper:
    """The overview, then all there is to know of each indicator, then the codes."""
    framework = framework_of(document)
    with override(lang):
        sections = (*_first(framework, lang), *_chapters(framework, lang))
        return _paper(document, framework, lang, imprint, sections)


def _paper(
    document: Document,
    framework: Framework,
    lang: str,
    imprint: Imprint,
    sections: Iterable[Section],
) -> Paper:
    day = locales.day(imprint.released_on.date(), lang)
    version = {"framework": framework.name[lang], "version": framework.version}
    return Paper(
        lang=lang,
        kicker=_("Indicator catalogue"),
        title=framework.name[lang],
        lede=text(framework.about[lang]),
        facts=Facts(
            pairs=(
                (pgettext("indicator catalogue", "Version"), text(framework.version)),
                (pgettext("indicator catalogue", "Release"), text(str(imprint.number))),
                (pgettext("indicator catalogue", "Date"), text(day)),
                (
                    pgettext("indicator catalogue", "Indicators"),
                    text(catalogue.tiers(framework.indicators)),
                ),
            )
        ),
        notices=(
            (Note(runs=text(demonstration_notice()), tone="warn"),)
            if document["demonstration"]
            else ()
        ),
        sections=tuple(sections),
        running=_("%(framework)s, version %(version)s. Release %(number)s, %(day)s")
        % {**version, "number": imprint.number, "day": day},
        address=imprint.address,
    )


def _first(framework: Framework, lang: str) -> Iterator[Section]:
    yield Section(
        anchor="domains",
        title=pgettext("indicator catalogue", "Domains"),
        blocks=(_domains(framework, lang),),
    )
    yield Section(anchor="reading", title=_("How to read the catalogue"), blocks=_reading())


def _domains(framework: Framework, lang: str) -> Table:
    columns = (
        Column(title=pgettext("indicator catalogue", "Domain")),
        Column(title=pgettext("indicator catalogue", "What it describes")),
        Column(title=words.short_tier("core"), numeric=True),
        Column(title=words.short_tier("extended"), numeric=True),
    )
    rows = []
    for domain in framework.domains:
        indicators = framework.of(domain.code)
        core = sum(one.is_core for one in indicators)
        counts = [
            Cell(text=locales.number(count, lang), number=count, numeric=True)
            for count in (core, len(indicators) - core)
        ]
        about = Cell(text=domain.about[lang])
        rows.append(Row(header=Cell(text=domain.name[lang]), cells=(about, *counts)))
    return Table(
        caption=pgettext("indicator catalogue", "Domains"),
        is_caption_hidden=True,
        columns=columns,
        rows=tuple(rows),
        shape="reflow",
    )


def _reading() -> tuple[Block, ...]:
    def told(sentences: Iterable[str]) -> Bullets:
        return Bullets(items=tuple(text(sentence) for sentence in sentences))

    protections: tuple[Protection | None, ...] = (*get_args(Protection), None)
    return (
        Paragraph(
            runs=text(
                _(
                    "Each indicator has a code that never changes its meaning. A version of the"
                    " catalogue that has been used does not change either: what is corrected comes"
                    " with a new version."
                )
            )
        ),
        Subheading(text=pgettext("indicator catalogue", "Tier")),
        told(words.tier(code) for code in get_args(Tier)),
        Subheading(text=pgettext("indicator catalogue", "How to read it")),
        told(words.direction(code) for code in get_args(Direction)),
        Subheading(text=pgettext("indicator catalogue", "Protection")),
        told(words.protection(code) for code in protections),
    )


def _list(framework: Framework, domain: str, lang: str) -> Section:
    """A domain's indicators, each leading to its page."""
    about = next(one for one in framework.domains if one.code == domain)
    return Section(
        anchor=domain.lower(),
        title=about.name[lang],
        blocks=(
            Bullets(
                items=tuple(
                    (
                        Run(text=one.code, kind="strong"),
                        Run(text=" "),
                        Run(text=one.name[lang], kind="link", href=page_address(lang, one.code)),
                    )
                    for one in framework.of(domain)
                )
            ),
        ),
    )


def page_address(lang: str, code: str) -> str:
    """Where the public site shows an indicator."""
    return links.site(f"/{lang}/indicators/{code.lower()}/")


def _chapters(framework: Framework, lang: str) -> Iterator[Section]:
    """A section for each domain, listed, each followed by those of its indicators, not listed."""
    for domain in framework.domains:
        yield Section(
            anchor=domain.code.lower(),
            title=domain.name[lang],
            blocks=(
                Paragraph(runs=text(domain.about[lang])),
                catalogue.lines(framework, domain, lang),
            ),
        )
        for indicator in framework.of(domain.code):
            yield replace(section(framework, indicator, lang), is_listed=False)
    yield Section(
        anchor="codes",
        title=_("Dimensions, units and codes"),
        blocks=(Paragraph(runs=text(_("What the codes in files and addresses stand for."))),),
    )
    for codes in catalogue.code_sections(framework, lang):
        yield replace(codes, is_listed=False)
