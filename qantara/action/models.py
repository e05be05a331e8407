"""The tables of this pillar, each kept by its topic."""
