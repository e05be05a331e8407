"""Lists of people are stopped and tables of totals pass. All people here are made up."""

from __future__ import annotations

import itertools
import random
import re
import zipfile

import openpyxl
import pytest
from django.utils import translation

from qantara.knowledge.evidence import apart, readers
from qantara.knowledge.evidence.people import verdict
from qantara.knowledge.evidence.people.verdict import ListOfPeople

GIVEN = [
    "Karim",
    "Layla",
    "Omar",
    "Salma",
    "Yusuf",
    "Amina",
    "Tariq",
    "Hanan",
    "Selim",
    "Dalia",
    "Rania",
    "Bilal",
]
FAMILIES = [
    "Benmaru",
    "Qasrani",
    "Haddour",
    "Velmar",
    "Tazrout",
    "Okonda",
    "Lefkas",
    "Murrano",
    "Sadiqi",
    "Zerhoun",
]
LETTERS = "TRWAGMYFPDXBNJZSQVHLCKE"


class Made:
    """Cells for one made-up person after another, the same in every run."""

    def __init__(self):
        self.chance = random.Random(4)

    def digits(self, count):
        return "".join(self.chance.choice("0123456789") for _ in range(count))

    def cell(self, kind):
        pick = self.chance.choice
        match kind:
            case "name":
                return f"{pick(GIVEN)} {pick(FAMILIES)}"
            case "arabic name":
                return f"{pick(['محمد', 'فاطمة', 'خالد', 'مريم'])} {pick(['الحدوري', 'القصراني', 'الزرهوني'])}"
            case "given":
                return pick(GIVEN)
            case "family":
                return pick(FAMILIES)
            case "phone":
                return "06" + self.digits(8)
            case "phone abroad":
                return f"+212 6{self.digits(2)} {self.digits(3)} {self.digits(3)}"
            case "born":
                return f"{self.chance.randint(1950, 2015)}-{self.chance.randint(1, 12):02}-{self.chance.randint(1, 28):02}"
            case "born as written":
                return "/".join(reversed(self.cell("born").split("-")))
            case "born in":
                return str(self.chance.randint(1950, 2015))
            case "passport":
                return pick("ABKN") + self.digits(7)
            case "nie":
                number = self.digits(7)
                return f"X{number}{LETTERS[int(number) % 23]}"
            case "case":
                return f"{self.digits(3)}-19C{self.digits(5)}"
            case "digits":
                return self.digits(11)
            case "mail":
                return f"u{self.digits(5)}@mail.example"
            case "address":
                return f"Hafengasse {self.chance.randint(1, 99)}/3"
            case "sex":
                return pick("MF")
            case "arabic sex":
                return pick(["ذكر", "أنثى"])
            case "age":
                return str(self.chance.randint(1, 80))
            case "ages":
                return pick(["0-17", "18-59", "60+"])
            case "country":
                return pick(["SY", "IQ", "SD"])
            case "few":
                return str(self.chance.randint(1, 9))
            case "money":
                return str(self.chance.randint(50, 300))
            case "arrived":
                return f"2022-0{self.chance.randint(1, 9)}-1{self.chance.randint(0, 9)}"
            case "all":
                return f"{self.cell('name')} - {self.cell('country')} - {self.cell('phone')}"
        return kind

    def table(self, heads, kinds, rows):
        lines = [";".join(heads)] if heads else []
        lines += [";".join(self.cell(kind) for kind in kinds) for _ in range(rows)]
        return "\n".join(lines) + "\n"


