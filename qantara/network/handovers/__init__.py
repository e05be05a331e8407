"""Somebody leaves a city's team: their roles end on a day, and somebody takes over what is open.

The desk belongs to the city. What is handed over is not copied: whoever succeeds sees the desk as it
is, and the page of a handover (``desk.handover``) gathers what is open on it in their language.
"""
