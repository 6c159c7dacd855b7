"""A server that answers with exactly the bytes it is told to, malformed ones too."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable
from types import TracebackType

Answer = bytes | Callable[[socket.socket], None]


class RawServer:
    """Answers the n-th request (robots.txt apart) with the n-th answer, then the last."""

    def __init__(self, *answers: Answer, robots: bytes | None = None) -> None:
        self._answers = answers
        self._robots = robots or b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._listener.settimeout(0.01)
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self.requests: list[bytes] = []
        self.origin = f"http://127.0.0.1:{self._listener.getsockname()[1]}"

    def __enter__(self) -> RawServer:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop.set()
        self._thread.join(timeout=5)
        self._listener.close()

    def _serve(self) -> None:
        while not self._stop.is_set():
            try:
                connection, _ = self._listener.accept()
            except TimeoutError:
                continue
            with connection:
                connection.settimeout(2)
                self._answer(connection)

    def _answer(self, connection: socket.socket) -> None:
        head = b""
        try:
            while b"\r\n\r\n" not in head:
                part = connection.recv(65536)
                if not part:
                    return
                head += part
            if head.startswith(b"GET /robots.txt"):
                connection.sendall(self._robots)
                return
            answer = self._answers[min(len(self.requests), len(self._answers) - 1)]
            self.requests.append(head)
            if callable(answer):
                answer(connection)
            else:
                connection.sendall(answer)
        except OSError:
            return


def response(body: bytes = b"", status: str = "200 OK", **headers: str) -> bytes:
    """A well-formed response that ends its connection; header names have `_` for `-`."""
    given = {"Content-Type": "text/html", "Content-Length": str(len(body)), "Connection": "close"}
    given |= {name.replace("_", "-"): value for name, value in headers.items()}
    lines = "".join(f"{name}: {value}\r\n" for name, value in given.items() if value != "-")
    return f"HTTP/1.1 {status}\r\n{lines}\r\n".encode("latin-1") + body


def drip(connection: socket.socket) -> None:
    """A response that never ends, one byte at a time."""
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    for _ in range(200):
        connection.sendall(b"x")
        time.sleep(0.02)


def drip_headers(connection: socket.socket) -> None:
    """Headers that never end, one byte at a time."""
    connection.sendall(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    for _ in range(200):
        connection.sendall(b"x")
        time.sleep(0.02)


def reset(connection: socket.socket) -> None:
    """A connection that is reset in the middle of the status line."""
    connection.sendall(b"HTTP/1.1 2")
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")
