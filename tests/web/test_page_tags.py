from datetime import UTC, date, datetime

import pytest
from django import forms
from django.template.loader import render_to_string
from django.utils import translation

from qantara.web import links, names
from qantara.web.templatetags import page
from tests.web.reading import Page


@pytest.mark.parametrize(
    ("lang", "printed"),
    (
        ("en", "1\u202f234.5"),
        ("fr", "1\u202f234,5"),
        ("es", "1\u202f234,5"),
        ("ar", "1\u202f234,5"),
    ),
)
def test_number_prints_as_the_language_does(lang, printed):
    with translation.override(lang):
        assert page.number(1234.5) == printed


def test_day_takes_days_and_moments():
    with translation.override("fr"):
        assert page.day(date(2026, 11, 1)) == "1er novembre 2026"
        assert page.day(datetime(2026, 11, 1, tzinfo=UTC)) == "1er novembre 2026"


@pytest.mark.parametrize(
    ("size", "lang", "printed"),
    (
        (240_000, "en", "240 kB"),
        (1_800_000, "fr", "1,8 Mo"),
        (12, "en", "1 kB"),
        (96_000, "ar", "96 كيلوبايت"),
    ),
)
def test_file_size_prints_kilobytes_and_megabytes(size, lang, printed):
    with translation.override(lang):
        assert page.file_size(size) == printed


def test_named_marks_a_name_the_readers_language_lacks():
    with translation.override("es"):
        assert page.named({"en": "Tajura", "ar": "…"}) == '<bdi lang="en">Tajura</bdi>'
        assert page.named({"es": "Túnez"}) == "<bdi>Túnez</bdi>"


def test_names_fall_back_in_a_stated_order():
    assert names.in_language({"ar": "أ", "fr": "f"}, "es") == ("f", "fr")
    assert names.in_language({}, "es") == ("", "")


def test_links_lead_from_one_face_to_the_other(settings):
    settings.DESK_URL, settings.SITE_URL = "https://desk.example.org", "https://example.org"
    assert links.desk("/cases/") == "https://desk.example.org/cases/"
    assert links.site("/ar/") == "https://example.org/ar/"


class Form(forms.Form):
    year = forms.IntegerField(label="Year", help_text="Four digits", max_value=2026)
    note = forms.CharField(label="Note", required=False)
    sure = forms.BooleanField(label="I am sure")
    kind = forms.ChoiceField(
        label="Kind", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect
    )


def test_form_ties_hints_and_errors_to_their_fields():
    form = Form({"year": "2062"})
    context = {"form": form, "action": "/save/", "button": "Save the year"}
    made = render_to_string("web/parts/form.html", context)
    parsed = Page(made.replace("novalidate", ""))
    assert "3 things to put right" in made
    assert "#id_year" in parsed.hrefs
    assert {"id_year_helptext", "id_year_error", "id_sure_error"} <= set(parsed.ids)
    assert 'aria-describedby="id_year_helptext id_year_error"' in made
    assert 'aria-invalid="true"' in made
