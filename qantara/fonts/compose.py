"""Arabic letters with their dots and vowel signs as one glyph each, for print.

A font may keep dots and vowel signs as glyphs of their own, placed over a letter when text is set.
PDF then ties the whole letter to each of its parts, and who copies the text or has it read out gets
the letter twice. So every letter with its marks becomes one more glyph, made of the same parts in
the same places, and a last rule of the font puts it in their stead.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Any

from fontTools.otlLib import builder
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables import otTables
from fontTools.ttLib.tables._g_l_y_f import Glyph, GlyphComponent
from fontTools.ttLib.tables.ttProgram import Program

LETTERS = (
    *range(0x620, 0x64B),
    0x66E,
    0x671,
    0x67E,
    0x686,
    0x698,
    0x6A4,
    0x6A9,
    0x6AD,
    0x6AF,
    0x6CC,
)
LAM, ALEFS = 0x644, (0x622, 0x623, 0x625, 0x627, 0x671)
SHADDA = 0x651
VOWELS = (0x64B, 0x64C, 0x64D, 0x64E, 0x64F, 0x650, 0x652, 0x670)

#: OpenType's feature for marks placed by substitution: the last that Arabic shaping applies.
FEATURE = "mset"
FORMS = ("init", "medi", "fina")
ROUND_XY_TO_GRID, ARGS_ARE_XY = 0x0004, 0x0002  # flags of a component
USE_MARK_FILTERING_SET = 0x0010  # flag of a lookup
LETTER, MARK = 1, 3  # classes of glyphs

Sequence = tuple[str, ...]  # a letter's glyph, then those of its marks


def compose(font: TTFont) -> None:
    """Add the glyphs, and the rule that uses them, to a static TrueType font."""
    places = _Places(font)
    found: dict[Sequence, str] = {}
    for sequence in dict.fromkeys(_sequences(font, places)):
        offsets = places.offsets(sequence)
        if offsets is not None:
            found[sequence] = _add_glyph(font, sequence, offsets)
    if found:
        font.setGlyphOrder(list(font["glyf"].glyphOrder))
        _add_rule(font, found)
        _let_carry_marks(font, found)


class _Places:
    """Where a mark goes, as the font's positioning tables say: (under, mark) -> offset."""

    def __init__(self, font: TTFont) -> None:
        self.on_letter: dict[tuple[str, str], tuple[int, int]] = {}
        self.on_mark: dict[tuple[str, str], tuple[int, int]] = {}
        for lookup in font["GPOS"].table.LookupList.Lookup:
            heeded = _heeded(font, lookup)
            letters: dict[tuple[str, str], tuple[int, int]] = {}
            marks: dict[tuple[str, str], tuple[int, int]] = {}
            for table in map(_unwrapped, lookup.SubTable):
                match type(table).__name__:
                    case "MarkBasePos":
                        records = table.BaseArray.BaseRecord
                        _read(table.BaseCoverage, records, "BaseAnchor", table, letters)
                    case "MarkLigPos":
                        first = [at.ComponentRecord[0] for at in table.LigatureArray.LigatureAttach]
                        _read(table.LigatureCoverage, first, "LigatureAnchor", table, letters)
                    case "MarkMarkPos":
                        records = table.Mark2Array.Mark2Record
                        _read(table.Mark2Coverage, records, "Mark2Anchor", table, marks)
            self.on_letter |= {pair: at for pair, at in letters.items() if pair[1] in heeded}
            self.on_mark |= {pair: at for pair, at in marks.items() if heeded.issuperset(pair)}

    def offsets(self, sequence: Sequence) -> list[tuple[int, int]] | None:
        """The offset of each mark from the letter's origin; None where the font does not say."""
        letter, *marks = sequence
        offsets: list[tuple[int, int]] = []
        for at, mark in enumerate(marks):
            below = (marks[at - 1], mark) if at else None
            if below in self.on_mark:
                x, y = self.on_mark[below]
                offsets.append((offsets[-1][0] + x, offsets[-1][1] + y))
            elif (letter, mark) in self.on_letter:
                offsets.append(self.on_letter[letter, mark])
            else:
                return None
        return offsets


