"""Whether two figures may stand side by side: a badge from A to D, and why, in four languages.

    badge(left, right) -> Badge            the better grade only where every condition of it holds
    badge.is_fair                          A or B: what charts and sentences may put together
    explain(badge, lang) -> str            the reasons as sentences

Pure: no Django, no clock, no database. The rule is FRAMEWORK 8. What is done with a badge (draw, warn,
leave out) is left to charts, profiles and comparison pages.
"""

from qantara.knowledge.comparability.badge import Badge, Grade, Reason, Statement, badge
from qantara.knowledge.comparability.words import explain, title

__all__ = ["Badge", "Grade", "Reason", "Statement", "badge", "explain", "title"]
