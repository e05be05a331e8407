"""The directory: how one wants to be found and by whom, until when; and whom one finds."""
