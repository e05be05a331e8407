"""What the world sees: the public site, made from releases and nothing else."""
