"""Addresses of the desk."""

from django.urls import include, path

from qantara.core import health

urlpatterns = [
    path("healthz", health.alive),
    path("readyz", health.ready),
    path("", include("qantara.desk.urls")),
]
