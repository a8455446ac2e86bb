"""The true version of Windows decides, also on one that is too old."""

import json
from typing import Any, Dict, List

from tests.screens.desktop import own_desktop


def test_vista_is_unmet_with_advice() -> None:
    with own_desktop("vista") as desktop:
        answer = desktop.run_program("check", "--offline", "--json")
    findings: List[Dict[str, Any]] = json.loads(answer)["findings"]
    windows = findings[0]
    assert (windows["requirement"], windows["outcome"]) == ("windows_version", "unmet")
    assert windows["value"]["name"] == "Windows Vista"
    assert windows["advice"] == "Appelez le dépanneur : il peut intervenir chez vous."
