"""Each misbehaviour ends in time, with its reason."""

import contextlib
import gzip
import itertools
import os
import shutil
import socket
import ssl
import struct
import subprocess
import threading
import time
import tracemalloc
import zlib

import brotli
import pytest

from feeds.fetching import (
    CannotFetch,
    Garbled,
    NotTrusted,
    TooLarge,
    TooManyRedirects,
    TooSlow,
    Unreachable,
    fetch,
    networks,
)
from feeds.fetching.connecting import place_of
from tests.feeds.serving import Server, answer, redirect

HERE = networks(["127.0.0.1/32"])
BODY = b'<rss version="2.0"><channel><title>x</title></channel></rss>'


@pytest.fixture
def server():
    running = Server()
    yield running
    running.close()


def get(url, **kwargs):
    return fetch(url, **{"user_agent": "test (+https://example.vn)", "allowed": HERE, "total_timeout": 2.0} | kwargs)


class TestHostileServers:
    @pytest.fixture(autouse=True)
    def _in_time(self):
        began = time.monotonic()
        yield
        assert time.monotonic() - began < 6

    def test_one_byte_of_header_at_a_time_is_cut_off(self, server):
        server.at["/"] = server.drip([b"HTTP/1.1 200 OK\r\n", *([b"X"] * 1000)], gap=0.05)
        with pytest.raises(TooSlow):
            get(server.url(), total_timeout=0.5)

    def test_one_byte_of_body_at_a_time_is_cut_off(self, server):
        head = answer(headers=[("Content-Length", "100000")], length=False)
        server.at["/"] = server.drip([head, *([b"x"] * 1000)], gap=0.05)
        with pytest.raises(TooSlow):
            get(server.url(), total_timeout=0.5)

    def test_silence_is_cut_off(self, server):
        server.at["/"] = server.drip([b""] * 1000, gap=0.05)
        with pytest.raises(TooSlow):
            get(server.url(), total_timeout=0.5)

    def test_the_time_is_for_all_hops_together(self, server):
        def slow_redirect(connection):
            time.sleep(0.2)
            connection.sendall(redirect("/"))

        server.at["/"] = slow_redirect
        with pytest.raises(TooSlow):
            get(server.url(), total_timeout=0.5)

    def test_endless_chunks_are_too_large(self, server):
        head = answer(headers=[("Transfer-Encoding", "chunked")], length=False)
        chunk = b"10000\r\n" + b"x" * 0x10000 + b"\r\n"
        server.at["/"] = server.drip(itertools.chain([head], itertools.repeat(chunk)), gap=0)
        with pytest.raises(TooLarge):
            get(server.url())

    @pytest.mark.parametrize("length", [True, False], ids=["said", "not said"])
    def test_a_gigabyte_is_too_large(self, server, length):
        head = answer(headers=[("Content-Length", str(10**9))] if length else (), length=False)
        server.at["/"] = server.drip(itertools.chain([head], itertools.repeat(b"x" * 65536, 16000)), gap=0)
        with pytest.raises(TooLarge):
            get(server.url())

    def test_ten_redirects_are_too_many(self, server):
        for n in range(10):
            server.at[f"/{n}"] = redirect(f"/{n + 1}")
        server.at["/10"] = answer(body=BODY)
        with pytest.raises(TooManyRedirects):
            get(server.url("/0"))
        assert len(server.heard) == 6

    def test_a_body_longer_than_promised_is_cut_where_it_should_end(self, server):
        server.at["/"] = answer(headers=[("Content-Length", str(len(BODY)))], body=BODY + b"more", length=False)
        assert get(server.url()).body == BODY

    def test_endless_headers_are_cut_off(self, server):
        server.at["/"] = server.drip(
            itertools.chain([b"HTTP/1.1 200 OK\r\n"], (b"X-%d: y\r\n" % n for n in itertools.count())), gap=0
        )
        with pytest.raises(CannotFetch):
            get(server.url())

    def test_the_limit_is_on_what_is_unpacked(self, server):
        server.at["/fits"] = answer(body=b"x" * 1000)
        server.at["/over"] = answer(body=b"x" * 1001)
        assert len(get(server.url("/fits"), most_bytes=1000).body) == 1000
        with pytest.raises(TooLarge):
            get(server.url("/over"), most_bytes=1000)

    @pytest.mark.parametrize("encoding", ["gzip", "gzip, gzip", "deflate", "br", "br, br", "br, gzip"])
    def test_a_bomb_is_left_before_it_fills_the_memory(self, server, encoding):
        pack = {"gzip": gzip.compress, "deflate": zlib.compress, "br": lambda data: brotli.compress(data, quality=5)}
        bomb = b"\0" * (50 * 1024 * 1024)
        for layer in encoding.split(", "):
            bomb = pack[layer](bomb)
        server.at["/"] = answer(headers=[("Content-Encoding", encoding)], body=bomb)
        tracemalloc.start()
        try:
            with pytest.raises(TooLarge):
                get(server.url())
            _, most = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
        assert most < 20 * 1024 * 1024

    @pytest.mark.parametrize("encoding", ["gzip", "deflate", "br"])
    def test_what_calls_itself_packed_and_is_not_is_garbled(self, server, encoding):
        server.at["/"] = answer(headers=[("Content-Encoding", encoding)], body=BODY)
        with pytest.raises(Garbled):
            get(server.url())

    def test_a_name_server_that_keeps_silent_holds_nobody(self, server):
        over = threading.Event()
        try:
            with pytest.raises(TooSlow):
                get(server.url(host="cham.example.vn"), resolver=lambda *_: over.wait(5), total_timeout=0.3)
            assert place_of("cham.example.vn:80", resolver=lambda *_: over.wait(5), seconds=0.1) == "cham.example.vn:80"
        finally:
            over.set()

    def test_a_body_shorter_than_promised_is_garbled(self, server):
        server.at["/"] = answer(headers=[("Content-Length", "5000")], body=BODY, length=False)
        with pytest.raises(Garbled):
            get(server.url())

    @pytest.mark.parametrize("reply", [b"", b"220 mail ready\r\n", b"\x16\x03\x01\x00", b"HTTP/1.1 abc\r\n\r\n"])
    def test_what_is_no_http_is_garbled(self, server, reply):
        server.at["/"] = reply
        with pytest.raises(Garbled):
            get(server.url())

    def test_a_closed_port_is_unreachable(self, server):
        url = server.url()
        server.close()
        time.sleep(0.2)
        with pytest.raises(Unreachable):
            get(url)

    def test_a_server_without_tls_is_unreachable(self, server):
        with pytest.raises(Unreachable):
            get(server.url().replace("http:", "https:"))

    def test_a_certificate_from_nobody_known_is_not_trusted(self, tmp_path):
        openssl = shutil.which("openssl")
        if not openssl:
            pytest.skip("needs the openssl command to make a certificate")
        make = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout key -out cert -days 2 -subj /CN=x"
        subprocess.run([openssl, *make.split()], cwd=tmp_path, check=True, capture_output=True)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(tmp_path / "cert", tmp_path / "key")

        def handshake(listener):
            with contextlib.suppress(OSError):
                context.wrap_socket(listener.accept()[0], server_side=True).close()

        with socket.create_server(("127.0.0.1", 0)) as listener:
            threading.Thread(target=handshake, args=(listener,), daemon=True).start()
            with pytest.raises(NotTrusted):
                get(f"https://127.0.0.1:{listener.getsockname()[1]}/")

    def test_a_slow_tls_handshake_is_cut_off(self):
        listener = socket.create_server(("127.0.0.1", 0))
        with listener, pytest.raises(TooSlow):
            get(f"https://127.0.0.1:{listener.getsockname()[1]}/", total_timeout=0.5)

    @pytest.mark.parametrize("scheme", ["http", "https"])
    def test_a_server_that_resets_every_connection_has_said_nothing_that_can_be_read(self, scheme):
        def reset(listener):
            with contextlib.suppress(OSError):
                taken = listener.accept()[0]
                taken.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                taken.close()

        with socket.create_server(("127.0.0.1", 0)) as listener:
            threading.Thread(target=reset, args=(listener,), daemon=True).start()
            with pytest.raises((Garbled, Unreachable)):  # by whether it comes while connecting or while asking
                get(f"{scheme}://127.0.0.1:{listener.getsockname()[1]}/")

    def test_connections_and_threads_do_not_pile_up(self, server):
        server.at["/"] = answer(body=BODY)
        get(server.url())
        threads, files = threading.active_count(), len(os.listdir("/proc/self/fd"))
        for _ in range(20):
            get(server.url())
        patience = time.monotonic() + 10
        while threading.active_count() > threads + 1 or len(os.listdir("/proc/self/fd")) > files + 2:
            assert time.monotonic() < patience, (threading.active_count(), len(os.listdir("/proc/self/fd")))
            time.sleep(0.05)
