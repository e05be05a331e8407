"""The indicators of a city: where each stands, whose it is, last year's answers, other frames."""
