"""A network that does not exist, in readable files: where a complete profile can be shown.

    network.toml      members, territories, phases, organisations
    names.toml        invented citizenships and regions; notes on figures
    sources.toml      who publishes the figures of the one complete city, Ardelune
    ardelune/*.csv    its figures, a file a source, made by ``generate``
    ardelune/narrative/*.toml    its narrative by section, in four languages

``read`` gives all of it as values.
"""
