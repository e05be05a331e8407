"""A profile's narrative in Word: out with every block under its id, back laid beside the blocks.

apart.read(path)      a document from outside, read in a process that has nothing to lose
leaving.draft(...)    texts as a draft to be worked on
compare.changes(...)  what a document that came back would change; nothing is stored
take.take(...)        what a person accepted of it
start.proposals(...)  an earlier profile as proposed sections
"""
