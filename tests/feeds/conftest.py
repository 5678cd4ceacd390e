"""No feed test leaves this machine."""

from datetime import UTC, datetime

import pytest
from pytest_socket import _remove_restrictions, socket_allow_hosts

from feeds import actions
from feeds.actions import adding, refreshing
from tests.feeds.making import Web, item, rss


@pytest.fixture(autouse=True)
def _only_loopback():
    socket_allow_hosts(["127.0.0.1", "::1"], allow_unix_socket=True)
    yield
    _remove_restrictions()


@pytest.fixture
def web():
    return Web()


@pytest.fixture
def network(web, monkeypatch):
    """Every door leads to the pretended network."""
    for module in (adding, refreshing):
        monkeypatch.setattr(module, "door", lambda: web)
    return web


@pytest.fixture
def feed(network, db):
    """A feed with two entries, one of them without a date that can be read."""
    url = "https://dai.example.vn/rss"
    network[url] = rss(item(1, "Xã họp"), item(2, date="hôm qua"))
    return actions.add_feed(url=url, at=datetime(2024, 11, 22, 5, 0, tzinfo=UTC), fetch=network)
