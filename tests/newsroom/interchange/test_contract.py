"""Requests that nobody would think of, drawn from the OpenAPI document: no 500, no answer that the document does not
describe, and nothing of another organisation."""

import pytest
import schemathesis
from django.core.cache import cache
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
FEW = settings(
    max_examples=6,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
"""Enough to find what is wrong everywhere; thousands were run by hand, see the decision record."""

SECRETS = ("In báo", "Lên sóng", "Phát lại", "Hôm trước", "Đã gỡ", "Báo Thái Bình", "Đài PT-TH", "bao-thai-binh")


@pytest.fixture
def document(quarter, frozen):
    """The document, from the WSGI application itself: as a test does, it keeps the connection between requests."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield _document()
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def _document():
    return schemathesis.openapi.from_wsgi("/api/thong-ke/v1/openapi.json", get_wsgi_application())


MODES = [GenerationMode.POSITIVE, GenerationMode.NEGATIVE]


def every_case(document, mode, check):
    """Draw requests for every address, such as the document allows or such as it forbids, and check each answer."""
    for found in document.get_all_operations():
        operation = found.ok()
        if mode is GenerationMode.NEGATIVE and not operation.definition.raw["parameters"]:
            continue  # where nothing can be said nothing can be said wrongly

        @FEW
        @given(case=operation.as_strategy(generation_mode=mode))
        def drawn(case):
            check(case)

        drawn()


def sent(case, key=None):
    """The answer, held to the document."""
    cache.clear()
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    response = case.call(headers=headers)
    case.validate_response(response, checks=CHECKS)
    return response


@pytest.mark.parametrize("mode", MODES)
def test_with_a_key_that_sees_all(document, full, mode):
    def check(case):
        assert sent(case, full).status_code in (200, 404, 422)

    every_case(document, mode, check)


@pytest.mark.parametrize("mode", MODES)
def test_with_a_key_of_one_outlet(document, portal_key, mode):
    def check(case):
        told = sent(case, portal_key).text
        assert not [secret for secret in SECRETS if secret in told]

    every_case(document, mode, check)


@pytest.mark.parametrize("mode", MODES)
def test_without_a_key(document, mode):
    def check(case):
        assert sent(case).status_code == 401 or case.operation.path == "/api/thong-ke/v1/"

    every_case(document, mode, check)
