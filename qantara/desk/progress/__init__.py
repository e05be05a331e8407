"""Commitments and progress at the desk: all recommendations, one of them, reports, checks, what is let out.

listed   all recommendations of a place           one      what a city says of one
writing  commit, change, end, translate            telling  report, take back, check
paper    what would go out, and its way to the gate
sets     the network's recommendations, for its secretariat
forms    the forms of all of them                  shown    records in the reader's words
"""
