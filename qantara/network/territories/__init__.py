"""Territories from an official list: a statistics office's register of places, as CSV.

A file of figures speaks of places by code; the places have to be on record first. `file` reads such
a list and names everything that is wrong with it, `load` stores it: all of it or nothing.
What the columns are: docs/network.md.
"""
