"""Addresses of the directory, under a language."""

from __future__ import annotations

from django.urls import path

from qantara.desk.directory import views

pages = [
    path("directory/", views.directory, name="directory"),
    path("account/directory/", views.my_entry, name="my-entry"),
    path("account/directory/remove/", views.remove, name="remove-entry"),
    path("account/directory/<slug:use>/agree/", views.agree, name="agree"),
    path("account/directory/<slug:use>/withdraw/", views.withdraw, name="withdraw-consent"),
]
