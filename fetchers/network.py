"""The real transport: public addresses only, checked after resolution, and never past a deadline."""

from __future__ import annotations

import ipaddress
import ssl
from collections.abc import Collection, Iterable
from typing import Any
from urllib.parse import urlsplit

import httpcore
import httpx

from fetchers.addresses import is_public
from fetchers.deadlines import allowed
from fetchers.resolving import look_up
from fetchers.settings import FetchSettings

Endpoint = tuple[str, int]


class NotPublicError(httpcore.ConnectError):
    """A host name that leads to a loopback, private, link-local or reserved address."""


class _TimedStream(httpcore.NetworkStream):
    """A stream each of whose operations ends with the deadline in force."""

    def __init__(self, inner: httpcore.NetworkStream) -> None:
        self._inner = inner

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, _left(timeout, httpcore.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, _left(timeout, httpcore.WriteTimeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        left = _left(timeout, httpcore.ConnectTimeout)
        return _TimedStream(self._inner.start_tls(ssl_context, server_hostname, left))

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


def _left(timeout: float | None, error: type[httpcore.TimeoutException]) -> float | None:
    left = allowed(timeout)
    if left is not None and left <= 0:
        raise error("the total deadline has passed")
    return left


class PublicBackend(httpcore.NetworkBackend):
    """Resolves a name itself and connects to the very address it has checked.

    `exempt` are the (host, port) pairs of configured mirrors, which may lie anywhere.
    """

    def __init__(self, exempt: Collection[Endpoint] = (), dns_seconds: float = 10.0) -> None:
        self._exempt = frozenset(exempt)
        self._dns_seconds = dns_seconds
        self._inner = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        last: httpcore.NetworkError | httpcore.TimeoutException | None = None
        for address in self._addresses(host, port):
            try:
                stream = self._inner.connect_tcp(
                    address, port, _left(timeout, httpcore.ConnectTimeout), local_address, socket_options
                )
                return _TimedStream(stream)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                last = error
        raise last or httpcore.ConnectError(f"{host} has no address")

    def _addresses(self, host: str, port: int) -> list[str]:
        found = look_up(host, port, _left(self._dns_seconds, httpcore.ConnectTimeout) or 0.0)
        if (host.lower(), port) in self._exempt:
            return found
        refused = [address for address in found if not is_public(ipaddress.ip_address(address))]
        if refused:
            raise NotPublicError(f"{host} leads to {refused[0]}, which is not a public address")
        return found


class PublicTransport(httpx.HTTPTransport):
    """httpx's transport over `PublicBackend`, deaf to proxies and certificates named in the environment."""

    def __init__(self, settings: FetchSettings) -> None:
        context = httpx.create_ssl_context(trust_env=False)
        super().__init__(verify=context, trust_env=False)
        self._pool = httpcore.ConnectionPool(
            ssl_context=context,
            max_connections=20,
            max_keepalive_connections=10,
            keepalive_expiry=15.0,
            network_backend=PublicBackend(_mirror_endpoints(settings), settings.dns_seconds),
        )


def _mirror_endpoints(settings: FetchSettings) -> frozenset[Endpoint]:
    found = []
    for target in settings.mirror.values():
        parts = urlsplit(target)
        found.append((parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)))
    return frozenset(found)
