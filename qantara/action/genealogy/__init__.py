"""From any record: why it exists and what came of it; and what leads nowhere.

stages    the order in which things come of each other
titles    what a record is called, for whom may see it
chain     everything that led to a record and everything that came of it, as far as somebody may see
orphans   priorities nobody acts on, commitments without a priority, recommendations nobody took up
"""
