### Words of what voters say and ask, and what becomes of it.

nav-voters = Voters
nav-petitions = Petitions
act-petitions-submit = Submit an opinion or petition
act-petitions-take = Record what a voter says
act-petitions-sort = Sort what voters say
act-petitions-route = Pass on to the body in charge
act-petitions-take-matter = Accept or send back
act-petitions-reply = Reply to a petition
act-petitions-change-clock = Extend or pause the time limit
act-petitions-urge = Urge, propose a question or supervision
act-petitions-check = Check the result on the spot
act-petitions-reopen = Reopen a settled matter
act-petitions-judge = Voter judges the result
act-petitions-anonymise = Make a voter anonymous