LISTS = (
    (("Name", "Nationality", "Amount"), ("name", "country", "money"), 40, "name"),
    (("c1", "c2", "c3"), ("name", "sex", "age"), 40, "name"),
    (("a", "b"), ("arabic name", "age"), 30, "name"),
    (("a", "b"), ("given", "age"), 36, "name"),
    (("Beneficiaries",), ("all",), 40, "name"),
    (("First name", "Last name", "Phone"), ("given", "family", "phone"), 1, "name"),
    (("Name", "Phone"), ("name", "phone"), 3, "name"),
    (("Nom", "Prénom", "N° de dossier"), ("family", "given", "digits"), 40, "name"),
    (("Cognome", "Nome", "Comune"), ("family", "given", "Karwan"), 40, "name"),
    (("Apelido", "Nome próprio", "Data de nascimento"), ("family", "given", "born as written"), 40, "name"),
    (("Nachname", "Vorname"), ("family", "given"), 12, "name"),
    (("Adı Soyadı", "TC Kimlik No"), ("name", "digits"), 40, "name"),
    (("Nombre y apellidos", "Municipio"), ("name", "Karwan"), 40, "name"),
    (("الاسم الكامل", "الجنسية"), ("arabic name", "سوري"), 40, "name"),
    (("Mobile", "District"), ("phone", "East"), 40, "phone"),
    (("x", "y"), ("phone abroad", "East"), 40, "phone"),
    (("رقم الهاتف", "الحي"), ("phone", "الشرقي"), 40, "phone"),
    (("Passport No.", "Visits"), ("passport", "few"), 40, "identity"),
    (("v1", "v2"), ("nie", "money"), 40, "identity"),
    (("Case", "Size"), ("case", "few"), 40, "identity"),
    (("رقم جواز السفر", "العدد"), ("passport", "few"), 40, "identity"),
    (("Numéro de carte de séjour", "Visites"), ("digits", "few"), 40, "identity"),
    (("contact", "visits"), ("mail", "few"), 40, "email"),
    (("Anschrift", "Personen"), ("address", "few"), 39, "address"),
    (("Sex", "Date of birth"), ("sex", "born"), 40, "birth"),
    (("a", "b", "c"), ("sex", "born", "country"), 40, "birth"),
    (("تاريخ الازدياد", "العدد"), ("born as written", "few"), 40, "birth"),
    (("Sex", "Age", "Nationality", "District"), ("sex", "age", "country", "East"), 8, "rows"),
    (("Sex", "Age", "Nationality", "Count"), ("sex", "age", "country", "1"), 80, "rows"),
    (("Geschlecht", "Geburtsjahr", "Staatsangehörigkeit"), ("sex", "born in", "country"), 39, "rows"),
    (("الجنس", "العمر", "الجنسية"), ("arabic sex", "age", "country"), 30, "rows"),
    (("HH", "Family size", "Sex of head", "Age of head", "Amount"), ("digits", "few", "sex", "age", "money"), 39, "rows"),
    (("gender", "age", "country of origin", "registration date"), ("sex", "age", "country", "arrived"), 200, "rows"),
    (("sex", "age group", "nationality", "service"), ("sex", "ages", "country", "legal"), 120, "rows"),
)  # fmt: skip


@pytest.mark.parametrize(("heads", "kinds", "rows", "seen"), LISTS)
def test_lists_of_people_are_stopped(write, heads, kinds, rows, seen):
    sheets = readers.read(write(Made().table(heads, kinds, rows)))
    assert seen in {sign.kind for sign in verdict.signs(sheets.sheets[0])}


def test_lists_of_people_are_stopped_without_heads(write):
    sheets = readers.read(write(Made().table((), ("name", "born", "passport", "phone"), 30)))
    assert {sign.kind for sign in verdict.signs(sheets.sheets[0])} == {
        "name", "birth", "identity", "phone",
    }  # fmt: skip


def test_forms_and_lists_on_their_side_are_stopped(write):
    sheets = readers.read(
        write(
            "Name,Karim Benmaru,Layla Haddour\nDate of birth,1980-02-03,1991-05-06\nPhone,0612345678,0612345679\n"
        )
    )
    assert [sign.kind for sign in verdict.signs(sheets.sheets[0])] == ["rows"]


def grid(heads, *lists, last=lambda at: at * 7 % 51):
    rows = itertools.product(*lists)
    lines = [",".join((*map(str, row), str(last(at)))) for at, row in enumerate(rows)]
    return ",".join(heads) + "\n" + "\n".join(lines) + "\n"


TOTALS = (
    grid(("District", "Sex", "Age", "Count"), ("East", "West"), "MF", range(100)),
    grid(("sex", "age", "2021"), ("male", "female", "total"), range(100)),
    grid(("Year", "Mother's age", "Sex", "Births"), (2020, 2021), range(15, 50), "MF"),
    grid(("REF_AREA", "SEX", "AGE", "CITIZEN", "TIME_PERIOD", "OBS_VALUE"), ("KW01",), "MFT", ("Y1", "Y2"), ("SY", "IQ"), (2021,)),
    grid(("العمر", "الجنس", "الجنسية", "العدد"), range(30), ("ذكر", "أنثى"), ("سوري", "عراقي")),
    grid(("Centre", "Address", "Phone", "Visitors"), [f"Community centre {at},Hafengasse {at},+43 1 555 01{at}" for at in range(10, 30)]),
    grid(("School name", "Pupils"), [f"{name} {at}" for at, name in enumerate(("Salma Haddour", "Omar Qasrani", "Layla Benmaru"))]),
    grid(("Street", "Residents"), ("Harbour Street", "Market Lane", "Olive Road", "Castle Hill Road")),
    grid(("Commune", "Mobile phone", "Telephone"), [f"C{at},{at * 2.5}" for at in range(40)]),
    grid(("Commune", "Population"), ("Sidi Slimane", "Moulay Abdallah", "San Fernando", "Oulad Said", "Ait Ahmed", "Santa Maria")),
    grid(("Date", "Arrivals"), [f"{year}-{month:02}-{day:02}" for year in (2021, 2022) for month in range(1, 13) for day in range(1, 28)]),
    grid(("Municipality", "Founded", "Residents"), [f"Karwan {at},{1100 + at * 13}" for at in range(40)]),
    "City,Refugees\nKarwan,120\n",
    "Nationality;2019;2020\nSyria;120;:\nIraq;94 b;98 p\nSudan;3;..\n",
    "Code;Nom;Population\n01.051.01.01.;Karwan;1200\n01.051.01.03.;Old Town;300\n01.051.02.01.;Harbour;500\n",
)  # fmt: skip


