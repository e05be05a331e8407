"""A network's policy recommendations: versioned, in four languages, with other bodies' frames beside them.

placeholder.toml  what a network works with until it enters its own text, marked as such
frames.toml       other frames, by part, mapped to recommendations
values            a set and its recommendations             models  versions of a set
sets              which set is in force; change it
document          a set as a document     paper  to be read     kind  as a release
"""
