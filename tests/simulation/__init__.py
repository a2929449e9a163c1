"""The simulated ages: a town of people who claim, decide, err, repeat and cheat, on a world that breaks on order.

`make simulate SEEDS=FIRST-LAST` plays histories, one a seed, on all cores. In each step somebody does something
(`acts`) and the world does something (`weather`); then all that must hold is checked (`invariants`). What plays is the
real bot – handlers, services, delivery, storage – on one thread, against the strict simulated Telegram and a clock that
is moved: a seed plays the same on every machine, and so does any selection of its steps. The first rule that breaks
ends it with the shortest transcript that leads there and the line that plays it again.

How a noun joins, in a line each:

- `acts/<noun>.py` holds what a person may try, plain functions of the `Player`, and `ACTS = ((weight, act), …)`; its
  name goes into `NOUNS` of `acts/__init__.py`. Acts say and press what a person could and never look into the bot. Take
  every chance from `player.chance` (each step has its own) and every word that is nobody else's business from
  `player.secret(kind)`.
- `invariants/<noun>.py` holds what must hold, plain functions of the `Town` that assert over `town.rows(sql)`, and
  `RULES = (rule, …)`; its name goes into `NOUNS` of `invariants/__init__.py`. They run after every step: read little.
- A column in which people write about people goes into `WORDS` of `invariants/leaks.py`: it is never said in a group.
- What Telegram, the disk, the clock and the process do stands in `WEATHER` of `weather.py`.

`town.py` is the branch with its people and its Telegram, `process.py` one life of the bot, `disk.py` what it remembers,
`history.py` the play. Beside the random histories `test_year.py` and `test_half_year.py` live through a year computed
by hand, and `broadcast.py` plays a broadcast to thousands of groups.
"""
