"""People: whether a table is a list of people, told from its heads, its cells and its shape.

``heads`` (what columns are called), ``contents`` (what their cells look like), ``rows`` (one row a
person) and ``verdict`` (all of it, and the sentence). Pure: a sheet in, signs out; run by ``apart``
before anything of a file is kept. No sign quotes a cell.
"""
