"""Addresses of the calendar, under a language."""

from __future__ import annotations

from django.urls import path

from qantara.desk.calendar import views

pages = [
    path("calendar/", views.calendar, name="calendar"),
    path("calendar/link/", views.link, name="calendar-link"),
    path("calendar/<str:token>.ics", views.feed, name="feed"),
]
