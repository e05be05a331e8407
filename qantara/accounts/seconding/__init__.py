"""What takes two people: one asks, another confirms or refuses within a week. Both see it meanwhile."""
