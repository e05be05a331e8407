"""Approval on paper: whoever may sign by law, the sheet they sign, its scan, and who confirms it.

Nobody lends a password: where a mayor signs with a pen, an officer prints the decision sheet and brings
back its scan, and somebody at the secretariat of the network confirms that it is what was printed.
"""
