"""Nobody is sent where nobody may go: what is vetted is what is connected."""

import socket

import pytest

from feeds.fetching import (
    AddressRefused,
    BadAddress,
    NameUnknown,
    fetch,
    is_allowed,
    networks,
)
from tests.feeds.serving import Server, answer

HERE = networks(["127.0.0.1/32"])
BODY = b'<rss version="2.0"><channel><title>x</title></channel></rss>'


@pytest.fixture
def server():
    running = Server()
    yield running
    running.close()


def get(url, **kwargs):
    return fetch(url, **{"user_agent": "test (+https://example.vn)", "allowed": HERE, "total_timeout": 2.0} | kwargs)


REFUSED = [
    "0.0.0.0", "0.1.2.3", "10.0.0.1", "100.64.0.1", "100.127.255.255", "127.0.0.1", "127.8.8.8", "169.254.169.254",
    "172.16.0.1", "172.31.255.255", "192.0.0.1", "192.0.0.8", "192.0.2.1", "192.88.99.1", "192.168.1.1", "198.18.0.1",
    "198.19.255.255", "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255",
    "::", "::1", "::8.8.8.8", "::ffff:10.0.0.1", "::ffff:127.0.0.1", "64:ff9b::a00:1", "64:ff9b::7f00:1",
    "64:ff9b:1::1", "100::1", "2001::1", "2001:2::1", "2001:10::1", "2001:20::1", "2001:db8::1", "2002:7f00:1::",
    "2002:808:808::", "3fff::1", "5f00::1", "fc00::1", "fd12::1", "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1",
    "2606:4700::1111%eth0", "", "localhost", "1.2.3", "0x7f.1",
]  # fmt: skip
ALLOWED = [
    "1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255", "128.0.0.1",
    "172.15.255.255", "172.32.0.0", "192.0.1.0", "192.167.255.255", "192.169.0.0", "198.17.255.255", "198.20.0.0",
    "223.255.255.255", "113.160.0.1", "2606:4700::1111", "2400:cb00::1", "::ffff:8.8.8.8", "64:ff9b::808:808",
]  # fmt: skip


class TestAddresses:
    @pytest.mark.parametrize("address", REFUSED)
    def test_what_is_not_public_unicast_is_refused(self, address):
        assert not is_allowed(address)

    @pytest.mark.parametrize("address", ALLOWED)
    def test_what_lies_beside_a_refused_range_is_allowed(self, address):
        assert is_allowed(address)

    def test_an_allowed_network_opens_itself_and_nothing_else(self):
        lan = networks(["10.20.0.0/16", " fd00:1::/32 ", ""])
        assert is_allowed("10.20.3.4", lan)
        assert is_allowed("::ffff:10.20.3.4", lan)
        assert is_allowed("fd00:1::5", lan)
        assert not is_allowed("10.21.0.1", lan)
        assert not is_allowed("fd00:2::5", lan)
        assert not is_allowed("127.0.0.1", lan)

    def test_a_misspelt_network_is_an_error_and_not_a_hole(self):
        with pytest.raises(ValueError, match="does not appear"):
            networks(["10.20.0.0/99"])

    @pytest.mark.parametrize(
        "host",
        ["127.0.0.1", "127.1", "2130706433", "0x7f000001", "017700000001", "0.0.0.0", "[::1]", "[::ffff:127.0.0.1]",
         "[64:ff9b::7f00:1]", "10.0.0.1", "169.254.169.254", "[fe80::1]", "localhost"],
    )  # fmt: skip
    def test_a_literal_in_any_spelling_is_vetted_and_nobody_is_asked(self, server, host):
        with pytest.raises((AddressRefused, NameUnknown)):
            get(server.url(host=host), allowed=())
        assert server.heard == []

    @pytest.mark.parametrize("address", [address for address in REFUSED if ":" in address or address.count(".") == 3])
    def test_a_literal_of_every_refused_range_is_refused_at_the_door(self, address):
        host = f"[{address}]" if ":" in address else address
        with pytest.raises((AddressRefused, BadAddress, NameUnknown)):
            get(f"http://{host}/", allowed=())

    def test_what_was_vetted_is_what_is_connected(self, server):
        answers = iter([["127.0.0.1"], ["10.0.0.1"]])
        asked = []

        def rebinding(host, port):
            asked.append(host)
            return next(answers)

        server.at["/"] = answer(body=BODY)
        assert get(server.url(host="moi.example.vn"), resolver=rebinding).body == BODY
        assert asked == ["moi.example.vn"], "one look-up, so nothing can change in between"
        assert server.heard[0][1]["host"] == f"moi.example.vn:{server.port}"

    def test_a_name_that_leads_inside_is_refused(self, server):
        with pytest.raises(AddressRefused, match=r"10\.0\.0\.1"):
            get(server.url(host="moi.example.vn"), resolver=lambda host, port: ["10.0.0.1", "fd00::1"])

    def test_of_several_addresses_only_the_permitted_are_tried(self, server):
        server.at["/"] = answer(body=BODY)
        found = ["10.0.0.1", "127.0.0.1"]
        assert get(server.url(host="moi.example.vn"), resolver=lambda host, port: found).body == BODY

    def test_a_name_that_nobody_knows_is_named(self, server):
        def unknown(host, port):
            raise socket.gaierror(-2, "Name or service not known")

        with pytest.raises(NameUnknown):
            get(server.url(host="khong-co.example.vn"), resolver=unknown)

    @pytest.mark.parametrize(
        "url",
        [
            "",
            "x",
            "ftp://a.vn/",
            "file:///etc/passwd",
            "http://",
            "http://u:p@127.0.0.1/",
            "http://[x]/",
            "http://a:b/",
        ],
    )
    def test_what_is_no_address_is_refused(self, url):
        with pytest.raises(BadAddress):
            get(url)
