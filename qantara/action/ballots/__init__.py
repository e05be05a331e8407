"""Rounds of a workshop: criteria, secret seats, ballots, and how they are counted. It knows options, not what they are."""
