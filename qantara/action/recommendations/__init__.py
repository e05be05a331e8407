"""What a network recommends to its cities: versioned texts, and the frames they are mapped to."""
