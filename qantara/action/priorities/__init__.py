"""What a city's group proposes, merges, withdraws and endorses, and the City Priority Paper made of it.

    models      proposals, what they quote, partners; rankings; acts of endorsement; links for a group
    tags        whom it concerns, rights, themes, goals: codes with names, and which of them are sensitive
    bands       cost bands of a network, in its currency
    serves      recommendations a proposal may name
    quotes      figures of a release that can be quoted, and whether what was quoted still stands
    propose     write, change, translate; quote; partners        links    proposals without an account
    decide      merge, withdraw, choose                          ranking  the group's order
    voting      proposals as options of a ballot, what a round came to
    endorse     the act of a council or mayor
    document    the City Priority Paper as a document; checks    what keeps it from the gate
    paper       the document to be read                          kind     the document as a release

What is voted and how votes are counted is of ``ballots``; what a city commits to is of ``progress``.
"""
