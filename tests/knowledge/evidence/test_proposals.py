"""What is proposed for files in the shapes of many publishers, about fictional places."""

from __future__ import annotations

import pytest

from qantara.knowledge.evidence import mapping, readers
from qantara.knowledge.evidence.proposals import ProposalError, propose

NAMES = {
    "karwan": {"ar": "كروان", "en": "Karwan", "es": "Karwan", "fr": "Karouane"},
    "karwan-east": {"ar": "كروان الشرقية", "en": "Karwan East", "es": "Karwan Este", "fr": "Karouane-Est"},
    "karwan-west": {"ar": "كروان الغربية", "en": "Karwan West", "es": "Karwan Oeste", "fr": "Karouane-Ouest"},
}  # fmt: skip
SOURCE = {"source:organisation": "Statistics of Karwan", "source:public": "yes"}


@pytest.fixture
def ask(write, framework, places):
    """Propose for a file of text, with answers by id."""

    def act(file: str, name: str = "t.csv", *, lang: str = "en", **kinds):
        answers = SOURCE | kinds.get("answers", {})
        sheets = readers.read(write(file, name))
        return propose(sheets, framework, places, names=NAMES, answers=answers, lang=lang)

    return act


@pytest.fixture
def understood(write, framework, places, ask):
    """The rows a complete proposal makes of its file: (territory, definition, period, breakdown, value)."""

    def act(file: str, name: str = "t.csv", **kinds):
        proposal = ask(file, name, **kinds)
        assert [choice.id for choice in proposal.open] == []
        own = mapping.loads(proposal.mapping_text())
        found = mapping.apply(
            readers.read(write(file, name), options=own.options), own, framework, places
        )
        assert found.questions == ()
        columns = ("territory", "definition", "period", "breakdown", "value")
        return found.rows.select(columns).rows()

    return act


def chosen(proposal) -> dict[str, tuple[str, str]]:
    return {choice.id: (choice.chosen, choice.certainty) for choice in proposal.choices}


TURKISH = (
    "İl;Yıl;Cinsiyet;Yaş grubu;Yabancı nüfus\n"
    "Karwan;2022;Erkek;0-4;1203\nKarwan;2022;Kadın;65+;1103\n"
    "Karwan;2023;Erkek;0-4;203\nKarwan;2023;Kadın;65+;303\n"
)


def test_proposal_reads_a_long_table_of_another_language(ask, understood):
    proposal = ask(TURKISH)
    assert chosen(proposal) == {
        "source:organisation": ("Statistics of Karwan", "sure"),
        "source:title": ("t.csv", "likely"),
        "source:table": ("", "open"),
        "source:url": ("", "open"),
        "source:licence": ("", "open"),
        "source:accessed_on": ("", "open"),
        "source:public": ("yes", "sure"),
        "column:t.csv:İl": ("territory", "likely"),
        "column:t.csv:Yıl": ("period", "sure"),
        "column:t.csv:Cinsiyet": ("SEX", "sure"),
        "column:t.csv:Yaş grubu": ("AGE", "sure"),
        "column:t.csv:Yabancı nüfus": ("value", "likely"),
        "table:t.csv:definition": ("POP-01", "likely"),
        "code:t.csv:İl:Karwan": ("karwan", "likely"),
        "code:t.csv:Cinsiyet:Erkek": ("M", "sure"),
        "code:t.csv:Cinsiyet:Kadın": ("F", "sure"),
        "code:t.csv:Yaş grubu:0-4": ("Y0T4", "sure"),
        "code:t.csv:Yaş grubu:65+": ("Y_GE65", "sure"),
        "table:t.csv:day": ("year", "likely"),
        "table:t.csv:unit": ("PS", "likely"),
    }
    assert understood(TURKISH) == [
        ("karwan", "POP-01", "2022", "AGE=Y0T4;SEX=M", 1203.0),
        ("karwan", "POP-01", "2022", "AGE=Y_GE65;SEX=F", 1103.0),
        ("karwan", "POP-01", "2023", "AGE=Y0T4;SEX=M", 203.0),
        ("karwan", "POP-01", "2023", "AGE=Y_GE65;SEX=F", 303.0),
    ]


ARABIC = (
    "دائرة الإحصاءات في كروان,,,\nالسكان الأجانب حسب الجنسية والجنس 2024,,,\n,,,\n"
    "الجنسية,ذكور,إناث,المجموع\nسوريا,1200,1100,2300\nاليمن,..,..,120\nالمجموع,1260,1160,2420\n"
    "المصدر: سجل السكان,,,\n"
)


