"""Word: documents as DOCX, and DOCX as values.

    papers.write(paper)         any paper as a document
    letters.letter(letter)      a letter in its country's order
    blocks.write(passages)      texts to be worked on, each block under its id
    reading.read(path)          a document from outside: original and changed, block by block

Office Open XML (ISO/IEC 29500-1) is written element by element: the same values give the same bytes, and
nothing of this machine or of who pressed the button is in them. Neighbour of ``press``, ``tables`` and
``web``; knows papers and nothing of migration.
"""
