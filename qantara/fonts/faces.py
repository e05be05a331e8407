"""The faces Qantara is set in, and the letters each file holds."""

from __future__ import annotations

from dataclasses import dataclass, field

#: Letters of Western Europe, punctuation and signs: enough for English, French and Spanish, for
#: figures, and for the names of languages on every page.
LATIN = (
    "U+20-7E, U+A0-FF, U+131, U+152-153, U+2C6, U+2DA, U+2DC, U+2007, U+2009-200A, U+2010-2011, "
    "U+2013-2014, U+2018-201A, U+201C-201E, U+2020, U+2022, U+2026, U+202F, U+2030, U+2039-203A, "
    "U+20AC, U+2122, U+2190-2193, U+2212, U+2248, U+2260, U+2264-2265"
)
#: The rest of the Latin letters of Europe's and Turkey's languages, for names of people and places.
LATIN_EXTENDED = (
    "U+100-107, U+10A-113, U+116-11B, U+11E-123, U+126-127, U+12A-12B, U+12E-130, U+136-137, "
    "U+139-13E, U+141-148, U+14A-14D, U+150-151, U+154-15B, U+15E-167, U+16A-16B, U+16E-173, "
    "U+178-17E, U+218-21B"
)
#: Arabic with the letters of Maghreb place names and of Persian, Urdu and Kurdish. Presentation
#: forms are left out: shaping finds the glyphs, and correct text never holds the code points.
ARABIC = (
    "U+600-604, U+606-61C, U+61E-65F, U+660-674, U+679-67A, U+67E, U+686, U+688, U+691, U+695, "
    "U+698, U+6A1, U+6A4-6A5, U+6A8-6A9, U+6AD, U+6AF, U+6B5, U+6BA, U+6BE, U+6C0-6C3, U+6C6-6C7, "
    "U+6CA-6CC, U+6CE, U+6D0, U+6D2-6D5, U+6F0-6F9, U+75B, U+762-763, U+200C-200F"
)
#: The letters of العربية: pages in other languages name it in their language switch, and need no
#: more Arabic than that.
ARABIC_LABEL = "U+627-629, U+631, U+639, U+644, U+64A"
#: In print the Arabic faces hold Latin letters too: inside a drawing Typst looks for one face that
#: has all of a text's letters, its spaces included.
ARABIC_WITH_LATIN = f"{ARABIC}, {LATIN}"
#: Greek and Cyrillic, for names quoted in their own letters; in print only.
GREEK_AND_CYRILLIC = "U+384-38A, U+38C, U+38E-3A1, U+3A3-3CE, U+400-45F, U+490-491"

#: Layout features kept, by script; the rest are alternates nobody asked for.
LATIN_FEATURES = ("calt", "ccmp", "kern", "liga", "lnum", "locl", "mark", "mkmk", "tnum")
ARABIC_FEATURES = (
    *("calt", "ccmp", "curs", "fina", "init", "isol", "kern", "liga", "lnum", "locl"),
    *("mark", "medi", "mkmk", "rclt", "rlig", "rtlm", "tnum"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """One weight of a typeface as its package has it. ``axes`` pins a variable font."""

    family: str  # as the typeface names itself, and Typst finds it
    style: str
    weight: int
    package: str
    path: str
    letters: str
    axes: dict[str, float] = field(default_factory=dict)
    features: tuple[str, ...] = LATIN_FEATURES


@dataclass(frozen=True, slots=True, kw_only=True)
class WebFace:
    """One ``@font-face``: ``family`` and ``weight`` as style sheets say them."""

    family: str
    weight: int
    file: str
    unicode_range: str
    cut: Cut


def _plex(weight: int, style: str) -> Cut:
    return Cut(
        family="IBM Plex Sans",
        style=style,
        weight=weight,
        package="fontpkg_ibm_plex_sans",
        path="files/IBMPlexSans[wdth,wght].ttf",
        letters=f"{LATIN}, {LATIN_EXTENDED}, {GREEK_AND_CYRILLIC}",
        axes={"wdth": 100, "wght": weight},
    )


def _plex_arabic(weight: int, style: str) -> Cut:
    return Cut(
        family="IBM Plex Sans Arabic",
        style=style,
        weight=weight,
        package="fontpkg_ibm_plex_sans_arabic",
        path=f"files/IBMPlexSansArabic-{style}.ttf",
        letters=ARABIC_WITH_LATIN,
        features=ARABIC_FEATURES,
    )


TEXT, TEXT_BOLD = _plex(400, "Regular"), _plex(600, "SemiBold")
ARABIC_TEXT, ARABIC_TEXT_BOLD = _plex_arabic(400, "Regular"), _plex_arabic(600, "SemiBold")
TITLE = Cut(
    family="Source Serif 4",
    style="SemiBold",
    weight=600,
    package="fontpkg_source_serif_4",
    path="files/SourceSerif4[opsz,wght].ttf",
    letters=f"{LATIN}, {LATIN_EXTENDED}",
    axes={"opsz": 20, "wght": 600},
)
ARABIC_TITLE = Cut(
    family="Noto Naskh Arabic",
    style="Bold",
    weight=700,
    package="pylopdf_fonts_ar",
    path="NotoNaskhArabic-Variable.ttf",
    letters=ARABIC_WITH_LATIN,
    axes={"wght": 700},
    features=ARABIC_FEATURES,
)

PRINT = (TEXT, TEXT_BOLD, ARABIC_TEXT, ARABIC_TEXT_BOLD, TITLE, ARABIC_TITLE)


def _web(family: str, weight: int, stem: str, unicode_range: str, cut: Cut) -> WebFace:
    return WebFace(
        family=family,
        weight=weight,
        file=f"{stem}-{weight}.woff2",
        unicode_range=unicode_range,
        cut=cut,
    )


WEB = (
    _web("Plex", 400, "plex-latin", LATIN, TEXT),
    _web("Plex", 600, "plex-latin", LATIN, TEXT_BOLD),
    _web("Plex", 400, "plex-latin-ext", LATIN_EXTENDED, TEXT),
    _web("Plex", 600, "plex-latin-ext", LATIN_EXTENDED, TEXT_BOLD),
    _web("Source Serif", 600, "serif-latin", LATIN, TITLE),
    _web("Source Serif", 600, "serif-latin-ext", LATIN_EXTENDED, TITLE),
    _web("Plex Arabic", 400, "plex-arabic", ARABIC, ARABIC_TEXT),
    _web("Plex Arabic", 600, "plex-arabic", ARABIC, ARABIC_TEXT_BOLD),
    _web("Plex Arabic Label", 400, "plex-arabic-label", ARABIC_LABEL, ARABIC_TEXT),
    _web("Naskh", 600, "naskh", ARABIC, ARABIC_TITLE),
)
