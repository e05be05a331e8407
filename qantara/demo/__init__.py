"""The demonstration: MC2CM as its public record tells it, and a network that does not exist.

Everything comes in through the same doors as anybody's figures: read, mapped, reviewed, confirmed,
drafted, protected, signed by three, released.
"""
