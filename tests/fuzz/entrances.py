"""All entrances, a line each; a new one is added here."""

from tests.fuzz import chat, environment, files, web
from tests.fuzz.entrance import Entrance

ENTRANCES: tuple[Entrance, ...] = (
    Entrance(name="update", make=chat.an_update, opened=chat.updates),
    Entrance(name="button", make=chat.a_press, opened=chat.people),
    Entrance(name="words", make=chat.a_saying, opened=chat.people),
    Entrance(name="link", make=chat.a_link, opened=chat.people),
    Entrance(name="sheet", make=files.a_sheet, opened=files.sheets, seconds=10.0),
    Entrance(name="scheme", make=files.a_scheme, opened=files.schemes, seconds=6.0),
    Entrance(name="setting", make=environment.an_environment, opened=environment.environments),
    Entrance(name="http", make=web.a_request, opened=web.site),
)
