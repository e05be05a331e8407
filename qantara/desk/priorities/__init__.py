"""A city's priorities at the desk: proposals, the group's order, the endorsement, the paper.

reach    whose priorities, which place        shown  proposals as pages show them
listing  all proposals and what comes next    pages  one proposal      writing  write and translate it
quoting  figures of a release                 deciding  merge, withdraw, rank, endorse
paper    preview of the City Priority Paper   group  proposals by link, without an account
"""
