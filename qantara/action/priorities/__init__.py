"""What a city's group proposes, merges, withdraws and endorses, and the City Priority Paper made of it."""
