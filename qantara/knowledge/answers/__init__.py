"""What a city is asked, and what it answers: the set it chose, competences of others, last year's answers.

Figures themselves stay with ``observations``; letters that ask for them with ``requests``.
"""
