"""Every golden case gives exactly what it should."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.golden.functions import FUNCTIONS

GOLDEN = json.loads(Path(__file__).with_name("golden.json").read_text(encoding="utf-8"))
VECTORS = GOLDEN["vectors"]


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: f"{vector['id']}-{vector['name']}")
def test_a_golden_case_is_exact(vector: dict[str, Any]) -> None:
    found = FUNCTIONS[vector["fn"]](**vector["args"])
    assert found == vector["expected"]
    assert json.loads(json.dumps(found)) == found, "the result is JSON as it stands"


def test_the_file_is_whole() -> None:
    assert len(VECTORS) == GOLDEN["count"] == 135
    assert {vector["fn"] for vector in VECTORS} <= set(FUNCTIONS)
