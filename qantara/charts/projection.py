"""From longitude and latitude to a flat sheet, for maps of the Euro-Mediterranean.

Conformal conic on two standard parallels (Lambert's): angles are true, so coasts keep their shapes.
Formulas on the sphere: J. P. Snyder, Map Projections: A Working Manual (USGS Professional Paper
1395), chapter 15.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, log, pi, radians, sin, tan
from typing import Protocol


class Projection(Protocol):
    def __call__(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Degrees to earth radii: x eastwards, y southwards as drawings count."""


@dataclass(frozen=True, slots=True)
class ConformalConic:
    meridian: float
    parallels: tuple[float, float]

    @property
    def cone(self) -> float:
        south, north = map(radians, self.parallels)
        return log(cos(south) / cos(north)) / log(_half(north) / _half(south))

    @property
    def reach(self) -> float:
        south = radians(self.parallels[0])
        return cos(south) * float(_half(south) ** self.cone) / self.cone

    def __call__(self, longitude: float, latitude: float) -> tuple[float, float]:
        cone = self.cone
        distance = self.reach / _half(radians(latitude)) ** cone
        angle = cone * radians(longitude - self.meridian)
        return distance * sin(angle), distance * cos(angle)


def _half(latitude: float) -> float:
    return tan(pi / 4 + latitude / 2)


@dataclass(frozen=True, slots=True)
class Plain:
    """Degrees as they are, narrowed at the middle latitude: for places which are nowhere."""

    latitude: float

    def __call__(self, longitude: float, latitude: float) -> tuple[float, float]:
        return radians(longitude) * cos(radians(self.latitude)), -radians(latitude)


#: Between the Maghreb and the Alps, on a meridian through the middle of the sea.
CONIC = ConformalConic(meridian=14.0, parallels=(33.0, 49.0))
