"""Addresses of the desk."""

from django.urls import include, path

from qantara.core import health
from qantara.desk.asking import ANYBODY, asks

urlpatterns = [
    path("healthz", asks(ANYBODY)(health.alive)),
    path("readyz", asks(ANYBODY)(health.ready)),
    path("", include("qantara.desk.urls")),
]
handler403 = "qantara.desk.errors.forbidden"
handler404 = "qantara.desk.errors.not_found"
handler500 = "qantara.desk.errors.server_error"
