"""A paper on a city that does not exist, in English and Arabic, with every kind of block."""

from __future__ import annotations

from qantara.charts import draw, key
from qantara.charts.marks import table_marks
from qantara.charts.values import BarChart, Item, LineChart, Mark, Point, Pyramid, Series, Words
from qantara.papers import (
    Bullets,
    Cell,
    Column,
    Facts,
    Figure,
    Flag,
    Note,
    Paper,
    Paragraph,
    Row,
    Run,
    Section,
    Stat,
    Stats,
    Subheading,
    Table,
)
from tests.press.words import TEXTS

BANDS = (("0–19", 12.1, 11.9), ("20–39", 29.4, 27.2), ("40–59", 8.1, 7.4), ("60+", 1.9, 2.0))
PERSONS = (31_400, 9_270, 8_060, 1_215, None, None)
YEARS = ((2019, 15.1), (2020, 15.4), (2021, 18.2), (2022, 18.6), (2023, 19.0), (2024, 19.4))


def paper(lang: str, copies: int = 1) -> Paper:
    """``copies`` repeats the sections with charts, for a long paper."""
    t = TEXTS[lang]
    sections = [
        headline(t),
        *(part for n in range(copies) for part in charted(lang, t, n)),
        gaps(t),
    ]
    return Paper(
        lang=lang,
        kicker=t["kicker"],
        title=t["title"],
        lede=(Run(text=t["lede"]),),
        facts=Facts(
            pairs=(
                (t["country"], (Run(text=t["nowhere"]),)),
                (t["version"], (Run(text=t["dated"]),)),
                (t["checked"], (Run(text=t["team"]),)),
            )
        ),
        notices=(
            Note(
                runs=(Run(text=t["notice"], kind="strong"), Run(text=t["notice_more"])), tone="warn"
            ),
        ),
        sections=tuple(sections),
        running=t["running"],
        address="https://example.org/r/7h3k9q2mzd",
        keywords=(t["kicker"], t["title"]),
    )


def headline(t: dict) -> Section:
    official = Flag(code="A", word=t["official"])
    return Section(
        anchor="headline",
        title=t["headline"],
        blocks=(
            Stats(
                items=(
                    Stat(
                        printed="567\u202f000",
                        label=t["residents"],
                        detail=t["register"],
                        flags=(official,),
                    ),
                    Stat(
                        printed="110\u202f000",
                        label=t["foreign"],
                        detail=t["register"],
                        flags=(Flag(code="P", word=t["provisional"]),),
                    ),
                    Stat(
                        printed="19.4%" if t is TEXTS["en"] else "19,4%",
                        label=t["share"],
                        detail=t["register"],
                    ),
                    Stat(
                        printed="1\u202f100–1\u202f300",
                        label=t["asylum"],
                        detail=t["register"],
                        flags=(Flag(code="E", word=t["estimate"]),),
                    ),
                    Stat(
                        printed=t["withheld"],
                        label=t["stateless"],
                        detail=t["register"],
                        state="withheld",
                    ),
                )
            ),
        ),
    )


