"""Whatever the published description allows to be sent, the desk answers as it is described."""

from collections.abc import Callable

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok

from tests.desk.running import Running

EXAMPLES = 40


@pytest.mark.fault("wrong types anywhere in a report")
def test_the_desk_never_fails_on_anything_its_description_allows(
    start: Callable[..., Running],
) -> None:
    desk = start(DESK_RATE_ADDRESS="100000")
    schema = schemathesis.openapi.from_url(f"{desk.address}/openapi.json")
    found = list(schema.get_all_operations())
    operations = [one.ok() for one in found if isinstance(one, Ok)]
    assert len(operations) == len(found)
    assert len(operations) >= 4
    for operation in operations:
        cases = st.one_of(operation.as_strategy())

        @given(case=cases)
        @settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck), deadline=None)
        def holds(case: schemathesis.Case) -> None:
            answer = case.call(base_url=desk.address)
            case.validate_response(answer, checks=[not_a_server_error])
            described = case.operation.definition.raw["responses"]
            assert str(answer.status_code) in {*described, "404", "405", "422"}, answer.text

        holds()
