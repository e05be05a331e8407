"""City by step by language: how far the cities stand whose work a person may see.

Whether something is there, never a figure. Sorted by name; nobody is ranked.
"""
