"""The gate. What is public is a release: frozen, numbered, checksummed, signed by three people.

A *case* is one document on its way: opened by its author, reviewed by somebody else, approved by
the holder's signatory. Released, it is kept with the artefacts made then; later releases point to
it; withdrawn, it answers with the reason. What can be released is told by *kinds* registered from
above (`kinds.py`).
"""
