"""What a city commits to, how far it is, who checked that, and what of it the city lets out.

    scale      levels 0 to 4 and what stands beside them        age      how old a check is, in words
    models     commitments, reports, what they rest on, checks
    wording    the paragraphs of a commitment and of a report
    commit     commit, change, end, translate
    report     say how far it is; take it back                  check    a second person's word on it
    document   a city's cells as a document; harmless           what keeps it from the gate
    paper      to be read                                       kind     as a release

A cell is a city and a recommendation. It is public only when the city has let out that cell: what is not
committed, not reported and not let out look alike.
"""
