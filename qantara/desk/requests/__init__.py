"""Letters that ask for data at the desk, and the page where their addressees answer by link."""