def _heeded(font: TTFont, lookup: Any) -> set[str]:
    """Marks a lookup does not pass over: those of its filtering set or attachment class."""
    definitions = font["GDEF"].table
    if lookup.LookupFlag & USE_MARK_FILTERING_SET:
        return set(definitions.MarkGlyphSetsDef.Coverage[lookup.MarkFilteringSet].glyphs)
    attachment_class = lookup.LookupFlag >> 8
    if attachment_class:
        classes = definitions.MarkAttachClassDef.classDefs
        return {glyph for glyph, found in classes.items() if found == attachment_class}
    return set(font.getGlyphOrder())


def _read(
    coverage: Any,
    records: list[Any],
    anchors: str,
    table: Any,
    into: dict[tuple[str, str], tuple[int, int]],
) -> None:
    marks_coverage = getattr(table, "MarkCoverage", None) or table.Mark1Coverage
    marks = getattr(table, "MarkArray", None) or table.Mark1Array
    for under, record in zip(coverage.glyphs, records, strict=True):
        for mark, placed in zip(marks_coverage.glyphs, marks.MarkRecord, strict=True):
            anchor = getattr(record, anchors)[placed.Class]
            if anchor is not None and (under, mark) not in into:
                own = placed.MarkAnchor
                into[under, mark] = (
                    anchor.XCoordinate - own.XCoordinate,
                    anchor.YCoordinate - own.YCoordinate,
                )


def _sequences(font: TTFont, places: _Places) -> Iterator[Sequence]:
    """Each letter in each of its forms with its own marks, then with each vowel sign."""
    letters = font.getBestCmap()
    single, split, joined = _substitutions(font)
    shadda = letters.get(SHADDA, "")
    vowels = [letters[code] for code in VOWELS if code in letters]
    doubled = [
        (joined[shadda, vowel],) if (shadda, vowel) in joined else (shadda, vowel)
        for vowel in vowels
    ]
    signs: list[Sequence] = [(), (shadda,), *((vowel,) for vowel in vowels), *doubled]
    bare = [
        tuple(split.get(letters[code], (letters[code],))) for code in LETTERS if code in letters
    ]
    ligatures = [
        (glyph,) for parts, glyph in joined.items() if shadda not in parts and len(parts) == 2
    ]
    dots = {sequence[1:] for sequence in bare if len(sequence) > 1}
    for glyph, *marks in chain(bare, ligatures, ((g, *d) for (g,) in ligatures for d in dots)):
        forms = [feature for feature in FORMS if (feature, glyph) in single]
        for form in ("", *forms):
            # A dot split from its letter is shaped with it, so it can have forms too.
            shaped = [single.get((form, part), part) for part in (glyph, *marks)]
            for sign in signs:
                if marks or sign:
                    yield (*shaped, *sign)
    # Rules of context may choose further forms: in a font that splits its letters, any of them may
    # stand with a dot or a sign, and with a dot under the commonest signs.
    own = {single.get((form, mark), mark) for mark in chain(*dots) for form in ("", *FORMS)}
    common = ((), (shadda,), doubled[0])
    for letter, mark in places.on_letter if own else ():
        if mark in own:
            yield from ((letter, mark, *sign) for sign in common)
        elif (mark,) in signs:
            yield (letter, mark)


def _substitutions(
    font: TTFont,
) -> tuple[dict[tuple[str, str], str], dict[str, list[str]], dict[Sequence, str]]:
    """Forms by (feature, glyph), glyphs split into letter and dots, glyphs joined to one."""
    table = font["GSUB"].table
    single: dict[tuple[str, str], str] = {}
    split: dict[str, list[str]] = {}
    joined: dict[Sequence, str] = {}
    for record in table.FeatureList.FeatureRecord:
        for index in record.Feature.LookupListIndex:
            for rule in map(_unwrapped, table.LookupList.Lookup[index].SubTable):
                match type(rule).__name__:
                    case "SingleSubst" if record.FeatureTag in FORMS:
                        single |= {
                            (record.FeatureTag, glyph): to for glyph, to in rule.mapping.items()
                        }
                    case "MultipleSubst" if record.FeatureTag in FORMS:
                        single |= {
                            (record.FeatureTag, glyph): to[0]
                            for glyph, to in rule.mapping.items()
                            if len(to) == 1
                        }
                    case "MultipleSubst" if record.FeatureTag == "ccmp":
                        split |= rule.mapping
                    case "LigatureSubst":
                        joined |= {
                            (first, *found.Component): found.LigGlyph
                            for first, all_found in rule.ligatures.items()
                            for found in all_found
                        }
    return single, split, joined


