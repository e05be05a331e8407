"""Rounds of a workshop: criteria, secret seats, ballots, and how they are counted.

It knows options, not what they are: an option is a key, names in languages and, where it is a record,
its node of the trace. How ballots are counted, and what secrecy does and does not hold against:
``docs/ballots.md``.

    models      workshops, rounds, seats, paper ballots, results, notes of dissent
    values      options, criteria and ballots as values
    codes       what is printed on a card        keys      the key of a round, outside the database
    sealing     ballots and codes as the database keeps them
    counting    scores, Schulze, firmness: values in, values out
    rounds      prepare a workshop and its rounds, make cards, open, call off
    cast        one ballot a seat, until the round closes
    paper       paper ballots, typed by one person and again by a second
    locks       who casts and who closes wait for each other
    closing     count once, keep the result, destroy what could tell
    results     what a round came to: ``results.of(round_id, by=person) -> Outcome | None``

For who quotes a result (``priorities``): ``results.of`` gives an ``Outcome`` with ``round`` (id), ``places``
((place from 1, keys of the options there), tied ones together), ``firmness`` {key: "firm" | "fairly_firm" |
"open"}, ``shares`` {key: share of repeats in each place}, ``seats``, ``ballots``, ``abstained``, ``dissent``
((language, words), ...), ``held_on`` and ``is_shown``: with fewer than five ballots that say something there
are counts, and neither places nor firmness. ``rounds.prepare`` takes ``Option(key, name, node)``:
``node`` is ``trace.node(proposal)``.
"""
