"""One chart of each kind, on the fictional city of Vega, in English and Arabic."""

from __future__ import annotations

from qantara.charts import values
from qantara.charts.values import Chart, Item, Mark, Point, Series, Words
from qantara.core import locales

WITHHELD = {"en": "Withheld to protect people", "ar": "محجوب لحماية الأشخاص"}
ABSENT = {"en": "No data", "ar": "لا بيانات"}
LANGUAGES = ("en", "ar")
WIDTHS = (704, 328)


def words(lang: str, unit: str = "") -> Words:
    told = {
        "en": ("Residents of Vega & its islands", "Bars for Vega. <b>Lyra</b> is the longest."),
        "ar": ("سكان فيغا وجزرها", "أعمدة عن فيغا. «ليرا» هي الأطول."),
    }[lang]
    return Words(lang=lang, title=told[0], description=told[1], unit=unit)


def mark(value: float, lang: str, **more: object) -> Mark:
    return Mark(value=value, printed=locales.percent(value, lang), **more)


def withheld(lang: str, **hidden: object) -> Mark:
    return Mark(state="withheld", word=WITHHELD[lang], **hidden)


def absent(lang: str) -> Mark:
    return Mark(state="absent", word=ABSENT[lang])


def bars(lang: str) -> values.BarChart:
    names = {
        "en": (
            "Lyra",
            "Altair, the united provinces of the east and of the southern isles",
            "A&B <c>",
        ),
        "ar": (
            "ليرا",
            "ألتير، المقاطعات المتحدة في الشرق وفي جزر الجنوب البعيدة كلها (تقدير)",
            "أ & <ب>",
        ),
    }[lang]
    return values.BarChart(
        words=words(lang),
        items=(
            Item(label=names[0], mark=mark(40, lang)),
            Item(label=names[1], mark=mark(20, lang, status="E", low=15.0, high=30.0)),
            Item(label=names[2], mark=mark(10, lang, status="P")),
            Item(label="Deneb", mark=withheld(lang)),
            Item(label="Mizar", mark=absent(lang)),
        ),
    )


def groups(lang: str) -> values.GroupedBarChart:
    series = {"en": ("Women", "Men"), "ar": ("النساء", "الرجال")}[lang]
    names = {"en": ("Primary", "Secondary"), "ar": ("الابتدائي", "الثانوي")}[lang]
    return values.GroupedBarChart(
        words=words(lang),
        series=series,
        groups=(
            (names[0], (mark(30, lang), mark(15, lang))),
            (names[1], (withheld(lang), absent(lang))),
        ),
    )


def pyramid(lang: str) -> values.Pyramid:
    sides = {"en": ("Men", "Women"), "ar": ("الرجال", "النساء")}[lang]
    return values.Pyramid(
        words=words(lang, unit="%"),
        left=sides[0],
        right=sides[1],
        bands=(
            ("0–17", mark(20, lang), mark(10, lang)),
            ("18–64", mark(30, lang, status="E", low=25.0, high=35.0), mark(40, lang)),
            ("65+", withheld(lang), absent(lang)),
        ),
        reference=tuple((mark(v, lang), mark(v + 1, lang)) for v in (22, 28, 6)),
        reference_name="All",
    )


def series(lang: str, hidden: float | None = None) -> Series:
    """2014 to 2021: a break before 2016, withheld in 2018, absent in 2020, provisional in 2021."""
    figures = {
        2014: mark(9, lang),
        2015: mark(10, lang),
        2016: mark(8, lang),
        2017: mark(9.5, lang, status="E", low=8.5, high=11.0),
        2018: withheld(lang, value=hidden),
        2019: mark(12, lang),
        2020: mark(13, lang),
        2021: mark(14, lang, status="P"),
        2022: absent(lang),
        2023: mark(15, lang),
    }
    return Series(
        name={"en": "Vega", "ar": "فيغا"}[lang],
        points=tuple(
            Point(
                at=year,
                label=str(year),
                mark=figure,
                is_break=year == 2016,
                break_word={"en": "New register", "ar": "سجل جديد"}[lang] if year == 2016 else "",
            )
            for year, figure in figures.items()
        ),
    )


def lines(lang: str) -> values.LineChart:
    unit = {"en": "Percent of residents", "ar": "نسبة مئوية من السكان"}[lang]
    return values.LineChart(words=words(lang, unit), series=(series(lang),))


def two_lines(lang: str) -> values.LineChart:
    other = Series(
        name={"en": "The old harbour and its islands", "ar": "الميناء القديم وجزره كلها"}[lang],
        points=tuple(
            Point(at=year, label=str(year), mark=mark(year - 2008.5, lang))
            for year in range(2014, 2024)
        ),
        is_highlighted=False,
    )
    return values.LineChart(words=words(lang, "%"), series=(series(lang), other))


def ranges(lang: str) -> values.RangeChart:
    def people(low: float, high: float, value: float | None = None) -> Mark:
        printed = f"{locales.number(low, lang)}–{locales.number(high, lang)}"
        return Mark(value=value, low=low, high=high, printed=printed, status="E")

    official = Mark(value=12_400.0, printed=locales.number(12_400, lang))
    names = {
        "en": ("Register", "Estimate", "Survey", "Small group", "Nobody asked"),
        "ar": ("السجل", "تقدير", "مسح", "مجموعة صغيرة", "لم يُسأل أحد"),
    }[lang]
    figures = (
        official,
        people(13_000, 18_500, 15_000),
        people(14_000, 21_000),
        withheld(lang),
        absent(lang),
    )
    return values.RangeChart(
        words=words(lang, {"en": "People", "ar": "أشخاص"}[lang]),
        items=tuple(Item(label=n, mark=m) for n, m in zip(names, figures, strict=True)),
    )


def multiples(lang: str) -> values.SmallMultiples:
    names = {
        "en": ("Harbour", "Old town", "Hills", "University district of the north", "East"),
        "ar": ("الميناء", "المدينة القديمة", "التلال", "حي الجامعة في الشمال", "الشرق"),
    }[lang]
    panels = tuple(
        values.LineChart(
            words=Words(lang=lang, title=name, description=name), series=(series(lang),)
        )
        for name in names
    )
    return values.SmallMultiples(words=words(lang, "%"), panels=panels)


def place(name: str, longitude: float, latitude: float, **more: str) -> values.Place:
    return values.Place(name=name, longitude=longitude, latitude=latitude, **more)


def locator(lang: str) -> values.LocatorMap:
    """Fictional places laid over a real sea, close to each other and far apart."""
    names = {"en": ("Vega", "Altair", "Deneb", "Mizar"), "ar": ("فيغا", "ألتير", "ذنب", "مئزر")}
    vega, altair, deneb, mizar = names[lang]
    return values.LocatorMap(
        words=words(lang),
        places=(
            place(vega, 3.0, 38.0, kind="here"),
            place(altair, 12.0, 35.0),
            place(deneb, 12.1, 35.1, kind="second"),
            place(mizar, 37.5, 34.0),
        ),
        extent=(-10.0, 30.0, 38.0, 48.0),
    )


def every(lang: str) -> dict[str, Chart]:
    return {
        "bars": bars(lang),
        "groups": groups(lang),
        "pyramid": pyramid(lang),
        "lines": lines(lang),
        "two_lines": two_lines(lang),
        "ranges": ranges(lang),
        "multiples": multiples(lang),
        "locator": locator(lang),
    }


KINDS = tuple(every("en"))
