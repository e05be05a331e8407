"""Addresses of the public site."""

from django.urls import include, path

from qantara.core import health

urlpatterns = [
    path("healthz", health.alive),
    path("readyz", health.ready),
    path("", include("qantara.publishing.site.urls")),
]
handler404 = "qantara.publishing.site.errors.not_found"
handler500 = "qantara.publishing.site.errors.server_error"
