"""The gazetteer: inhabited places of the world, by official code and by the names people use.

A place is not a territory: it has a point and no borders, and no figure describes it. Networks
anywhere take the names, position and code of their cities from it, and files of figures that name a
city rather than giving its code are matched with it: by code, or by a name in a language. Where two
places share a name, it says so and chooses none.
"""
