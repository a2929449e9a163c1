"""Joint work: pairs of members, projects, instructors, groups; proposed, answered, recorded, confirmed, ended."""

from tests.simulation.player import Player

SIGNS = ("✅", "✖", "➕", "🏁", "🎯", "✋", "📢", "📋", "🤝")
SHOWN = ("🤝", "🎯", "🎲", "🧭", "⛺")


def propose(player: Player) -> None:
    """Propose something, sensibly or not; often those who are asked agree at once."""
    name, town, chance = player.officer(), player.town, player.chance
    [(code,)] = town.rows("SELECT code FROM orgs WHERE scheme_code IS NOT NULL ORDER BY id LIMIT 1")
    one, other = chance.choice(town.names), chance.choice(town.names)
    text = chance.choice((
        f"/pair {one} {other}",
        f"/pair {code} {one} 2027-06-30",
        f"/project {code}:{chance.choice((100, 60))} Project",
        f"/instructor {one} {code}",
        f"/groups draw 1 {code} {chance.randint(0, 100)} lead",
        f"/camp {code} camp {code} {one}",
        "/pair",
    ))  # fmt: skip
    town.say(name, text, private=True)
    town.settle()
    for asked in town.names if player.often(0.7) else ():
        player.press_any(asked, town.people[asked].dm.from_bot[-3:], lambda label: label.startswith("✅"))
        town.settle()


def go_on(player: Player) -> None:
    """Open joint work, press what it shows, and answer what it asks for."""
    town, name = player.town, player.chance.choice((player.officer(), player.anybody()))
    if player.often(0.4):
        town.say(name, player.chance.choice(("/pair", "/project", "/instructor")), private=True)
        town.settle()
        player.press_any(name, town.people[name].dm.from_bot[-1:])
        town.settle()
    shown = [message for message in town.people[name].dm.from_bot if message.text.startswith(SHOWN)]
    label = player.press_any(name, shown[-3:], lambda label: label.startswith(SIGNS))
    town.settle()
    if label.startswith("➕"):
        town.say(name, f"{player.today:%m-%d} {player.secret('activity')}", private=True)
    elif label.startswith("🏁"):
        town.say(name, player.secret("end"), private=True)
    elif label.startswith("🎯"):
        town.say(name, player.chance.choice(("0", "10.01", "-1", "many")), private=True)
    town.settle()


ACTS = ((2, propose), (5, go_on))
