"""Styles, lists and settings of our documents: real ones, so that contents, outline and readers work."""

from __future__ import annotations

from qantara.word.markup import Element, w

#: What programs call our languages. Arabic stands in ``bidi``, the others in ``val``.
TAGS = {"ar": "ar-SA", "en": "en-GB", "es": "es-ES", "fr": "fr-FR"}
#: On every computer, with Arabic letters of its own.
FONT = "Arial"
RIGHT_TO_LEFT = frozenset({"ar"})
#: Definitions of lists (``w:num``).
BULLETS, NUMBERS = 1, 2
LEVELS = 3
_INK, _SEA, _MUTED, _LINE = "16272F", "0E3642", "4A5B63", "C9D3D6"
#: Width between the margins of A4, in twentieths of a point.
TEXT_WIDTH = 9070


def is_rtl(lang: str) -> bool:
    return lang in RIGHT_TO_LEFT


def language(lang: str) -> Element:
    return w("lang", bidi=TAGS[lang]) if is_rtl(lang) else w("lang", val=TAGS[lang])


def styles(lang: str) -> Element:
    fonts = w("rFonts", ascii=FONT, hAnsi=FONT, eastAsia=FONT, cs=FONT)
    return w(
        "styles",
        w(
            "docDefaults",
            w("rPrDefault", w("rPr", fonts, *_size(21), language(lang))),
            w("pPrDefault", w("pPr", w("spacing", after=120, line=288, lineRule="auto"))),
        ),
        _paragraph("Normal", "Normal", based="", size=21, is_default=True),
        _character("DefaultParagraphFont", "Default Paragraph Font", is_default=True),
        _table_normal(),
        _paragraph("Title", "Title", size=44, colour=_SEA, bold=True, after=120, keeps=True),
        _paragraph("Subtitle", "Subtitle", size=21, colour=_MUTED, after=60, keeps=True),
        *(
            _paragraph(
                f"Heading{level}", f"heading {level}", size=size, colour=_SEA, bold=True,
                before=before, after=80, keeps=True, outline=level - 1,
            )
            for level, size, before in ((1, 32, 360), (2, 26, 280), (3, 22, 200), (4, 21, 160))
        ),
        _paragraph("ListParagraph", "List Paragraph", size=21, after=60),
        _paragraph("Caption", "caption", size=20, colour=_INK, bold=True, before=160, after=60, keeps=True),
        _paragraph("Source", "Source", size=17, colour=_MUTED, before=40, after=160),
        _paragraph("Notice", "Notice", size=20, after=120, border=True),
        _paragraph("TableText", "Table Text", size=18, after=0),
        _paragraph("Header", "header", size=17, colour=_MUTED, after=0),
        _paragraph("Footer", "footer", size=17, colour=_MUTED, after=0),
        _paragraph("FootnoteText", "footnote text", size=17, after=0),
        _paragraph("LetterAddress", "Letter Address", size=21, after=0),
        _paragraph("LetterSubject", "Letter Subject", size=21, bold=True, before=240, after=200, keeps=True),
        _character("Strong", "Strong", bold=True),
        _character("Emphasis", "Emphasis", italic=True),
        _character("Hyperlink", "Hyperlink", colour="0B5A73", underline=True),
        _table_grid(),
    )  # fmt: skip


def _size(half_points: int) -> tuple[Element, Element]:
    return w("sz", val=half_points), w("szCs", val=half_points)


