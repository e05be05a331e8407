"""Who: networks, their phases and members, the territories figures describe, organisations, money.

A member is not a city is not a territory: a fund may stand for two cities, a metropolis may join
beside its city. Facts that contradict each other are kept, each with its source.
"""
