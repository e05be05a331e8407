"""Workshops at the desk: rounds prepared, opened, shown to the room, closed; and the ballot on phones.

views    workshops, and what a round asks       running   one round, from its cards to its result
sheets   paper ballots                          screen    what the room sees
voting   the ballot, for whoever has a card     shown     results as rows and sentences
made     cards as PDF
"""
