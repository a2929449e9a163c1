"""Some seeded cases of every entrance; `make fuzz` plays thousands."""

import pytest

from tests.fuzz.__main__ import main
from tests.fuzz.entrance import Entrance, Fault, play
from tests.fuzz.entrances import ENTRANCES

CASES = 120


@pytest.mark.usefixtures("quiet_logs")
@pytest.mark.parametrize("entrance", ENTRANCES, ids=[entrance.name for entrance in ENTRANCES])
def test_an_entrance_stands_whatever_comes_in(entrance: Entrance) -> None:
    assert play(entrance, range(CASES)) == CASES


def test_a_case_that_is_not_stood_is_told_with_how_to_play_it_again() -> None:
    """A harness that cannot fail finds nothing."""
    model = ENTRANCES[-2]
    broken = Entrance(name="broken", make=lambda chance: {"LISTEN": chance.random()}, opened=model.opened)

    with pytest.raises(Fault, match=r"(?s)broken 7: .*LISTEN.*python -m tests\.fuzz broken:7"):
        play(broken, [7])


def test_an_unknown_entrance_is_misuse(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["nosuch"]) == 2
    assert "usage" in capsys.readouterr().err
