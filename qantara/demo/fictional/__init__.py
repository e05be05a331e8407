"""A network that does not exist, in readable files: eight members in four countries, each of a kind.

    network.toml               members, territories, phases, organisations
    cities.toml                how each city came to its releases: files, what it opens, why again
    people.toml                who acts for the cities
    names.toml  words.toml     invented citizenships and regions; notes, reasons, publishers
    sources.toml               who publishes the figures of Ardelune that are rows of ours
    <city>/*.csv, *.xlsx       figures as offices give them, made by ``generate``
    <city>/*.toml              the mapping that reads the file of the same name
    <city>/narrative/*.toml    the narrative of a profile by section, in four languages

``read`` and ``plan`` give all of it as values.
"""
