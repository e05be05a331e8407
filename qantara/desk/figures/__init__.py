"""Figures at the desk: a file is brought in, understood, reviewed and stored, or discarded."""
