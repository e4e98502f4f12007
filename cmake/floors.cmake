# The floors of include/ratable, lowest first: a header includes its own floor and those below.
set(floors core calendar units valuation terms capacity charges accounting capital journal comparison io)
