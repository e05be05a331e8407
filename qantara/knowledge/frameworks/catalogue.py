"""The documented pages of the catalogue: a framework as papers, one a domain and one of codes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from qantara.knowledge.frameworks import words
from qantara.knowledge.frameworks.entry import section, text
from qantara.knowledge.frameworks.schema import Code, Domain, Framework, Indicator, Name, Unit
from qantara.papers import (
    Block,
    Cell,
    Column,
    Facts,
    Note,
    Paper,
    Row,
    Run,
    Runs,
    Section,
    Table,
)


def pages(framework: Framework, lang: str, *, address: str) -> tuple[Paper, ...]:
    """One paper for each domain, in the framework's order.

    ``address`` is that of the catalogue, with a slash at its end; the paper on POP stands below it
    at ``pop/``, and POP-01 in that paper at ``#pop-01``.
    """
    with override(lang):
        return tuple(_domain(framework, domain, lang, address) for domain in framework.domains)


def codes_page(framework: Framework, lang: str, *, address: str) -> Paper:
    """Dimensions, units and code lists; it stands at ``codes/`` below ``address``."""
    with override(lang):
        return _paper(
            framework,
            lang,
            title=_("Dimensions, units and codes"),
            lede=_("What the codes in files and addresses stand for."),
            facts=(),
            sections=code_sections(framework, lang),
            address=f"{address}codes/",
        )


def code_sections(framework: Framework, lang: str) -> list[Section]:
    """A section for each dimension, for the units, for each code list; in the language in force."""
    units = {lang: pgettext("indicator catalogue", "Units")}
    return [
        *(
            _codes(f"dimension-{one.code.lower()}", one.name, one.codes, lang, one.standard)
            for one in framework.dimensions.values()
        ),
        _codes("units", units, framework.units.values(), lang),
        *(
            _codes(one.id.replace("_", "-"), one.name, one.codes, lang, one.standard)
            for one in framework.codes.values()
        ),
    ]


def _paper(
    framework: Framework,
    lang: str,
    *,
    title: str,
    lede: str,
    facts: Iterable[tuple[str, Runs]],
    sections: Iterable[Section],
    address: str,
) -> Paper:
    version = _("%(framework)s, version %(version)s") % {
        "framework": framework.name[lang],
        "version": framework.version,
    }
    return Paper(
        lang=lang,
        kicker=_("Indicator catalogue"),
        title=title,
        lede=text(lede),
        facts=Facts(pairs=((pgettext("indicator catalogue", "Framework"), text(version)), *facts)),
        notices=(Note(runs=text(framework.about[lang])),),
        sections=tuple(sections),
        running=version,
        address=address,
    )


def _domain(framework: Framework, domain: Domain, lang: str, address: str) -> Paper:
    indicators = framework.of(domain.code)
    overview = Section(
        anchor="overview",
        title=pgettext("indicator catalogue", "Overview"),
        blocks=(lines(framework, domain, lang),),
    )
    return _paper(
        framework,
        lang,
        title=domain.name[lang],
        lede=domain.about[lang],
        facts=((pgettext("indicator catalogue", "Indicators"), text(tiers(indicators))),),
        sections=(overview, *(section(framework, one, lang) for one in indicators)),
        address=f"{address}{domain.code.lower()}/",
    )


def tiers(indicators: Sequence[Indicator]) -> str:
    """How many of each tier: ``48 core, 43 extended``."""
    core = sum(indicator.is_core for indicator in indicators)
    return _("%(core)s core, %(extended)s extended") % {
        "core": core,
        "extended": len(indicators) - core,
    }


def lines(framework: Framework, domain: Domain, lang: str) -> Table:
    """The indicators of a domain, a line each; in the language in force."""
    columns = (
        pgettext("indicator catalogue", "Code"),
        pgettext("indicator catalogue", "Name"),
        pgettext("indicator catalogue", "Unit"),
        pgettext("indicator catalogue", "Tier"),
    )
    return Table(
        caption=_("Indicators of this domain"),
        is_caption_hidden=True,
        columns=tuple(Column(title=title) for title in columns),
        rows=tuple(
            Row(
                header=Cell(text=indicator.code, lang="en"),
                cells=(
                    Cell(text=indicator.name[lang]),
                    Cell(text=framework.units[indicator.unit].name[lang]),
                    Cell(text=words.tier(indicator.tier)),
                ),
            )
            for indicator in framework.of(domain.code)
        ),
        shape="reflow",
    )


def _codes(
    anchor: str, name: Name, codes: Iterable[Code | Unit], lang: str, standard: str = ""
) -> Section:
    listed = tuple(codes)
    has_remarks = any(isinstance(code, Code) and code.about for code in listed)
    blocks: list[Block] = []
    if standard:
        label = pgettext("indicator catalogue", "Standard")
        blocks.append(Facts(pairs=((label, (Run(text=standard, lang="en"),)),)))
    if listed:
        titles = [
            pgettext("indicator catalogue", "Code"),
            pgettext("indicator catalogue", "Name"),
            *([pgettext("indicator catalogue", "Remark")] if has_remarks else []),
        ]
        table = Table(
            caption=name[lang],
            is_caption_hidden=True,
            columns=tuple(Column(title=title) for title in titles),
            rows=tuple(_code(code, lang, has_remarks=has_remarks) for code in listed),
        )
        blocks.append(table)
    return Section(anchor=anchor, title=name[lang], blocks=tuple(blocks))


def _code(code: Code | Unit, lang: str, *, has_remarks: bool) -> Row:
    cells = [Cell(text=code.name[lang])]
    if has_remarks:
        cells.append(Cell(text=code.about.get(lang, "") if isinstance(code, Code) else ""))
    return Row(header=Cell(text=code.code, lang="en"), cells=tuple(cells))
