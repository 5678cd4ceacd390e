"""A server on loopback that answers as it is told, byte for byte, so that it can misbehave."""

from __future__ import annotations

import contextlib
import socket
import threading
import time


def answer(status="200 OK", headers=(), body=b"", length=True):
    """A whole HTTP answer as bytes."""
    lines = [f"HTTP/1.1 {status}", *(f"{name}: {value}" for name, value in headers)]
    if length:
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join([*lines, "", ""]).encode() + body


def redirect(location, status="302 Found"):
    return answer(status, [("Location", location)])


class Server:
    """`server.at[path]` is bytes to send, or a function of the connection. `server.heard` are the requests, in lower
    case where names are concerned. Connections that the client gives up are counted in `server.dropped`."""

    def __init__(self):
        self.at = {}
        self.heard = []
        self.dropped = 0
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._listener.settimeout(0.1)
        self.port = self._listener.getsockname()[1]
        self._over = threading.Event()
        threading.Thread(target=self._listen, daemon=True).start()

    def url(self, path="/", host="127.0.0.1"):
        return f"http://{host}:{self.port}{path}"

    def close(self):
        self._over.set()
        self._listener.close()

    def drip(self, pieces, gap):
        """Send pieces with a gap (seconds) in between until the client goes away."""

        def send(connection):
            for piece in pieces:
                if self._over.is_set():
                    return
                connection.sendall(piece)
                time.sleep(gap)

        return send

    def _listen(self):
        while not self._over.is_set():
            with contextlib.suppress(OSError):
                connection, _ = self._listener.accept()
                threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection):
        connection.settimeout(5)
        with connection:
            try:
                raw = b""
                while b"\r\n\r\n" not in raw:
                    piece = connection.recv(65536)
                    if not piece:
                        return
                    raw += piece
                    if raw.startswith(b"\x16"):  # somebody speaks TLS to us
                        connection.sendall(answer("400 Bad Request"))
                        return
                first, *lines = raw.decode("latin-1").split("\r\n\r\n")[0].split("\r\n")
                headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
                path = first.split()[1]
                self.heard.append((path, headers))
                reply = self.at.get(path, answer("404 Not Found"))
                if callable(reply):
                    reply(connection)
                else:
                    connection.sendall(reply)
            except OSError:
                self.dropped += 1
