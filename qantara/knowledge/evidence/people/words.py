"""Words of column heads, in the languages that cities send files in.

Written as ``folded`` gives them: small letters without accents, hamza, vowel marks or the Arabic
article, parted by single spaces. A phrase is met where its words stand in a head side by side.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from qantara.knowledge.evidence.people.signs import Kind

_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_BETWEEN = re.compile(r"[^\w]+|_+")
_ARABIC = str.maketrans(
    {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ـ": "", "ı": "i", "ß": "ss"}
)
_ARTICLE = re.compile(r"(?<!\w)(?:و?ال)(?=\w{3})")

#: Heads that say a column points at people, whatever else stands in the table.
HEADS: dict[Kind, tuple[str, ...]] = {
    "name": (
        "first name", "last name", "surname", "family name", "given name", "full name", "middle name",
        "forename", "maiden name", "father name", "fathers name", "father s name", "mother name",
        "mothers name", "mother s name", "beneficiary name", "name of beneficiary", "client name",
        "patient name", "student name", "head of household name", "name of head", "person name",
        "applicant name", "name surname", "name and surname", "names and surnames",
        "apellido", "apellidos", "nombre y apellidos", "nombre completo", "nombre de pila", "primer apellido",
        "nombre del beneficiario", "prenom", "prenoms", "nom de famille", "nom et prenom", "nom prenom",
        "nom complet", "noms et prenoms", "nom du beneficiaire", "nom de jeune fille",
        "cognome", "nome e cognome", "cognome e nome", "nominativo", "nome completo", "apelido", "apelidos",
        "sobrenome", "nome proprio", "nome do beneficiario", "vorname", "nachname", "familienname", "zuname",
        "vor und nachname", "soyad", "soyadi", "adi soyadi", "ad soyad", "isim soyisim", "soyisim",
        "اسم كامل", "اسم عايله", "اسم عائله", "اسم عائلي", "اسم شخصي", "لقب", "اسم ولقب", "اسم لقب", "اسم اول",
        "اسم اب", "اسم ام", "كنيه", "شهره", "اسم ثلاثي", "اسم رباعي", "اسم مستفيد", "اسم مستفيده", "اسم طالب", "اسم وكنيه",
        "اسم وشهره", "رب اسره", "اسم زوج", "اسم زوجه", "نسب عائلي",
    ),
    "identity": (
        "passport", "passport no", "passport number", "national id", "national number", "id number", "id no",
        "id card", "identity number", "identity card", "identity document", "identification number",
        "document number", "residence permit", "permit number", "permit no", "visa number", "visa no",
        "file number", "file no", "case number", "case no", "case id", "person id", "personid", "person number",
        "person no", "individual id", "individual number", "beneficiary id", "beneficiary number",
        "beneficiary no", "client id", "client number", "patient id", "student id", "registration id",
        "unhcr id", "unhcr number", "unhcr no", "progres id", "progres number", "asylum number",
        "asylum seeker number", "alien number", "social security number", "social security no", "ssn",
        "nino", "iban", "account number", "bank account", "respondent id", "resident id", "pid",
        "pasaporte", "dni", "nie", "dni nie", "nif", "numero de documento", "documento de identidad", "num documento",
        "permiso de residencia", "tarjeta de residencia", "numero de expediente", "n expediente",
        "num expediente", "expediente", "numero de afiliacion", "tarjeta sanitaria", "id persona",
        "passeport", "numero de passeport", "n passeport", "cin", "cnie", "carte d identite", "piece d identite",
        "numero d identite", "carte de sejour", "titre de sejour", "numero de dossier", "n dossier", "no dossier",
        "n de dossier", "num dossier", "numero etranger", "numero de securite sociale", "nir", "matricule",
        "id beneficiaire", "numero beneficiaire", "identifiant", "identifiant individu",
        "passaporto", "carta d identita", "codice fiscale", "permesso di soggiorno", "numero pratica",
        "n pratica", "numero documento", "numero di documento", "passaporte", "cartao de cidadao",
        "bilhete de identidade", "titulo de residencia", "autorizacao de residencia", "numero de processo",
        "n processo", "numero de utente", "niss", "reisepass", "reisepassnummer", "passnummer", "ausweisnummer",
        "personalausweis", "aufenthaltstitel", "aktenzeichen", "aktenzahl", "geschaftszahl",
        "sozialversicherungsnummer", "svnr", "sv nummer", "steuer id", "ahv nummer", "personennummer", "zmr zahl",
        "kimlik", "kimlik no", "tc kimlik", "tckn", "pasaport", "pasaport no", "ikamet izni", "dosya no",
        "yabanci kimlik", "جواز سفر", "رقم جواز", "جواز", "بطاقه هويه", "رقم هويه", "هويه وطنيه", "بطاقه وطنيه", "بطاقه تعريف",
        "رقم وطني", "رقم قومي", "رقم بطاقه", "رقم اقامه", "بطاقه اقامه", "تصريح اقامه", "رقم ملف", "رقم مفوضيه",
        "رقم مستفيد", "رقم مدني", "رقم قيد", "رقم تسجيل", "بطاقه تموين", "ضمان اجتماعي", "رقم حاله",
    ),
    "birth": (
        "date of birth", "birth date", "birthdate", "birthday", "dob", "born on", "d o b", "birth day",
        "fecha de nacimiento", "fecha nacimiento", "f nacimiento", "nacido el", "fec nacimiento",
        "date de naissance", "date naissance", "ne e le", "ne le", "nee le", "ddn",
        "data di nascita", "data nascita", "nato il", "data de nascimento", "data nascimento", "nascido em",
        "geburtsdatum", "geboren am", "geb datum", "geburtstag", "dogum tarihi", "d tarihi",
        "تاريخ ميلاد", "تاريخ ازدياد", "تاريخ ولاده", "يوم ميلاد", "تاريخ ومكان ازدياد", "تاريخ ومكان ولاده",
    ),
    "phone": (
        "phone", "telephone", "phone number", "mobile", "mobile number", "cell", "cellphone", "cell phone", "tel",
        "whatsapp", "telefono", "movil", "numero de telefono", "tfno", "tlf", "gsm", "portable", "n tel",
        "numero de telephone", "cellulare", "recapito telefonico", "telefone", "telemovel", "contacto telefonico",
        "telefon", "telefonnummer", "handy", "handynummer", "mobil", "mobilnummer", "rufnummer", "cep", "cep telefonu",
        "telefon no", "هاتف", "رقم هاتف", "جوال", "رقم جوال", "محمول", "رقم محمول", "موبايل", "خلوي", "نقال", "هاتف نقال", "واتساب",
        "contact number", "contact no",
    ),
    "email": (
        "email", "e mail", "mail", "email address", "correo", "correo electronico", "courriel", "adresse mail",
        "adresse electronique", "posta elettronica", "correio eletronico", "e posta", "eposta", "بريد الكتروني", "بريد",
        "ايميل",
    ),
    "address": (
        "address", "home address", "street", "street address", "residential address", "postal address",
        "direccion", "domicilio", "calle", "adresse", "rue", "adresse postale", "indirizzo", "residenza anagrafica",
        "via", "morada", "endereco", "rua", "anschrift", "wohnadresse", "strasse", "adres", "ev adresi",
        "عنوان", "عنوان سكن", "عنوان منزل", "شارع", "محل سكن",
    ),
}  # fmt: skip

#: Heads that may stand over names of people, or of places.
NAMED = (
    "name", "names", "nom", "noms", "nombre", "nombres", "nome", "nomi", "nomes", "namen", "ad", "adi", "isim", "اسم", "اسماء",
    "person", "persona", "personne", "beneficiary", "beneficiario", "beneficiaire", "client", "applicant", "مستفيد",
)  # fmt: skip

#: What tables of offices, schools and shelters speak of.
INSTITUTIONS = (
    "office", "offices", "centre", "centres", "center", "centers", "school", "schools", "association",
    "organisation", "organisations", "organization", "organizations", "ngo", "institution", "institutions",
    "service", "services", "facility", "facilities", "hospital", "clinic", "shelter", "university", "council",
    "municipality", "town hall", "department", "agency", "company", "library", "station", "establishment",
    "oficina", "oficinas", "centro", "centros", "escuela", "escuelas", "colegio", "instituto", "asociacion", "ong",
    "entidad", "equipamiento", "servicio", "servicios", "ayuntamiento", "fundacion", "biblioteca", "albergue",
    "bureau", "ecole", "ecoles", "lycee", "college", "etablissement", "etablissements", "mairie", "commune",
    "organisme", "antenne", "foyer", "hopital", "prefecture",
    "ufficio", "uffici", "scuola", "scuole", "associazione", "ente", "comune", "ospedale", "sede", "struttura",
    "escola", "escolas", "associacao", "camara municipal", "junta de freguesia", "entidade", "servico",
    "amt", "schule", "verein", "buro", "stelle", "beratungsstelle", "zentrum", "einrichtung", "gemeindeamt",
    "okul", "dernek", "belediye", "merkez", "merkezi", "mudurlugu", "kurum",
    "مكتب", "مركز", "مدرسه", "جمعيه", "منظمه", "مؤسسه", "بلديه", "مستشفي", "عياده", "مصلحه", "اداره", "جامعه", "مقر",
)  # fmt: skip

#: Heads over codes of places and categories.
CODES = (
    "code",
    "codes",
    "codigo",
    "codice",
    "kennziffer",
    "schlussel",
    "kod",
    "kodu",
    "رمز",
    "كود",
)

#: What tables tell of a person beside who it is, by subject.
ATTRIBUTES: dict[str, tuple[str, ...]] = {
    "sex": ("sex", "gender", "sexo", "genero", "sexe", "genre", "sesso", "genere", "geschlecht", "cinsiyet", "جنس", "نوع", "نوع اجتماعي"),
    "age": ("age", "edad", "eta", "idade", "alter", "yas", "عمر", "سن", "age years", "age in years"),
    "birth year": (
        "birth year", "year of birth", "birthyear", "yob", "ano de nacimiento", "ano nacimiento", "annee de naissance",
        "annee naissance", "anno di nascita", "ano de nascimento", "geburtsjahr", "dogum yili", "سنه ميلاد", "سنه ازدياد", "سنه ولاده",
    ),
    "nationality": (
        "nationality", "citizenship", "nacionalidad", "nationalite", "nazionalita", "cittadinanza", "nacionalidade",
        "staatsangehorigkeit", "nationalitat", "uyruk", "uyrugu", "جنسيه", "origin", "country of origin",
        "pais de origen", "pays d origine", "paese di origine", "pais de origem", "herkunft", "بلد اصل", "بلد اصلي",
    ),
    "birth country": (
        "country of birth", "birth country", "place of birth", "birthplace", "native country", "pais de nacimiento", "lugar de nacimiento",
        "pays de naissance", "lieu de naissance", "paese di nascita", "luogo di nascita", "naturalidade",
        "geburtsland", "geburtsort", "dogum yeri", "مكان ازدياد", "مكان ولاده", "بلد ميلاد", "مكان ميلاد",
    ),
    "marital": (
        "marital status", "marital", "civil status", "estado civil", "etat civil", "situation matrimoniale",
        "etat matrimonial", "stato civile", "familienstand", "medeni hal", "medeni durum", "حاله مدنيه", "حاله اجتماعيه", "حاله عائليه", "حاله زوجيه",
    ),
    "education": (
        "education", "edu", "education level", "educational attainment", "qualification", "estudios", "nivel de estudios", "niveau d etudes",
        "niveau d instruction", "titolo di studio", "istruzione", "escolaridade", "habilitacoes", "bildung",
        "ausbildung", "egitim", "مستوي تعليمي", "مستوي دراسي", "تعليم", "student",
    ),
    "work": (
        "occupation", "profession", "job", "activity", "economic activity", "employment status", "workclass",
        "industry", "ocupacion", "profesion", "emploi", "metier", "professione", "profissao", "beruf", "meslek", "مهنه", "عمل", "حاله مهنيه",
    ),
    "arrival": (
        "arrival year", "year of arrival", "arrival date", "date of arrival", "entry date", "date of entry", "registration date",
        "date of registration", "fecha de llegada", "fecha de entrada", "fecha de alta", "date d arrivee", "date d entree", "date d inscription",
        "data di arrivo", "data de chegada", "einreisedatum", "ankunft", "giris tarihi", "تاريخ وصول", "تاريخ دخول", "تاريخ تسجيل",
    ),
    "kin": (
        "relationship", "relationship to head", "relation to head", "kinship", "parentesco", "lien de parente",
        "parentela", "verwandtschaft", "yakinlik", "صله قرابه", "قرابه", "family role", "household id", "hh id", "household number", "id hogar",
    ),
    "household": (
        "household size", "family size", "family members", "number of children", "children", "dependants",
        "miembros", "tamano del hogar", "taille du menage", "nombre d enfants", "componenti", "numero figli",
        "agregado familiar", "haushaltsgrosse", "kinder", "عدد افراد اسره", "عدد اطفال", "حجم اسره", "افراد اسره", "family composition",
    ),
    "belief": (
        "religion", "ethnicity", "ethnic group", "ethnic", "race", "mother tongue", "religione", "etnia", "ethnie", "din", "ديانه", "دين", "طائفه", "مذهب",
    ),
    "health": (
        "disability", "health", "diagnosis", "vulnerability", "special needs", "vulnerabilidad", "discapacidad",
        "handicap", "vulnerabilite", "disabilita", "deficiencia", "behinderung", "engelli", "اعاقه", "حاله صحيه", "هشاشه", "احتياجات",
        "pregnant", "height", "weight", "smoke", "bmi",
    ),
    "legal": (
        "legal status", "permit type", "type of permit", "visa type", "situacion administrativa", "situation administrative",
        "tipo di permesso", "aufenthaltsstatus", "status of person", "وضع قانوني", "صفه قانونيه", "نوع اقامه",
    ),
    "money": (
        "amount", "assistance", "salary", "income", "wage", "cash", "aid", "amount received", "ayuda", "importe",
        "ingresos", "montant", "aide", "revenu", "salaire", "importo", "reddito", "valor recebido", "einkommen", "betrag", "yardim", "مبلغ",
        "مساعده", "دخل", "راتب", "hours", "hours per week",
    ),
}  # fmt: skip

#: Heads over numbers of people: a table that has one is made of totals, unless it is always 1.
COUNTS = (
    "count", "counts", "number", "total", "totals", "value", "obs value", "population", "people", "persons", "inhabitants",
    "residents", "n", "freq", "frequency", "cases", "headcount", "poblacion", "personas", "habitantes", "residentes",
    "valor", "recuento", "numero", "casos", "effectif", "effectifs", "nombre", "habitants", "personnes", "population totale",
    "valeur", "popolazione", "persone", "abitanti", "valore", "totale", "residenti", "populacao", "pessoas", "anzahl",
    "bevolkerung", "einwohner", "personen", "wert", "insgesamt", "nufus", "kisi sayisi", "toplam", "sayi", "عدد", "مجموع",
    "اجمالي", "سكان", "قيمه", "عدد سكان", "اشخاص", "figure", "individuals", "stock", "arrivals", "refugees",
)  # fmt: skip


def folded(text: str) -> str:
    """A head in the spelling of this page."""
    parted = _HUMP.sub(" ", text)
    letters = (
        letter
        for letter in unicodedata.normalize("NFKD", parted.casefold())
        if not unicodedata.combining(letter)
    )
    plain = unicodedata.normalize("NFKC", "".join(letters)).translate(_ARABIC)
    return " ".join(_BETWEEN.sub(" ", _ARTICLE.sub("", plain)).split())


def meets(head: str, phrases: Iterable[str]) -> bool:
    """Whether a folded head holds one of the phrases as words of its own."""
    within = f" {head} "
    return any(f" {phrase} " in within for phrase in phrases)
