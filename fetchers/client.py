"""The one polite HTTP client. Everything that leaves this machine goes through `Client.get`."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import urljoin

import httpx
import stamina

from fetchers import addresses
from fetchers.archive import Archive, Record
from fetchers.cookies import HostCookies
from fetchers.deadlines import Deadline, within
from fetchers.decompression import DecompressionError, decompress
from fetchers.documents import Page
from fetchers.errors import FetchError
from fetchers.politeness import HostGates
from fetchers.responses import cut_short, network_error, status_error
from fetchers.robots import Robots
from fetchers.settings import FetchSettings
from fetchers.space import check_space

Clock = Callable[[], datetime]

# A retry is nothing that a person should act on.
logging.getLogger("stamina").setLevel(logging.ERROR)

_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Encoding": "gzip",
}
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


def utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Shared:
    """What all clients of one run have in common."""

    settings: FetchSettings
    transport: httpx.BaseTransport
    gates: HostGates
    robots: Robots
    deadline: Deadline
    clock: Clock = utc_now

    @classmethod
    def begin(cls, settings: FetchSettings, transport: httpx.BaseTransport, clock: Clock = utc_now) -> Shared:
        """A run's gates, robots rules and deadline, all fresh; ArchiveError when the disk is nearly full."""
        check_space(settings.archive_dir, settings.min_free_bytes)
        return cls(
            settings=settings,
            transport=transport,
            gates=HostGates(settings.delay_seconds, settings.host_failures),
            robots=Robots(settings.product),
            deadline=Deadline.after(settings.run_seconds),
            clock=clock,
        )

    @property
    def stamp(self) -> str:
        """The present moment, as the names of archives have it."""
        return f"{self.clock().astimezone(UTC):%Y%m%dT%H%M%SZ}"


@dataclass(frozen=True, slots=True)
class Response:
    """A page and where its response is archived; `page.url` is the address after redirects."""

    page: Page
    record: Record


@dataclass(slots=True)
class Client:
    """Fetches the pages of one agency's hosts. `get` raises FetchError and nothing else on purpose.

    Where `refusals_close` is False, pages that are refused tell nothing about their host's other pages.
    """

    shared: Shared
    hosts: tuple[str, ...]
    archive: Archive
    scheme: str = "https"
    refusals_close: bool = True
    _cookies: HostCookies = field(default_factory=HostCookies)

    def get(self, url: str, headers: Mapping[str, str] | None = None) -> Response:
        """Fetch one page: robots.txt asked, redirects followed, transient failures retried, all in time."""
        deadline = self.shared.deadline.sooner(self.shared.settings.page_seconds)
        return self._persist(url, dict(headers or {}), deadline, ask_robots=True)

    def close_host(self, url: str, reason: str) -> None:
        """Ask the host of an address nothing more in this run."""
        self.shared.gates.close(_authority(_target(url, self.shared.settings)), reason)

    def _persist(
        self, url: str, headers: dict[str, str], deadline: Deadline, *, ask_robots: bool
    ) -> Response:
        settings = self.shared.settings
        for attempt in stamina.retry_context(
            on=_before_retry(settings, deadline),
            attempts=settings.attempts,
            timeout=deadline.remaining(),
            wait_initial=settings.backoff_initial,
            wait_max=settings.backoff_max,
            wait_jitter=settings.backoff_jitter,
        ):
            with attempt:
                return self._follow(url, headers, deadline, ask_robots=ask_robots)
        raise AssertionError("the retry loop ends by returning or raising")

    def _follow(self, url: str, headers: dict[str, str], deadline: Deadline, *, ask_robots: bool) -> Response:
        settings = self.shared.settings
        for _ in range(settings.max_redirects + 1):
            addresses.check(url, self.hosts, settings.max_url_chars)
            if ask_robots:
                self._ask_robots(url, deadline)
            exchange = _Exchange(self.shared, self._cookies, self.archive, deadline, self.refusals_close)
            response = exchange.run(url, headers)
            if isinstance(response, Response):
                return response
            url = self._next_hop(url, response)
        raise FetchError("too_many_redirects", url, f"more than {settings.max_redirects}")

    def _next_hop(self, url: str, location: str) -> str:
        """The address a redirect leads to, with a mirror's own origin written back to the agency's."""
        if not location.strip():
            raise FetchError("bad_address", url, "a redirect to nowhere")
        try:
            target = urljoin(url, location.strip())
        except ValueError as error:
            raise FetchError("bad_address", url, f"a redirect to {location[:80]!r}: {error}") from None
        for site, mirror in self.shared.settings.mirror.items():
            if target == mirror or target.startswith(mirror + "/"):
                target = site + target[len(mirror) :]
        return addresses.canonical(target, self.hosts, self.scheme)

    def _ask_robots(self, url: str, deadline: Deadline) -> None:
        def fetch(robots_url: str) -> Page:
            return self._persist(robots_url, {}, deadline, ask_robots=False).page

        settings = self.shared.settings
        rules = self.shared.robots.rules(url, fetch)
        if not rules.available:
            raise FetchError("robots_unavailable", url, rules.note)
        if not rules.permits(url, settings.product):
            raise FetchError("robots_disallowed", url, "robots.txt bars this address")
        delay = min(rules.delay(settings.product), settings.max_crawl_delay)
        self.shared.gates.slow_down(_authority(_target(url, settings)), delay)


