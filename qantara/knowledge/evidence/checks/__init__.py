"""The checks of a review (FRAMEWORK 6), pure: frames in, verdicts out.

``rows`` looks at each row by itself, ``parts`` at wholes and what they are made of, ``history`` at
what came before and what others say. Each check is a generator of verdicts.
"""