@pytest.mark.parametrize("text", TOTALS, ids=lambda text: text.partition("\n")[0])
def test_tables_of_totals_pass(write, text):
    assert verdict.signs(readers.read(write(text)).sheets[0]) == []


@pytest.mark.parametrize(
    ("lang", "said"),
    (
        ("en", "This looks like a list of people. Make a table of totals; nothing was kept. Column 2 looks like telephone numbers."),
        ("es", "Esto parece una lista de personas. Haga una tabla de totales; no se ha guardado nada. La columna 2 parece contener números de teléfono."),
        ("fr", "Ceci ressemble à une liste de personnes. Faites un tableau de totaux ; rien n’a été conservé. La colonne 2 semble contenir des numéros de téléphone."),
        ("ar", "يبدو هذا قائمةً بأشخاص. أعدّوا جدولًا بالمجاميع؛ لم يُحتفظ بشيء. يبدو أن العمود رقم 2 يضم أرقام هواتف."),
    ),
)  # fmt: skip
def test_list_of_people_is_told_where_it_shows_and_without_a_word_of_it(write, lang, said):
    path = write(Made().table(("District", "Mobile"), ("East", "phone"), 20), "Layla Haddour.csv")
    with translation.override(lang), pytest.raises(ListOfPeople) as stopped:
        apart.read(path)
    assert str(stopped.value) == said


def workbook(path, sheets, hidden=()):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        sheet.sheet_state = "hidden" if name in hidden else "visible"
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


PEOPLE = [["Name", "Phone"]] + [
    [f"{given} Benmaru", f"06{at}2345678"] for at, given in enumerate(GIVEN[:9])
]
RESIDENTS = [["district", "residents"], ["East", 1200], ["West", 900]]


def test_lists_of_people_are_found_on_hidden_sheets(tmp_path):
    path = workbook(tmp_path / "b.xlsx", {"Totals": RESIDENTS, "Raw": PEOPLE}, hidden=("Raw",))
    with pytest.raises(ListOfPeople, match="The sheet is hidden"):
        apart.read(path)


def test_lists_of_people_are_found_on_sheets_nobody_chose(tmp_path):
    path = workbook(tmp_path / "b.xlsx", {"Totals": RESIDENTS, "Raw": PEOPLE})
    with pytest.raises(ListOfPeople, match="about sheet 2"):
        apart.read(path, options=readers.ReadOptions(sheets=("Totals",)))


def test_lists_of_people_are_found_in_the_rows_a_pivot_table_keeps(tmp_path):
    path = workbook(tmp_path / "b.xlsx", {"Totals": RESIDENTS})
    names = "".join(f'<s v="{name}"/>' for name, _phone in PEOPLE[1:])
    records = "".join(
        f'<r><x v="{at}"/><s v="{phone}"/></r>' for at, (_name, phone) in enumerate(PEOPLE[1:])
    )
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(
            "xl/pivotCache/pivotCacheDefinition1.xml",
            f'<pivotCacheDefinition {space}><cacheFields><cacheField name="Name"><sharedItems>{names}</sharedItems>'
            '</cacheField><cacheField name="Phone"><sharedItems/></cacheField></cacheFields></pivotCacheDefinition>',
        )
        archive.writestr(
            "xl/pivotCache/pivotCacheRecords1.xml",
            f"<pivotCacheRecords {space}>{records}</pivotCacheRecords>",
        )
    with pytest.raises(ListOfPeople, match="out of sight"):
        apart.read(path)


@pytest.mark.field
@pytest.mark.parametrize("folder", ("cities", "national", "eurostat_city"))
def test_no_table_of_a_real_publisher_is_taken_for_a_list(field, folder):
    stopped = []
    for path in sorted(path for path in (field / folder).rglob("*") if path.is_file()):
        try:
            sheets = readers.read(path)
        except readers.UnreadableFile:
            continue
        stopped += [(path.name, sheet.name) for sheet in sheets.sheets if verdict.signs(sheet)]
    assert stopped == []


@pytest.mark.field
def test_every_file_of_single_people_is_stopped(field):
    found = {}
    for path in sorted((field / "microdata").glob("*.csv*")):
        if re.search("vienna", path.name):
            continue
        found[path.name] = bool(verdict.signs(readers.read(path).sheets[0]))
    assert found == dict.fromkeys(found, True)
    assert len(found) == 3
