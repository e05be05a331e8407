"""Arrivals: files that wait at the desk between being brought in and being stored or discarded.

``receive`` (bytes to an arrival, once they have been read apart), ``answering`` (what the file means,
asked and answered), ``weighing`` (what it would change), ``settle`` (stored or discarded). An arrival
belongs to its holder; nothing of it is evidence yet, and what is discarded leaves no byte behind.
"""
