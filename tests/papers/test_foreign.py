import pytest

from qantara.papers import foreign


def marked(text: str) -> str:
    return "".join(
        f"<{piece}>" if is_foreign else piece for piece, is_foreign in foreign.pieces(text)
    )


@pytest.mark.parametrize(
    "text",
    (
        "وفق <Wasseramt Nordemar, MA 7 (Pegel, Karten und Statistik)>، ديسمبر 2024",
        "المصدر: <Padrón de Oltreve, distritos y barrios (T2). Año 2021 (T21)>، تاريخ الاطلاع 3/5/2026.",
        "للتصحيح: <corrections@example.org>.",
        "العنوان <https://example.org/ar/r/k3?on=2017-06-01>. الرخصة <CC BY 4.0>.",
        "<Bevölkerung nach Geschlecht, 5-jährigen Altersgruppen – 2002>، قرأ",
        "الفئة <5-jährigen Gruppen> هنا",
        "المشروع (<MC2CM>): تعاون",
        "المصدر <(INE), Censo (2021)>",
        "مصدر <POP-01> أو <POP-02/wien-herkunft>",
        "محسوب من <FLW-01> و<FLW-02>",
        "بين <20–49> سنة",
        "ارتفعت إلى <19,4%> في 2024",
        "تراجع <−3,1>",
        "567\u202f000 ساكن في 1/1/2024",
        "سنة \u206612–15\u2069 هنا",
        "لا أرقام هنا",
    ),
)
def test_pieces_isolate_what_is_read_from_left_to_right(text):
    assert marked(text.replace("<", "").replace(">", "")) == text


@pytest.mark.parametrize(
    ("text", "pieces"),
    (
        ("On the area stated, 414.87 km².", [("On the area stated, 414.87 km².", True)]),
        ("2019–2023", [("2019–2023", True)]),
        ("2023", [("2023", False)]),
        (", ", [(", ", False)]),
        ("", []),
    ),
)
def test_pieces_take_a_text_without_arabic_as_a_whole(text, pieces):
    assert list(foreign.pieces(text)) == pieces
