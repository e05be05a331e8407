"""Addresses of Word at the desk."""

from __future__ import annotations

from django.urls import path

from qantara.desk.word import earlier, leaving, returning

pages = [
    path("profiles/<slug:place>/word/", leaving.page, name="word"),
    path("profiles/<slug:place>/word/back/", returning.back, name="word-back"),
    path("profiles/<slug:place>/word/take/", returning.take_over, name="word-take"),
    path("profiles/<slug:place>/word/earlier/", earlier.earlier, name="word-earlier"),
    path("profiles/<slug:place>/word/begin/", earlier.begin_from, name="word-begin"),
    path("profiles/<slug:place>/word/<str:text_lang>/", leaving.whole, name="word-whole"),
    path(
        "profiles/<slug:place>/word/<str:text_lang>/<slug:name>/", leaving.one, name="word-section"
    ),
]
