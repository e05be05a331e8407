"""Addresses of the log, under a language."""

from __future__ import annotations

from django.urls import path

from qantara.desk.log import views

pages = [path("log/", views.log, name="log")]
