"""When the steps of the cities' way are due, who asked for more time, and who is reminded.

A network's secretariat says the days; a city asks for an extension with a reason, and it is granted or
refused with one. Nothing is overwritten: a new day ends the one before. Reminders are notices.
"""
