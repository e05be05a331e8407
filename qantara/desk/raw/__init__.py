"""Figures as they came, opened by a city's approver to a named person until a day.

Whoever is not named sees figures behind the guard. What opening means is `accounts.opening`.
"""
