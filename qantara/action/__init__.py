"""From a released profile to what a city decides, commits to, does and achieves, linked at every step."""