def _paragraph(
    key: str, name: str, *, size: int, based: str = "Normal", colour: str = "", bold: bool = False,
    before: int = 0, after: int = 120, keeps: bool = False, outline: int | None = None,
    border: bool = False, is_default: bool = False,
) -> Element:  # fmt: skip
    made = w(
        "style",
        w("name", val=name),
        w("basedOn", val=based) if based else None,
        w("next", val="Normal") if keeps else None,
        w("qFormat"),
        w(
            "pPr",
            w("keepNext") if keeps else None,
            w("pBdr", w("top", val="single", sz=8, space=4, color=_SEA)) if border else None,
            w("spacing", before=before, after=after),
            None if outline is None else w("outlineLvl", val=outline),
        ),
        w(
            "rPr",
            w("b") if bold else None,
            w("bCs") if bold else None,
            w("color", val=colour) if colour else None,
            *_size(size),
        ),
        type="paragraph",
        styleId=key,
    )
    return _marked(made, is_default)


def _character(
    key: str, name: str, *, bold: bool = False, italic: bool = False, colour: str = "",
    underline: bool = False, is_default: bool = False,
) -> Element:  # fmt: skip
    made = w(
        "style",
        w("name", val=name),
        w(
            "rPr",
            *((w("b"), w("bCs")) if bold else ()),
            *((w("i"), w("iCs")) if italic else ()),
            w("color", val=colour) if colour else None,
            w("u", val="single") if underline else None,
        ),
        type="character",
        styleId=key,
    )
    return _marked(made, is_default)


def _marked(style: Element, is_default: bool) -> Element:
    if is_default:
        style.set(style.tag.replace("}style", "}default"), "1")
    return style


def _margins() -> Element:
    return w(
        "tblCellMar",
        w("top", w=40, type="dxa"),
        w("left", w=100, type="dxa"),
        w("bottom", w=40, type="dxa"),
        w("right", w=100, type="dxa"),
    )


def _table_normal() -> Element:
    made = w(
        "style", w("name", val="Normal Table"), w("tblPr", w("tblInd", w=0, type="dxa"), _margins()),
        type="table", styleId="TableNormal",
    )  # fmt: skip
    return _marked(made, True)


def _table_grid() -> Element:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    lines = w("tblBorders", *(w(side, val="single", sz=4, space=0, color=_LINE) for side in sides))
    return w(
        "style",
        w("name", val="Table Grid"),
        w("basedOn", val="TableNormal"),
        w("tblPr", lines),
        type="table",
        styleId="TableGrid",
    )


def numbering(lists: int = 0) -> Element:
    """One list with bullets, and for each of ``lists`` one whose numbers begin anew, three deep."""
    numbers = ("%1.", "%1.%2.", "%1.%2.%3.")
    return w(
        "numbering",
        _list(0, "bullet", ("•", "–", "•")),
        _list(1, "decimal", numbers),
        w("num", w("abstractNumId", val=0), numId=BULLETS),
        *(
            w(
                "num",
                w("abstractNumId", val=1),
                *(
                    w("lvlOverride", w("startOverride", val=1), ilvl=level)
                    for level in range(LEVELS)
                ),
                numId=NUMBERS + each,
            )
            for each in range(lists + 1)
        ),
    )


def _list(number: int, kind: str, signs: tuple[str, ...]) -> Element:
    return w(
        "abstractNum",
        w("multiLevelType", val="multilevel"),
        *(
            w(
                "lvl", w("start", val=1), w("numFmt", val=kind), w("lvlText", val=sign),
                w("lvlJc", val="left"),
                w("pPr", w("ind", left=420 * (level + 1), hanging=420)),
                ilvl=level,
            )
            for level, sign in enumerate(signs)
        ),
        abstractNumId=number,
    )  # fmt: skip


def settings(lang: str) -> Element:
    """Nobody's name is kept by programs that save the document again."""
    theme = w("themeFontLang", val=TAGS["en" if is_rtl(lang) else lang])
    if is_rtl(lang):
        theme.set(theme.tag.replace("}themeFontLang", "}bidi"), TAGS[lang])
    return w(
        "settings",
        w("zoom", percent=100),
        w("defaultTabStop", val=708),
        w("compat", w("compatSetting", name="compatibilityMode",
                      uri="http://schemas.microsoft.com/office/word", val=15)),
        theme,
    )  # fmt: skip
