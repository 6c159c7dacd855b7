"""The agencies' sites on loopback: one server per origin, which counts and times what it is asked."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import httpx

from fetchers.saved import SavedPage, SavedPages, load_manifest

FIXTURES = Path(__file__).parents[2] / "fixtures"


@dataclass
class Site:
    """One origin. `pages` can be swapped between runs; `log` holds (path, status, bytes)."""

    origin: str
    pages: SavedPages
    log: list[tuple[str, int, int]] = field(default_factory=list)
    most_in_flight: int = 0
    starts: list[float] = field(default_factory=list)
    ends: list[float] = field(default_factory=list)
    address: str = ""
    _in_flight: int = 0
    _guard: threading.Lock = field(default_factory=threading.Lock)

    def answer(self, path: str, headers: dict[str, str]) -> httpx.Response:
        with self._guard:
            self._in_flight += 1
            self.most_in_flight = max(self.most_in_flight, self._in_flight)
            self.starts.append(time.monotonic())
        time.sleep(0.002)
        response = self.pages.handle_request(httpx.Request("GET", self.origin + path, headers=headers))
        with self._guard:
            self._in_flight -= 1
            self.ends.append(time.monotonic())
        return response

    def smallest_gap(self) -> float:
        """The shortest time from the end of one answer to the start of the next request."""
        pairs = zip(sorted(self.ends), sorted(self.starts)[1:], strict=False)
        return min((start - end for end, start in pairs), default=0.0)

    def bodies(self) -> list[str]:
        """The paths whose bodies were transferred."""
        return [path for path, status, _ in self.log if status == 200]


def _handler(site: Site) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            response = site.answer(self.path, dict(self.headers.items()))
            body = response.read()
            site.log.append((self.path, response.status_code, len(body)))
            self.send_response(response.status_code)
            for name, value in response.headers.items():
                if name != "content-length":
                    self.send_header(name, value)
            if response.status_code != 304:
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            return

    return Handler


@contextmanager
def serving(pages: list[SavedPage]) -> Iterator[dict[str, Site]]:
    """A server for each origin among the pages; the mapping is by origin."""
    origins = sorted({"{0.scheme}://{0.netloc}".format(urlsplit(page.url)) for page in pages})
    sites = {origin: Site(origin, SavedPages(pages)) for origin in origins}
    servers = []
    try:
        for site in sites.values():
            server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(site))
            server.daemon_threads = True
            servers.append(server)
            site.address = f"http://127.0.0.1:{server.server_address[1]}"
            threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield sites
    finally:
        for server in servers:
            server.shutdown()
            server.server_close()


def all_pages() -> list[SavedPage]:
    return [page for path in sorted(FIXTURES.glob("*/manifest.json")) for page in load_manifest(path)]


def mirror(sites: dict[str, Site]) -> dict[str, str]:
    return {site.origin: site.address for site in sites.values()}
