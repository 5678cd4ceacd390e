"""No feed test leaves this machine."""

import pytest
from pytest_socket import _remove_restrictions, socket_allow_hosts

from tests.feeds.making import Web


@pytest.fixture(autouse=True)
def _only_loopback():
    socket_allow_hosts(["127.0.0.1", "::1"], allow_unix_socket=True)
    yield
    _remove_restrictions()


@pytest.fixture
def web():
    return Web()