def _unwrapped(table: Any) -> Any:
    return getattr(table, "ExtSubTable", table)


def part_pairs(font: TTFont) -> None:
    """Letters that a font joins for beauty stand apart; lam and alef, which must join, stay joined."""
    letters = font.getBestCmap()
    single, _split, _joined = _substitutions(font)

    def shapes(*codes: int) -> set[str]:
        glyphs = {letters[code] for code in codes if code in letters}
        return glyphs | {to for (_feature, glyph), to in single.items() if glyph in glyphs}

    lam, alef = shapes(LAM), shapes(*ALEFS)
    marks = {
        glyph for glyph, kind in font["GDEF"].table.GlyphClassDef.classDefs.items() if kind == MARK
    }
    for lookup in font["GSUB"].table.LookupList.Lookup:
        for rule in map(_unwrapped, lookup.SubTable):
            if isinstance(rule, otTables.LigatureSubst):
                kept = {
                    first: [
                        found
                        for found in all_found
                        if first in marks or (first in lam and alef.issuperset(found.Component))
                    ]
                    for first, all_found in rule.ligatures.items()
                }
                rule.ligatures = {
                    first: all_found for first, all_found in kept.items() if all_found
                }


def _add_glyph(font: TTFont, sequence: Sequence, offsets: list[tuple[int, int]]) -> str:
    name = ".".join(part.replace(".", "_") for part in sequence)
    glyph = Glyph()
    glyph.numberOfContours = -1
    glyph.components = []
    for part, (x, y) in zip(sequence, [(0, 0), *offsets], strict=True):
        component = GlyphComponent()
        component.glyphName, component.x, component.y = part, x, y
        component.flags = ROUND_XY_TO_GRID | ARGS_ARE_XY
        glyph.components.append(component)
    glyph.program = Program()
    font["glyf"][name] = glyph
    width, _side = font["hmtx"][sequence[0]]
    glyph.recalcBounds(font["glyf"])
    font["hmtx"][name] = (width, getattr(glyph, "xMin", 0))
    font["GDEF"].table.GlyphClassDef.classDefs[name] = LETTER
    return name


def _add_rule(font: TTFont, found: dict[Sequence, str]) -> None:
    table = font["GSUB"].table
    rule = builder.buildLookup([builder.buildLigatureSubstSubtable(found)])
    table.LookupList.Lookup.append(rule)
    record = otTables.FeatureRecord()
    record.FeatureTag, record.Feature = FEATURE, otTables.Feature()
    record.Feature.LookupListIndex = [len(table.LookupList.Lookup) - 1]
    table.FeatureList.FeatureRecord.append(record)
    for script in table.ScriptList.ScriptRecord:
        systems = [
            script.Script.DefaultLangSys,
            *(at.LangSys for at in script.Script.LangSysRecord),
        ]
        for system in filter(None, systems):
            system.FeatureIndex.append(len(table.FeatureList.FeatureRecord) - 1)


def _let_carry_marks(font: TTFont, found: dict[Sequence, str]) -> None:
    """A further mark stands over a composed glyph where it would stand over its letter."""
    for lookup in font["GPOS"].table.LookupList.Lookup:
        for table in map(_unwrapped, lookup.SubTable):
            if isinstance(table, otTables.MarkBasePos):
                records = dict(
                    zip(table.BaseCoverage.glyphs, table.BaseArray.BaseRecord, strict=True)
                )
                for (letter, *_marks), glyph in found.items():
                    if letter in records:
                        table.BaseCoverage.glyphs.append(glyph)
                        table.BaseArray.BaseRecord.append(records[letter])
