"""A made-up paper on a made-up city, with every kind of block in every state."""

from __future__ import annotations

from qantara.papers import (
    Bullets,
    Cell,
    Column,
    Drawing,
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

OFFICIAL = {"en": Flag(code="A", word="Official"), "ar": Flag(code="A", word="رسمي")}
ESTIMATE = {"en": Flag(code="E", word="Estimate"), "ar": Flag(code="E", word="تقدير")}
WITHHELD = {"en": "Withheld", "ar": "محجوب"}
ABSENT = {"en": "No data", "ar": "لا بيانات"}

WORDS = {
    "en": {
        "kicker": "City Migration Profile",
        "title": "Marawel",
        "lede": "One resident in five is a foreign citizen: 19.4% in 2024.",
        "country": "Country",
        "invented": "Invented",
        "notice": "Marawel is an invented city. Its figures are generated.",
        "people": "Who lives here",
        "finding": "Most foreign residents are aged 20–49",
        "measured": "Foreign residents by age and sex, percent, 2024",
        "citizenship": "Citizenship",
        "bar": "Bar",
        "share": "Share",
        "men": "Men",
        "women": "Women",
        "age": "Age",
        "source": "Population register of Marawel, 1 January 2024.",
        "residents": "Residents",
        "year": "Year",
        "office": "Office",
        "task": "Task",
        "context": "Who does what",
        "prose": "The housing office reaches newcomers first.",
        "note": "2 of 12 cells are withheld.",
        "trend": "The share grew from 9.1% to 19.4%",
    },
    "ar": {
        "kicker": "ملف الهجرة في المدينة",
        "title": "مراويل",
        "lede": "واحد من كل خمسة من السكان أجنبي الجنسية: 19,4% في 2024.",
        "country": "البلد",
        "invented": "بلد متخيّل",
        "notice": "مراويل مدينة متخيّلة، وأرقامها مولَّدة.",
        "people": "من يسكن هنا",
        "finding": "معظم المقيمين الأجانب بين 20–49 سنة",
        "measured": "المقيمون الأجانب بحسب العمر والجنس، بالمئة، 2024",
        "citizenship": "الجنسية",
        "bar": "الرسم البياني",
        "share": "النسبة",
        "men": "رجال",
        "women": "نساء",
        "age": "العمر",
        "source": "سجل سكان مراويل، 1 يناير 2024.",
        "residents": "السكان",
        "year": "السنة",
        "office": "المصلحة",
        "task": "المهمة",
        "context": "من يفعل ماذا",
        "prose": "مصلحة السكن أول من يلتقي القادمين الجدد.",
        "note": "حُجبت خليتان من أصل 12.",
        "trend": "ارتفعت النسبة من 9,1% إلى 19,4%",
    },
}


def text(value: str) -> tuple[Run, ...]:
    return (Run(text=value),)


def bar(share: float) -> str:
    return (
        '<svg class="mark" aria-hidden="true"><rect class="f1" fill="#1b6f9b" '
        f'width="{share}%" height="100%"/></svg>'
    )


def bars(lang: str) -> Figure:
    words = WORDS[lang]
    shown = [("Aldovia", 27.4), ("Berrania", 8.1)]
    return Figure(
        anchor="citizenships",
        finding=words["finding"],
        measured=words["measured"],
        table=Table(
            caption=words["measured"],
            is_caption_hidden=True,
            shape="bars",
            columns=(
                Column(title=words["citizenship"]),
                Column(title=words["bar"], is_mark=True),
                Column(title=words["share"], numeric=True),
            ),
            rows=(
                *(
                    Row(
                        header=Cell(text=name, lang="en"),
                        cells=(
                            Cell(text="", mark=bar(value)),
                            Cell(
                                text=f"{value}%",
                                number=value,
                                numeric=True,
                                flags=(ESTIMATE[lang],) if value < 10 else (),
                            ),
                        ),
                        is_highlighted=value > 20,
                    )
                    for name, value in shown
                ),
                Row(
                    header=Cell(text="Cedronia", lang="en"),
                    cells=(
                        Cell(text="", state="withheld"),
                        Cell(text=WITHHELD[lang], state="withheld", numeric=True),
                    ),
                ),
                Row(
                    header=Cell(text="Dunmere <b>", lang="en"),
                    cells=(
                        Cell(text="", state="absent"),
                        Cell(text=ABSENT[lang], state="absent", numeric=True),
                    ),
                ),
            ),
            notes=(words["note"],),
        ),
        source=(
            Run(text=words["source"], kind="link", href="https://register.example.org/?a=1&b=2"),
        ),
        flags=(OFFICIAL[lang],),
        key=(("f1", words["residents"]),),
    )


def pyramid(lang: str) -> Figure:
    words = WORDS[lang]
    bands = [("0–14", 8.5, 8.2), ("15–24", 11.9, 10.4), ("25–64", 27.1, 24.9), ("65+", 4.0, 5.0)]
    return Figure(
        anchor="ages",
        finding=words["finding"] + " (2)",
        measured=words["measured"],
        table=Table(
            caption=words["measured"],
            is_caption_hidden=True,
            shape="pyramid",
            columns=(
                Column(title=words["age"]),
                Column(title=words["men"], numeric=True),
                Column(title=words["men"], is_mark=True),
                Column(title=words["women"], is_mark=True),
                Column(title=words["women"]),
            ),
            rows=tuple(
                Row(
                    header=Cell(text=age),
                    cells=(
                        Cell(text=str(men), number=men, numeric=True),
                        Cell(text="", mark=bar(men * 3).replace("mark", "mark back")),
                        Cell(text="", mark=bar(women * 3).replace("f1", "f2")),
                        Cell(text=str(women), number=women),
                    ),
                )
                for age, men, women in bands
            ),
        ),
        source=text(words["source"]),
        key=(("f1", words["men"]), ("f2", words["women"]), ("ref", words["residents"])),
    )


def line(lang: str) -> Figure:
    words = WORDS[lang]
    return Figure(
        anchor="trend",
        finding=words["trend"],
        measured=words["measured"],
        drawing=Drawing(
            svg=(
                '<svg class="chart" role="img" aria-label="…" viewBox="0 0 640 240" width="640" height="240">'
                '<path class="fn s1" fill="none" stroke="#1b6f9b" d="M60 200L560 40"/></svg>'
            ),
            label="…",
            width=640,
            height=240,
        ),
        table=Table(
            caption=words["trend"],
            columns=(
                Column(title=words["year"]),
                *(Column(title=str(year), numeric=True) for year in range(2014, 2025)),
            ),
            rows=(
                Row(
                    header=Cell(text=words["share"]),
                    cells=tuple(
                        Cell(text=f"{9.1 + n:.1f}", number=9.1 + n, numeric=True) for n in range(11)
                    ),
                ),
            ),
        ),
        source=text(words["source"]),
        key=(("s1", words["share"]),),
        notes=(text(words["note"]),),
    )


def paper(lang: str) -> Paper:
    """The paper in English or Arabic."""
    words = WORDS[lang]
    return Paper(
        lang=lang,
        kicker=words["kicker"],
        title=words["title"],
        lede=(Run(text=words["lede"]),),
        facts=Facts(pairs=((words["country"], text(words["invented"])),)),
        notices=(Note(runs=text(words["notice"]), tone="warn"),),
        sections=(
            Section(
                anchor="people",
                title=words["people"],
                blocks=(
                    Stats(
                        items=(
                            Stat(
                                printed="567\u202f000",
                                label=words["residents"],
                                detail=words["source"],
                                flags=(OFFICIAL[lang],),
                            ),
                            Stat(
                                printed=WITHHELD[lang],
                                label=words["share"],
                                detail=words["source"],
                                state="withheld",
                            ),
                        )
                    ),
                    Paragraph(
                        runs=(
                            Run(text=words["finding"] + " "),
                            Run(text="19.4%", kind="figure", href="citizenships"),
                            Run(text=" "),
                            Run(text="8.1–9.0", kind="figure", href="nowhere"),
                            Run(text=" & "),
                            Run(text="Marawel", kind="name", lang="en"),
                            Run(text=" "),
                            Run(text=words["share"], kind="strong"),
                        )
                    ),
                    bars(lang),
                    pyramid(lang),
                    line(lang),
                ),
            ),
            Section(
                anchor="context",
                title=words["context"],
                lang="fr",
                blocks=(
                    Paragraph(
                        runs=text("Le service du logement accueille les nouveaux arrivants.")
                    ),
                    Subheading(text="Les services"),
                    Bullets(items=(text("Logement"), text("Emploi"))),
                    Table(
                        caption=words["context"],
                        shape="reflow",
                        columns=(Column(title=words["office"]), Column(title=words["task"])),
                        rows=(
                            Row(
                                header=Cell(text=words["office"]),
                                cells=(Cell(text=words["prose"]),),
                            ),
                        ),
                    ),
                    Note(runs=text("À savoir.")),
                ),
            ),
            Section(
                anchor="offices",
                title=words["office"],
                blocks=(
                    Paragraph(runs=text(words["prose"])),
                    Bullets(items=(text(words["prose"]),), ordered=True),
                    Facts(pairs=((words["office"], text("PDF، 24–30")),)),
                ),
                is_listed=False,
            ),
        ),
        running=words["title"],
        address="https://cities.example.org/r/abc",
    )