def charted(lang: str, t: dict, n: int) -> list[Section]:
    def decimal(number: float) -> str:
        return f"{number:.1f}".replace(".", "," if lang == "ar" else ".")

    pyramid = Pyramid(
        words=Words(lang=lang, title=t["finding"], description=t["finding"], unit="%"),
        left=t["men"],
        right=t["women"],
        bands=tuple(
            (band, Mark(value=m, printed=decimal(m)), Mark(value=w, printed=decimal(w)))
            for band, m, w in BANDS
        ),
        reference=tuple((Mark(value=m * 0.8), Mark(value=w * 0.9)) for _, m, w in BANDS),
        reference_name=t["everyone"],
    )
    ages = Table(
        caption=t["measured"],
        columns=(
            Column(title=t["age"]),
            Column(title=t["men"], numeric=True),
            Column(title=t["women"], numeric=True),
        ),
        rows=tuple(
            Row(
                header=Cell(text=band, numeric=True),
                cells=tuple(Cell(text=decimal(x), number=x, numeric=True) for x in (m, w)),
            )
            for band, m, w in BANDS
        ),
    )
    source = (
        Run(text=t["source"] + " "),
        Run(text="example.org", kind="link", href="https://example.org/register"),
    )
    who = Section(
        anchor=f"people-{n}",
        title=t["people"],
        blocks=(
            Paragraph(
                runs=(
                    Run(text=t["prose"]),
                    Run(text=decimal(56.6) + "%", kind="figure", href="POP-01"),
                    Run(text=t["prose_more"]),
                    Run(text=t["link"], kind="link", href="https://example.org/register/method"),
                    Run(text=t["prose_end"]),
                )
            ),
            Figure(
                anchor=f"ages-{n}",
                finding=t["finding"],
                measured=t["measured"],
                table=ages,
                source=source,
                drawing=draw(pyramid),
                key=key(pyramid),
                flags=(Flag(code="A", word=t["official"]),),
            ),
            marked(t, n, pyramid, ages, source),
            Subheading(text=t["citizenships"]),
            citizenships(lang, t, n, source),
        ),
    )
    lines = LineChart(
        words=Words(lang=lang, title=t["over"], description=t["over"], unit="%"),
        series=(
            Series(
                name=t["title"],
                points=tuple(
                    Point(
                        at=year,
                        label=str(year),
                        mark=Mark(value=x, printed=decimal(x), status="P" if year == 2024 else "A"),
                        is_break=year == 2021,
                        break_word=t["broken"] if year == 2021 else "",
                    )
                    for year, x in YEARS
                ),
            ),
        ),
    )
    over = Section(
        anchor=f"time-{n}",
        title=t["time"],
        blocks=(
            Note(runs=(Run(text=t["warn"]),)),
            Figure(
                anchor=f"share-{n}",
                finding=t["over"],
                measured=t["over_measured"],
                table=Table(
                    caption="",
                    columns=(Column(title=t["year"]), Column(title="%", numeric=True)),
                    rows=tuple(
                        Row(
                            header=Cell(text=str(year)),
                            cells=(
                                Cell(
                                    text=decimal(x),
                                    number=x,
                                    numeric=True,
                                    flags=(Flag(code="P", word=t["provisional"]),)
                                    if year == 2024
                                    else (),
                                ),
                            ),
                        )
                        for year, x in YEARS
                    ),
                ),
                source=source,
                drawing=draw(lines),
                flags=(Flag(code="P", word=t["provisional"]),),
            ),
        ),
    )
    return [who, over]


def marked(t: dict, n: int, pyramid: Pyramid, ages: Table, source: tuple[Run, ...]) -> Figure:
    """The pyramid again, as a table with bars in it."""
    rows = tuple(
        Row(
            header=row.header,
            cells=(row.cells[0], Cell(text="", mark=left), Cell(text="", mark=right), row.cells[1]),
        )
        for row, (left, right) in zip(ages.rows, table_marks(pyramid), strict=True)
    )
    bar = Column(title=t["bar"], is_mark=True)
    columns = (ages.columns[0], ages.columns[1], bar, bar, ages.columns[2])
    table = Table(caption="", columns=columns, rows=rows, shape="pyramid", is_caption_hidden=True)
    return Figure(
        anchor=f"bars-{n}",
        finding=t["finding"],
        measured=t["measured"],
        table=table,
        source=source,
    )


def citizenships(lang: str, t: dict, n: int, source: tuple[Run, ...]) -> Figure:
    withheld = Cell(
        text=t["withheld"],
        numeric=True,
        state="withheld",
    )
    cells = [
        Cell(text=f"{x:,}".replace(",", "\u202f"), number=x, numeric=True) if x else withheld
        for x in PERSONS
    ]
    items = tuple(
        Item(
            label=name,
            mark=Mark(value=x, printed=cell.text)
            if x
            else Mark(state="withheld", word=t["withheld"]),
        )
        for name, x, cell in zip(t["countries"], PERSONS, cells, strict=True)
    )
    chart = BarChart(
        words=Words(lang=lang, title=t["citizenships"], description=t["alt"]), items=items
    )
    return Figure(
        anchor=f"citizenships-{n}",
        finding=t["citizenships"],
        measured=t["measured"],
        table=Table(
            caption=t["citizenships"],
            columns=(Column(title=t["citizenship"]), Column(title=t["persons"], numeric=True)),
            rows=tuple(
                Row(header=Cell(text=name), cells=(cell,), is_highlighted=at == 0)
                for at, (name, cell) in enumerate(zip(t["countries"], cells, strict=True))
            ),
            notes=(t["note"],),
        ),
        source=source,
        drawing=draw(chart),
    )


def gaps(t: dict) -> Section:
    return Section(
        anchor="gaps",
        title=t["gaps"],
        blocks=(
            Bullets(items=tuple((Run(text=item),) for item in t["gap_items"])),
            Subheading(text=t["method"]),
            Bullets(items=tuple((Run(text=item),) for item in t["order"]), ordered=True),
            Table(
                caption=t["gaps"],
                shape="reflow",
                columns=(Column(title=t["country"]), Column(title=t["version"])),
                rows=(
                    Row(
                        header=Cell(text=t["nowhere"]),
                        cells=(Cell(text=t["no_data"], state="absent"),),
                    ),
                ),
            ),
            Facts(pairs=((t["checked"], (Run(text=t["team"], kind="name"),)),)),
        ),
    )
