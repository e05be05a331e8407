"""What is kept about the person here: shown, handed over, erased."""
