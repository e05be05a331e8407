"""Addresses of the public site. All but the door and the permanent ones begin with a language."""

from __future__ import annotations

from django.urls import converters, path, re_path, register_converter

from qantara.publishing.site import (
    about,
    ask,
    changes,
    cities,
    home,
    indicators,
    members,
    recommendations,
    sitemap,
    toolkit,
)
from qantara.web import links


class LanguageConverter:
    regex = "|".join(links.LANGUAGES)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class FilenameConverter(converters.StringConverter):
    """The names files are given when they are made; a NUL, which no database takes, is in none."""

    regex = r"[\w.-]+"


register_converter(LanguageConverter, "lang")
register_converter(FilenameConverter, "filename")

app_name = "site"
urlpatterns = [
    path("", about.door, name="door"),
    path("robots.txt", sitemap.robots, name="robots"),
    path("sitemap.xml", sitemap.sitemap, name="sitemap"),
    re_path(r"^r/(?P<address>[a-z0-9]+)/?$", cities.permanent, name="permanent"),
    re_path(r"^r/(?P<address>[a-z0-9]+)/changes/?$", changes.permanent, name="permanent-changes"),
    path("<lang:lang>/", home.home, name="home"),
    path("<lang:lang>/members/", members.members, name="members"),
    path("<lang:lang>/cities/<slug:subject>/", cities.city, name="city"),
    path("<lang:lang>/cities/<slug:subject>/priorities/", cities.priorities, name="priorities"),
    path("<lang:lang>/cities/<slug:subject>/progress/", cities.progress, name="progress"),
    path("<lang:lang>/r/<slug:address>/", cities.release, name="release"),
    path("<lang:lang>/r/<slug:address>/translation/", ask.ask, name="ask"),
    path("<lang:lang>/r/<slug:address>/changes/", changes.changes, name="changes"),
    path("<lang:lang>/r/<slug:address>/changes.csv", changes.table, name="changes-table"),
    path("<lang:lang>/r/<slug:address>/files/<filename:filename>", cities.file, name="file"),
    path("<lang:lang>/indicators/", indicators.overview, name="indicators"),
    path("<lang:lang>/indicators/<slug:code>/", indicators.indicator, name="indicator"),
    path(
        "<lang:lang>/recommendations/",
        recommendations.recommendations,
        name="recommendations",
    ),
    path("<lang:lang>/toolkit/", toolkit.toolkit, name="toolkit"),
    path("<lang:lang>/about/", about.about, name="about"),
    path("<lang:lang>/n/<slug:network>/", home.home, name="network-home"),
    path("<lang:lang>/n/<slug:network>/members/", members.members, name="network-members"),
    path(
        "<lang:lang>/n/<slug:network>/recommendations/",
        recommendations.recommendations,
        name="network-recommendations",
    ),
]