def test_proposal_reads_sexes_as_columns_under_an_arabic_title(ask, understood):
    proposal = ask(ARABIC)
    assert [choice.id for choice in proposal.open] == ["mark:.."]
    answers = {"own:t.csv:الجنسية": "nothing", "mark:..": "suppressed_by_source"}
    assert understood(ARABIC, answers=answers) == [
        ("karwan", "POP-01", "2024", "NAT=SY;SEX=M", 1200.0),
        ("karwan", "POP-01", "2024", "NAT=YE;SEX=M", None),
        ("karwan", "POP-01", "2024", "SEX=M", 1260.0),
        ("karwan", "POP-01", "2024", "NAT=SY;SEX=F", 1100.0),
        ("karwan", "POP-01", "2024", "NAT=YE;SEX=F", None),
        ("karwan", "POP-01", "2024", "SEX=F", 1160.0),
        ("karwan", "POP-01", "2024", "NAT=SY", 2300.0),
        ("karwan", "POP-01", "2024", "NAT=YE", 120.0),
        ("karwan", "POP-01", "2024", "", 2420.0),
    ]


def test_proposal_leaves_the_people_of_the_country_itself_out(understood):
    answers = {"own:t.csv:الجنسية": "سوريا", "mark:..": "skip"}
    rows = understood(ARABIC, answers=answers)
    assert [row for row in rows if "NAT=SY" in row[3]] == []


AUSTRIAN = (
    "Bevölkerung am 1. Jänner nach Geburtsland und Geschlecht;;;;;\n;;;;;\n"
    "Gemeinde;Geburtsland;Männer 2022;Frauen 2022;Männer 2023;Frauen 2023\n"
    "Karwan;Österreich;50.100;51.200;50.300;51.400\nKarwan;Türkei;2.100;1.900;2.150;1.950\n"
)


def test_proposal_reads_sexes_and_years_in_heads_and_the_day_in_the_title(ask, understood):
    answers = {"own:t.csv:Geburtsland": "Österreich"}
    proposal = ask(AUSTRIAN, answers=answers)
    assert chosen(proposal)["table:t.csv:decimal"] == (",", "likely")
    assert chosen(proposal)["table:t.csv:day"] == ("-01-01", "likely")
    assert understood(AUSTRIAN, answers=answers) == [
        ("karwan", "POP-02", "2022-01-01", "COB=TR;SEX=M", 2100.0),
        ("karwan", "POP-02", "2022-01-01", "COB=TR;SEX=F", 1900.0),
        ("karwan", "POP-02", "2023-01-01", "COB=TR;SEX=M", 2150.0),
        ("karwan", "POP-02", "2023-01-01", "COB=TR;SEX=F", 1950.0),
    ]


SPANISH = (
    "Provincias;Sexo;Nacionalidad;Edad;Periodo;Total\n"
    "99 Karwan;Ambos sexos;Total;Todas las edades;1 de enero de 2023;1.203.400\n"
    "99 Karwan;Ambos sexos;Extranjera;Todas las edades;1 de enero de 2023;203.400\n"
    "99 Karwan;Ambos sexos;Española;Todas las edades;1 de enero de 2023;1.000.000\n"
    "99 Karwan;Hombres;Extranjera;De 0 a 4 años;1 de enero de 2023;3.400\n"
)


def test_proposal_tells_all_residents_from_foreign_citizens_by_a_column(ask, understood):
    assert [choice.id for choice in ask(SPANISH).open] == ["table:t.csv:definition"]
    assert understood(SPANISH, answers={"table:t.csv:definition": "CTX-01"}) == [
        ("karwan", "CTX-01", "2023-01-01", "", 1203400.0),
        ("karwan", "POP-01", "2023-01-01", "", 203400.0),
        ("karwan", "POP-01", "2023-01-01", "AGE=Y0T4;SEX=M", 3400.0),
    ]


LEBANESE = (
    "Caza,Residents (in thousands) - Lebanese,Residents (in thousands) - Non-Lebanese,% of Non-Lebanese\n"
    "Karwan East,203.4,33.1,14.0\nKarwan West,103.2,13.4,11.5\nTotal,306.6,46.5,13.2\n"
)


def test_proposal_asks_about_percentages_and_multiplies_thousands(ask, understood):
    proposal = ask(LEBANESE)
    assert [choice.id for choice in proposal.open] == [
        "column:t.csv:% of Non-Lebanese",
        "table:t.csv:period",
    ]
    answers = {"column:t.csv:% of Non-Lebanese": "ignore", "table:t.csv:period": "2018"}
    assert understood(LEBANESE, answers=answers) == [
        ("karwan-east", "POP-01", "2018", "", 33100.0),
        ("karwan-west", "POP-01", "2018", "", 13400.0),
    ]


TSV = (
    "unit\tcitizen\tsex\tgeo\t2022\t2023\n"
    "NR\tFOR\tT\tKarwan\t1203 b\t1403 p\nNR\tFOR\tF\tKarwan\t603\t:\nNR\tFOR\tM\tKarwan\t600\t700\n"
)


