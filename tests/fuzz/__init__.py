"""Hostile input at every entrance: nothing may crash, answer 500, or take memory or time without bound.

`make test` plays some seeded cases of each entrance, `make fuzz` as many as there is time for. An entrance joins by one
line in `ENTRANCES` of `entrances.py`: its name, how a case is made of chance (`make`), and how it is opened; what is
opened takes a case and raises if anything is wrong. A case that fails is told with the line that plays it again.

`mangle.py` makes what is wrong: words that break things, JSON with parts gone or replaced, text and bytes cut and
torn. `test_patterns.py` looks at every regular expression of the program.
"""
