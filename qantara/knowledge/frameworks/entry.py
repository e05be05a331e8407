"""One indicator in the catalogue: all there is to know of it, as a section of a paper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from qantara.core.locales import listing
from qantara.knowledge.frameworks import words
from qantara.knowledge.frameworks.schema import Counts, Framework, Indicator, Variant
from qantara.papers import (
    Block,
    Bullets,
    Cell,
    Column,
    Paragraph,
    Row,
    Run,
    Runs,
    Section,
    Subheading,
    Table,
)

#: Label and value.
Pairs = Iterator[tuple[str, str]]


def section(framework: Framework, indicator: Indicator, lang: str) -> Section:
    blocks: list[Block] = [
        Paragraph(runs=text(indicator.definition[lang])),
        _sheet(indicator.name[lang], _facts(framework, indicator, lang)),
        *_zeros(framework, indicator.counts, lang),
    ]
    if indicator.variants:
        blocks.append(Subheading(text=_("Other definitions, each a series of its own")))
    for variant in indicator.variants:
        blocks += _variant(framework, indicator, variant, lang)
    return Section(anchor=indicator.code.lower(), title=indicator.name[lang], blocks=tuple(blocks))


def _sheet(caption: str, pairs: Pairs) -> Table:
    columns = pgettext("indicator catalogue", "Field"), pgettext("indicator catalogue", "Content")
    return Table(
        caption=caption,
        is_caption_hidden=True,
        columns=tuple(Column(title=title) for title in columns),
        rows=tuple(
            Row(header=Cell(text=label), cells=(Cell(text=value),)) for label, value in pairs
        ),
        shape="reflow",
    )


def _facts(framework: Framework, indicator: Indicator, lang: str) -> Pairs:
    units = (indicator.unit, *indicator.also_units)
    yield pgettext("indicator catalogue", "Code"), indicator.code
    yield pgettext("indicator catalogue", "Unit"), _units(framework, units, lang)
    yield from _broken_down(framework, indicator, lang)
    yield pgettext("indicator catalogue", "Usual source"), indicator.usual_source[lang]
    yield pgettext("indicator catalogue", "Tier"), words.tier(indicator.tier)
    yield (
        pgettext("indicator catalogue", "How to read it"),
        words.direction(indicator.direction),
    )
    yield from _counted(framework, indicator.counts, lang)
    yield (
        pgettext("indicator catalogue", "Shown to"),
        framework.codes["audience"][indicator.audience].name[lang],
    )
    if indicator.sdg:
        yield _("Sustainable Development Goals"), listing(indicator.sdg, lang)
    if indicator.rights:
        rights = [_cited(framework, "instrument", one, lang) for one in indicator.rights]
        yield pgettext("indicator catalogue", "Human rights"), listing(rights, lang)
    if indicator.inspired_by:
        works = [_cited(framework, "inspiration", one, lang) for one in indicator.inspired_by]
        yield pgettext("indicator catalogue", "Inspired by"), listing(works, lang)


def _broken_down(framework: Framework, found: Indicator | Variant, lang: str) -> Pairs:
    def names(codes: Iterable[str]) -> str:
        return listing([framework.dimensions[code].name[lang] for code in codes], lang)

    coarser = [code for code in found.dimensions() if code not in found.breakdowns]
    yield (
        pgettext("indicator catalogue", "Broken down by"),
        names(found.breakdowns) or _("Nothing: one figure for the whole territory"),
    )
    if coarser:
        yield pgettext("indicator catalogue", "Or, more coarsely, by"), names(coarser)


def _counted(framework: Framework, counts: Counts | None, lang: str) -> Pairs:
    yield (
        pgettext("indicator catalogue", "Protection"),
        words.protection(counts.protection if counts else None),
    )
    if counts and counts.share_of:
        divisor = framework.measures[counts.share_of]
        yield pgettext("indicator catalogue", "Divided by"), divisor.name[lang]
    if counts and counts.part_of:
        whole = framework.measures[counts.part_of]
        yield pgettext("indicator catalogue", "Part of"), whole.name[lang]


def _variant(
    framework: Framework, indicator: Indicator, variant: Variant, lang: str
) -> Iterator[Block]:
    yield Paragraph(runs=(Run(text=variant.name[lang], kind="strong"),))
    yield Paragraph(runs=text(variant.definition[lang]))
    yield _sheet(variant.name[lang], _variant_facts(framework, indicator, variant, lang))
    yield from _zeros(framework, variant.counts, lang)


def _variant_facts(
    framework: Framework, indicator: Indicator, variant: Variant, lang: str
) -> Pairs:
    yield pgettext("indicator catalogue", "Code"), f"{indicator.code}/{variant.id}"
    yield pgettext("indicator catalogue", "Unit"), _units(framework, (variant.unit,), lang)
    yield from _broken_down(framework, variant, lang)
    yield pgettext("indicator catalogue", "Usual source"), variant.usual_source[lang]
    yield from _counted(framework, variant.counts, lang)


def _zeros(framework: Framework, counts: Counts | None, lang: str) -> Iterator[Block]:
    """Cells that are zero by definition, each with its reason."""
    if not counts or not counts.structural_zeros:
        return
    yield Subheading(text=_("Zero by definition"))
    yield Bullets(
        items=tuple(
            text(
                _("%(group)s: %(reason)s")
                % {
                    "group": listing(
                        [
                            framework.dimensions[dimension][code].name[lang]
                            for dimension, code in zero.where.items()
                        ],
                        lang,
                    ),
                    "reason": zero.reason[lang],
                }
            )
            for zero in counts.structural_zeros
        )
    )


def _units(framework: Framework, codes: Iterable[str], lang: str) -> str:
    return listing([framework.units[code].name[lang] for code in codes], lang)


def _cited(framework: Framework, list_id: str, citation: str, lang: str) -> str:
    """``ICESCR 11``, ``CMP Tangier`` in words."""
    code, _space, detail = citation.partition(" ")
    name = framework.codes[list_id][code].name[lang]
    if not detail:
        return name
    if list_id == "instrument":
        return _("%(instrument)s, article %(article)s") % {"instrument": name, "article": detail}
    place = framework.codes["place"][detail].name[lang]
    return _("%(work)s (%(place)s)") % {"work": name, "place": place}


def text(words: str) -> Runs:
    """Plain words as the runs of a paper."""
    return (Run(text=words),)
