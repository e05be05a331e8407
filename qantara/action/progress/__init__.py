"""What a city commits to, how far it is, who checked it, and what of it is released cell by cell."""
