"""Maps: where places stand, and that nothing covers anything."""

from __future__ import annotations

from itertools import combinations
from math import cos, hypot, pi, radians

import pytest

from qantara import charts
from qantara.charts import locator, outline, values
from qantara.charts.projection import CONIC
from tests.charts import examples
from tests.charts.examples import place
from tests.charts.seen import contents, elements, number, texts


def world(*places, lang="en", **more):
    more.setdefault("extent", (-10.0, 30.0, 38.0, 48.0))
    return values.LocatorMap(words=examples.words(lang), places=places, **more)


def circles(drawing):
    return [(number(c["cx"]), number(c["cy"]), number(c["r"])) for c in elements(drawing, "circle")]


def test_projection_keeps_angles():
    """A small square stays a square, anywhere: what conformal means."""
    for longitude, latitude in ((-9, 36), (14, 41), (35, 33), (10, 58)):
        x, y = CONIC(longitude, latitude)
        north = CONIC(longitude, latitude + 0.001)
        east = CONIC(longitude + 0.001, latitude)
        up, across = (north[0] - x, north[1] - y), (east[0] - x, east[1] - y)
        assert up[0] * across[0] + up[1] * across[1] == pytest.approx(0, abs=1e-12)
        stretch = hypot(*up) / hypot(*across)
        assert stretch == pytest.approx(1 / cos(radians(latitude)), rel=1e-4)


def test_projection_is_true_on_its_parallels():
    for latitude in CONIC.parallels:
        south, north = CONIC(14, latitude - 0.001), CONIC(14, latitude + 0.001)
        assert hypot(north[0] - south[0], north[1] - south[1]) == pytest.approx(
            0.002 * pi / 180, rel=1e-5
        )


@pytest.mark.parametrize(
    ("longitude", "latitude", "is_land"),
    (
        (3.0, 47.0, True),  # inland France
        (-4.0, 40.0, True),  # inland Spain
        (9.0, 40.0, True),  # Sardinia
        (33.2, 35.1, True),  # Cyprus
        (14.4, 35.9, True),  # Malta
        (5.0, 38.5, False),  # between the Balearics and Algeria
        (18.0, 35.0, False),  # Ionian Sea
        (34.0, 43.5, False),  # Black Sea
        (51.0, 42.0, False),  # Caspian Sea
    ),
)
def test_outline_knows_land_from_sea(longitude, latitude, is_land):
    point = CONIC(longitude, latitude)
    inside = sum(_crossings(ring, point) for ring in outline.rings()) % 2
    assert bool(inside) == is_land


def _crossings(ring, point):
    """How often a ring is met on the way from the point to the east."""
    x, y = point
    return sum(
        (a[1] > y) != (b[1] > y) and x < a[0] + (y - a[1]) / (b[1] - a[1]) * (b[0] - a[0])
        for a, b in zip(ring, ring[1:] + ring[:1], strict=True)
    )


def test_outline_is_small():
    assert outline.FILE.stat().st_size < 20_000


@pytest.mark.parametrize(
    ("ring", "clipped"),
    (
        (((1, 1), (2, 1), (2, 2)), ((1, 1), (2, 1), (2, 2))),
        (((-5, -5), (-4, -5), (-4, -4)), ()),
        (((-5, 2), (5, 2), (5, 4), (-5, 4)), {(0, 2), (5, 2), (5, 4), (0, 4)}),
        (((-5, -5), (50, -5), (50, 50), (-5, 50)), {(0, 0), (10, 0), (10, 10), (0, 10)}),
    ),
)
def test_ring_is_cut_at_the_frame(ring, clipped):
    assert type(clipped)(outline.clipped(ring, 10, 10)) == clipped


@pytest.mark.parametrize("width", examples.WIDTHS)
def test_places_stand_as_on_the_globe(width):
    drawing = charts.draw(
        world(place("West", -5, 40), place("East", 20, 40), place("North", 7, 47)), width
    )
    west, east, north = reversed(circles(drawing))
    assert west[0] < north[0] < east[0]
    assert north[1] < min(west[1], east[1])


def test_map_does_not_turn_around_in_arabic():
    english, arabic = (
        charts.draw(world(place("1", -5, 40), place("2", 20, 40), lang=lang))
        for lang in examples.LANGUAGES
    )
    assert circles(english) == circles(arabic)


def test_markers_on_one_spot_move_apart_but_stay_near():
    crowd = [place(str(n), 10, 40 + n / 100) for n in range(3)]
    drawing = charts.draw(world(*crowd))
    alone = circles(charts.draw(world(crowd[0])))[0]
    markers = circles(drawing)
    for one, other in combinations(markers, 2):
        assert hypot(one[0] - other[0], one[1] - other[1]) >= 5
    for marker in markers:
        assert hypot(marker[0] - alone[0], marker[1] - alone[1]) <= locator.APART + 2


@pytest.mark.parametrize("width", examples.WIDTHS)
@pytest.mark.parametrize("lang", examples.LANGUAGES)
def test_names_cover_neither_names_nor_markers(lang, width):
    name = {"en": "Altair", "ar": "النسر الطائر"}[lang]
    crowd = [
        place(
            f"{name} {n}", -8 + (n * 37 % 43), 31 + (n * 23 % 16), kind=("first", "second")[n % 2]
        )
        for n in range(24)
    ]
    drawing = charts.draw(world(*crowd, lang=lang), width)
    names = texts(drawing)
    assert len(names) > 5
    assert not any(a.touches(b) for a, b in combinations(names, 2))
    for x, y, r in circles(drawing):
        assert not any(
            t.left < x + r and x - r < t.right and t.top < y + r and y - r < t.bottom for t in names
        )
    for text in names:
        assert text.left >= 0
        assert text.right <= width
        assert text.top >= 0
        assert text.bottom <= drawing.height


def test_place_without_room_for_its_name_keeps_it_as_title():
    crowd = [place(f"A long name for a place {n}", 10 + n / 50, 40) for n in range(12)]
    drawing = charts.draw(world(*crowd), 328)
    assert len(contents(drawing)) < 12
    assert all(f"<title>{one.name}</title>" in drawing.svg for one in crowd)


def test_linked_places_are_left_to_the_list_beside_the_map():
    drawing = charts.draw(world(place("Vega", 10, 40, href="/en/cities/vega/?a=1&b=2")))
    assert 'aria-hidden="true"' in drawing.svg
    assert [a["href"] for a in elements(drawing, "a")] == ["/en/cities/vega/?a=1&b=2"]
    assert [a["tabindex"] for a in elements(drawing, "a")] == ["-1"]


def test_fiction_has_no_coast():
    places = (place("Vega", 1, 2, kind="here"), place("Altair", 4, 3))
    drawing = charts.draw(world(*places, extent=charts.around(places), has_coast=False))
    assert elements(drawing, "path") == []
    assert contents(drawing) == ["Altair", "Vega"]


def test_around_leaves_room_on_every_side():
    assert charts.around((place("a", 1, 2), place("b", 4, -3))) == (-0.5, -4.5, 5.5, 3.5)
