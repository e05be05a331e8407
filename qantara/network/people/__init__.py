"""People with languages and expertise, visible to others only as far, and as long, as they agreed.

models      a person's entry, and each consent they gave
purposes    what somebody agrees to, word by word, with the version of the words
languages   those one can say to speak
keep        write an entry, agree, withdraw, take it all away; each in one act
colleagues  who sees whom
asking      a month before a consent ends: ask again
kept        what is kept about a person of this, and for how long
"""
