"""Gazetteer, place, name of a place."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Gazetteer(models.Model):
    """A list of places by one publisher. ``scheme`` names its codes, as in ``Territory.codes``."""

    scheme = models.SlugField(max_length=30, primary_key=True)
    title = models.CharField(max_length=200)
    url = models.CharField(max_length=300, blank=True)
    licence = models.CharField(max_length=120)
    loaded_at = models.DateTimeField()
    checksum = models.CharField(max_length=64)  # SHA-256 of the file, as it was loaded last

    def __str__(self) -> str:
        return self.scheme


class Place(models.Model):
    """An inhabited place. ``population`` is the gazetteer's, undated: for order, not for print."""

    gazetteer = models.ForeignKey(Gazetteer, on_delete=models.PROTECT, related_name="places")
    code = models.CharField(max_length=30)
    name = models.CharField(max_length=200)
    country = models.CharField(max_length=2)  # ISO 3166-1 alpha-2, or XK
    region = models.CharField(max_length=20, blank=True)  # the gazetteer's own first-order code
    longitude = models.FloatField()
    latitude = models.FloatField()
    population = models.BigIntegerField()
    time_zone = models.CharField(max_length=40, blank=True)  # IANA

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["gazetteer", "code"], name="a_place_has_a_code_of_its_own"
            )
        ]

    def __str__(self) -> str:
        return f"{self.gazetteer_id}:{self.code}"


class PlaceName(models.Model):
    """A name of a place, its main one included.

    language  BCP 47; empty where the gazetteer does not say in which it is used
    folded    as names are compared: see ``fold``
    """

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="names")
    language = models.CharField(max_length=10, blank=True)
    name = models.CharField(max_length=400)
    folded = models.CharField(max_length=400)
    is_main = models.BooleanField(default=False)  # what the gazetteer calls it
    is_preferred = models.BooleanField(default=False)  # among the names in its language

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["place", "language", "name"], name="a_place_has_a_name_once"
            )
        ]
        indexes: ClassVar = [models.Index(fields=["folded"], name="places_by_folded_name")]

    def __str__(self) -> str:
        return self.name
