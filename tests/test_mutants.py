"""The score of changes to the rules: what counts as noticed, and that a half-tried package has none."""

import pytest

from tests.mutants import LEAST, PACKAGES, scored
from tests.trust import ROOT


def test_every_package_of_the_rules_is_tried() -> None:
    packages = {path.name for path in (ROOT / "bot" / "domain").iterdir() if (path / "__init__.py").exists()}

    assert set(PACKAGES) == packages


def test_a_change_that_fails_a_test_or_never_ends_was_noticed() -> None:
    score = scored([{"a.x_f__mutmut_1": 1, "a.x_f__mutmut_2": 0}, {"b.x_g__mutmut_1": 36, "b.x_g__mutmut_2": 33}])

    assert (score.noticed, score.total, score.percent) == (2, 4, 50.0)
    assert score.missed == ("a.x_f__mutmut_2", "b.x_g__mutmut_2")


def test_a_score_is_rounded_down() -> None:
    score = scored([{f"a.x_f__mutmut_{number}": int(number > 100) for number in range(1000)}])

    assert score.percent == 89.9
    assert score.percent < LEAST


@pytest.mark.parametrize("code", [None, 2, 34, -11])
def test_what_was_not_tried_has_no_score(code: int | None) -> None:
    with pytest.raises(ValueError, match="not tried"):
        scored([{"a.x_f__mutmut_1": 1, "a.x_f__mutmut_2": code}])
