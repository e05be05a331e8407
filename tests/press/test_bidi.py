import pytest

from qantara.press.bidi import isolated


@pytest.mark.parametrize(
    ("text", "marked"),
    (
        ("الملف PDF، 24 صفحة", "الملف <PDF>، 24 صفحة"),
        ("بلغت النسبة 19,4% سنة 2024.", "بلغت النسبة <19,4%> سنة 2024."),
        ("من 1\u202f200–1\u202f400 شخص", "من <1\u202f200–1\u202f400> شخص"),
        ("−3,2 نقطة", "<−3,2> نقطة"),
        (
            "وفق Instituto Nacional de Estadística (INE)",
            "وفق <Instituto Nacional de Estadística (INE)>",
        ),
        ("CC BY 4.0، النسخة 2.1", "<CC BY 4.0>، النسخة 2.1"),
        ("سنة \u206612–15\u2069", "سنة <12–15>"),
        ("60+ سنة", "<60+> سنة"),
        ("567\u202f000 ساكن في 1/1/2024", "567\u202f000 ساكن في 1/1/2024"),
        ("لا أرقام هنا", "لا أرقام هنا"),
    ),
)
def test_isolated_marks_figures_and_latin_words(text, marked):
    assert isolated(text) == marked.replace("<", "\u2066").replace(">", "\u2069")
