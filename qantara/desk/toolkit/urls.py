"""Addresses of the toolkit, under a language; names are the desk's."""

from __future__ import annotations

from django.urls import path

from qantara.desk.toolkit import views

pages = [
    path("toolkit/tools/<slug:tool>/<str:text_lang>.docx", views.tool, name="toolkit-tool"),
    path("toolkit/<slug:slug>/", views.toolkit, name="toolkit"),
    path("toolkit/<slug:slug>/plan/<str:text_lang>.<str:form>", views.plan, name="toolkit-plan"),
    path("toolkit/<slug:slug>/steps/<slug:step>/", views.step, name="toolkit-step"),
    path("toolkit/<slug:slug>/<str:act>/", views.act, name="toolkit-act"),
]