@dataclass(slots=True)
class _Exchange:
    """One request and its response, archived before anything is made of it."""

    shared: Shared
    cookies: HostCookies
    archive: Archive
    deadline: Deadline
    refusals_close: bool

    def run(self, url: str, headers: dict[str, str]) -> Response | str:
        """The response, or the Location of a redirect."""
        target = _target(url, self.shared.settings)
        authority = _authority(target)
        deadline = self.deadline.sooner(self.shared.settings.request_seconds)
        with self.shared.gates.turn(authority, self.deadline), within(deadline):
            try:
                result = self._send(url, target, headers, deadline)
            except FetchError as error:
                self._count(authority, error)
                raise
        self.shared.gates.succeeded(authority)
        return result

    def _count(self, authority: str, error: FetchError) -> None:
        gates, most = self.shared.gates, self.shared.settings.max_retry_after
        if error.reason in {"fetch_failed", "deadline"}:
            gates.failed(authority)
        elif error.reason in {"blocked", "challenge"} and self.refusals_close:
            gates.failed(authority, "host_blocked")
        elif error.reason == "gone":
            gates.succeeded(authority)
        if error.retry_after is not None and error.retry_after > most:
            gates.close(authority, "host_deferred")
        elif error.retry_after is not None:
            gates.rest(authority, error.retry_after)

    def _send(self, url: str, target: str, headers: dict[str, str], deadline: Deadline) -> Response | str:
        with ExitStack() as stack:
            response = self._answer(url, target, headers, stack)
            wire = self._wire(url, response, deadline)
            self._learn_cookies(url, response)
            return self._finish(url, response, wire)

    def _answer(self, url: str, target: str, headers: dict[str, str], stack: ExitStack) -> httpx.Response:
        settings = self.shared.settings
        cookie = self.cookies.header(addresses.host_of(url))
        sent = _HEADERS | {"User-Agent": settings.agent} | headers | ({"Cookie": cookie} if cookie else {})
        timeout = httpx.Timeout(settings.read_seconds, connect=settings.connect_seconds)
        try:
            # The transport itself, since httpx.Client interprets redirects and keeps cookies of its own.
            request = httpx.Request("GET", target, headers=sent, extensions={"timeout": timeout.as_dict()})
            response = self.shared.transport.handle_request(request)
        except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
            raise network_error(url, error) from None
        stack.callback(response.close)
        return response

    def _wire(self, url: str, response: httpx.Response, deadline: Deadline) -> bytes:
        limit = self.shared.settings.max_wire_bytes
        if response.is_stream_consumed:  # An injected transport may answer with a body read already.
            return response.content
        parts, total = [], 0
        try:
            for chunk in response.iter_raw():
                total += len(chunk)
                parts.append(chunk)
                if total > limit:
                    raise FetchError("too_large", url, f"more than {limit} bytes sent")
                if deadline.passed():
                    raise FetchError("deadline", url, "the whole response took too long")
        except (httpx.HTTPError, httpx.StreamError) as error:
            raise network_error(url, error) from None
        return b"".join(parts)

    def _learn_cookies(self, url: str, response: httpx.Response) -> None:
        lines = [value for name, value in response.headers.raw if name.lower() == b"set-cookie"]
        self.cookies.learn(addresses.host_of(url), lines)

    def _finish(self, url: str, response: httpx.Response, wire: bytes) -> Response | str:
        when = self.shared.clock().astimezone(UTC).replace(microsecond=0)
        pairs = [(name.decode("latin-1"), value.decode("latin-1")) for name, value in response.headers.raw]
        status = f"{response.status_code} {response.reason_phrase}".strip()
        record = self.archive.write(url, status, pairs, wire, when)
        if response.status_code in _REDIRECTS:
            return _location(response)
        headers = {name.lower(): value for name, value in pairs}
        body = self._body(url, response, headers, wire)
        return Response(Page(url, body, headers, when, response.status_code, str(record)), record)

    def _body(self, url: str, response: httpx.Response, headers: dict[str, str], wire: bytes) -> bytes:
        if response.status_code == 304:
            return b""
        if not 200 <= response.status_code < 300:
            raise status_error(url, response, headers, self.shared.clock())
        try:
            body = decompress(wire, headers.get("content-encoding", ""), self.shared.settings.max_body_bytes)
        except DecompressionError as error:
            raise FetchError(error.reason, url, str(error)) from None
        if cut_short(headers, body):
            raise FetchError("truncated", url, "no length was given and the page does not end")
        return body


def _before_retry(settings: FetchSettings, deadline: Deadline) -> Callable[[Exception], bool | float]:
    """Whether, and after what pause, an attempt is worth repeating: never past the cap or the deadline."""

    def decide(error: Exception) -> bool | float:
        if not isinstance(error, FetchError) or not error.transient or deadline.passed():
            return False
        if error.retry_after is None:
            return True
        within_reach = error.retry_after <= min(settings.max_retry_after, deadline.remaining())
        return max(0.05, error.retry_after) if within_reach else False

    return decide


def _target(url: str, settings: FetchSettings) -> str:
    """The address really asked: the mirror's, where the settings name one for the origin."""
    site = addresses.origin_of(url)
    return settings.mirror[site] + url[len(site) :] if site in settings.mirror else url


def _authority(url: str) -> str:
    return addresses.origin_of(url).split("//")[1]


def _location(response: httpx.Response) -> str:
    return str(response.headers.get("location", ""))