def test_proposal_reads_years_as_columns_with_signs_behind_figures(ask, understood):
    answers = {"table:t.tsv:definition": "CTX-01", "mark::": "not_yet_available"}
    found = chosen(ask(TSV, "t.tsv", answers=answers))
    assert {name: found[name] for name in found if name.startswith(("flag:", "mark:"))} == {
        "flag:b": ("break", "likely"),
        "flag:p": ("P", "likely"),
        "mark::": ("not_yet_available", "sure"),
    }
    proposal = ask(TSV, "t.tsv", answers=answers)
    assert "columns_like" in proposal.mapping_text()
    assert understood(TSV, "t.tsv", answers=answers) == [
        ("karwan", "POP-01", "2022", "", 1203.0),
        ("karwan", "POP-01", "2022", "SEX=F", 603.0),
        ("karwan", "POP-01", "2022", "SEX=M", 600.0),
        ("karwan", "POP-01", "2023", "", 1403.0),
        ("karwan", "POP-01", "2023", "SEX=F", None),
        ("karwan", "POP-01", "2023", "SEX=M", 700.0),
    ]


def test_proposal_takes_single_letters_together():
    from qantara.knowledge import frameworks
    from qantara.knowledge.evidence.mapping import Places
    from qantara.knowledge.evidence.proposals import codes
    from qantara.knowledge.evidence.proposals.asking import Asking

    asking = Asking(
        framework=frameworks.default(), places=Places(slugs=frozenset()), names={}, answers={}, lang="en"
    )  # fmt: skip

    def said(*texts: str) -> list[tuple[str, str]]:
        found = codes.of_sex(asking, texts)
        return [(found[text].code, found[text].certainty) for text in texts]

    assert said("F", "M") == [("F", "sure"), ("M", "sure")]
    assert said("H", "M") == [("M", "sure"), ("F", "sure")]
    assert said("1", "2") == [("M", "likely"), ("F", "likely")]
    assert said("M") == [("", "open")]


def test_proposal_asks_which_country_a_name_means(ask):
    file = "Year,Nationality,Foreign residents\n2024,Congo,5\n2024,Korea,6\n2024,Mali,7\n"
    found = chosen(ask(file))
    assert found["code:t.csv:Nationality:Congo"] == ("", "open")
    assert found["code:t.csv:Nationality:Korea"] == ("", "open")
    assert found["code:t.csv:Nationality:Mali"] == ("ML", "sure")


def test_proposal_never_says_what_immigrants_are(ask):
    file = "Year,City,Immigrants\n2023,Karwan,500\n2024,Karwan,600\n"
    definition = next(one for one in ask(file).choices if one.id == "table:t.csv:definition")
    assert (definition.chosen, definition.certainty) == ("", "open")


def test_proposal_adds_up_quarters_and_asks_about_totals_among_them(ask, understood):
    file = "Year,District,Sex,Population\n" + "".join(
        f"{year},{name},{sex},{people}\n"
        for year in (2023, 2024)
        for sex in ("Male", "Female")
        for name, people in (("Old Town", 10), ("Harbour", 20), ("Hill", 31), ("City", 61))
    )
    place = {"table:t.csv:territory": "karwan"}
    proposal = ask(file, answers=place)
    assert [choice.id for choice in proposal.open] == ["totals:t.csv:District"]
    sums = [
        ("karwan", "CTX-01", year, f"SEX={sex}", 61.0)
        for year in ("2023", "2024") for sex in ("F", "M")
    ]  # fmt: skip
    for answer in ("parts", "totals"):
        rows = understood(file, answers=place | {"totals:t.csv:District": answer})
        assert sorted(rows) == sorted(sums)


def test_proposal_asks_about_a_column_that_tells_rows_apart(ask):
    file = (
        "Year,City,Origin code,Population\n2024,Karwan,a1,5\n2024,Karwan,b7,6\n2023,Karwan,a1,4\n"
    )
    open_ids = [choice.id for choice in ask(file).open]
    assert open_ids == ["column:t.csv:Origin code"]
    again = ask(file, answers={"column:t.csv:Origin code": "ignore"})
    assert [choice.id for choice in again.open] == ["column:t.csv:Origin code"]


def test_proposal_reads_one_sheet_a_year_of_months(understood):
    file = "Year,Month,City,Registered unemployed\n2023,January,Karwan,5\n2023,February,Karwan,6\n"
    assert understood(file) == [
        ("karwan", "EMP-02/registered", "2023-01", "", 5.0),
        ("karwan", "EMP-02/registered", "2023-02", "", 6.0),
    ]


def test_proposal_without_an_answer_makes_no_mapping(ask):
    proposal = ask(LEBANESE)
    with pytest.raises(ProposalError):
        proposal.mapping_text()
    assert proposal.preview.is_empty()


@pytest.mark.parametrize("lang", ("ar", "es", "fr"))
def test_proposal_speaks_the_language_asked_for(ask, lang):
    english = {choice.id: choice for choice in ask(LEBANESE).choices}
    for choice in ask(LEBANESE, lang=lang).choices:
        assert choice.question != english[choice.id].question
        assert choice.why != english[choice.id].why


def test_proposal_ignores_an_answer_that_is_none_of_the_options(ask):
    proposal = ask(TURKISH, answers={"code:t.csv:Cinsiyet:Erkek": "X9"})
    assert chosen(proposal)["code:t.csv:Cinsiyet:Erkek"] == ("M", "sure")
    proposal = ask(LEBANESE, answers={"table:t.csv:period": "last year"})
    assert chosen(proposal)["table:t.csv:period"] == ("", "open")
