"""Counting: arrays of marks in, places out. No database, no clock, no names; the rules are in docs/ballots.md."""
