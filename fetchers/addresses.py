"""Which addresses may be asked for, and the one spelling under which a page is known."""

from __future__ import annotations

import ipaddress
from collections.abc import Collection
from urllib.parse import SplitResult, parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from fetchers.errors import FetchError

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

_NAT64 = (ipaddress.IPv6Network("64:ff9b::/96"), ipaddress.IPv6Network("64:ff9b:1::/48"))
_DEFAULT_PORTS = {"http": 80, "https": 443}
_TRACKING = ("utm_", "spm", "jsessionid", "fbclid", "gclid")


def is_public(address: IPAddress) -> bool:
    """True for an address that anyone on the internet could reach, seen through every IPv4-in-IPv6 form."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = _embedded_ipv4(address)
        if inner is not None:
            return is_public(inner)
    return address.is_global and not address.is_multicast and not address.is_reserved


def _embedded_ipv4(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address.sixtofour is not None:
        return address.sixtofour
    if address.teredo is not None:
        return address.teredo[1]
    compatible = int(address) >> 32 == 0 and int(address) > 1
    if compatible or any(address in net for net in _NAT64):
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return None


def split(url: str, max_chars: int = 2000) -> SplitResult:
    """The parts of an absolute http(s) address, or FetchError `bad_address` for any malformed one."""
    shown = url[:200]
    if len(url) > max_chars:
        raise FetchError("bad_address", shown, f"longer than {max_chars} characters")
    if any(ord(char) < 0x21 or ord(char) == 0x7F or char == "\\" for char in url):
        raise FetchError("bad_address", ascii(shown), "a space, a backslash or a control character in it")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise FetchError("bad_address", shown, str(error)) from None
    if parts.scheme not in _DEFAULT_PORTS or port == 0:
        raise FetchError("bad_address", shown, "only http and https are followed")
    if "@" in parts.netloc:
        raise FetchError("bad_address", f"{parts.scheme}://…{parts.path[:80]}", "a user name in it")
    _check_host(parts.hostname or "", shown)
    return parts


def _check_host(host: str, shown: str) -> None:
    labels = host.rstrip(".").split(".")
    if len(host) > 253 or (any(not 1 <= len(label) <= 63 for label in labels) and ":" not in host):
        raise FetchError("bad_address", shown, "no valid host name")


def canonical(url: str, hosts: Collection[str] = (), scheme: str | None = None) -> str:
    """One spelling per page: host in lower case, no default port, fragment or tracking parameters.

    With `scheme`, addresses on `hosts` are written with it, since a site's move to https makes no new page.
    """
    parts = split(url)
    host = (parts.hostname or "").rstrip(".")
    used = scheme if scheme and host in hosts and parts.port in {None, 80, 443} else parts.scheme
    keep_port = parts.port is not None and parts.port != _DEFAULT_PORTS[parts.scheme]
    shown_host = f"[{host}]" if ":" in host else host
    netloc = f"{shown_host}:{parts.port}" if keep_port and used == parts.scheme else shown_host
    return urlunsplit((used, netloc, parts.path or "/", _clean_query(parts.query), ""))


def _clean_query(query: str) -> str:
    if not any(mark in query.lower() for mark in _TRACKING):
        return query
    pairs = parse_qsl(query, keep_blank_values=True)
    return urlencode([(name, value) for name, value in pairs if not name.lower().startswith(_TRACKING)])


def resolve(base: str, reference: str) -> str | None:
    """The absolute http(s) address that a reference on a page means, or None where it means no page."""
    reference = "".join(reference.split())
    if not reference or reference.startswith(("#", "javascript:", "mailto:", "tel:", "data:")):
        return None
    try:
        return canonical(urljoin(base, reference))
    except (FetchError, ValueError):
        return None


def host_of(url: str) -> str:
    return (urlsplit(url).hostname or "").lower()


def origin_of(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.lower()}"


def check(url: str, hosts: Collection[str], max_chars: int) -> str:
    """The address itself when it may be fetched; FetchError `bad_address` or `off_site` when not."""
    parts = split(url, max_chars)
    if (parts.hostname or "") not in hosts:
        raise FetchError("off_site", url[:200], f"the host is none of {', '.join(sorted(hosts))}")
    if parts.port not in {None, 80, 443}:
        raise FetchError("off_site", url[:200], "an unusual port")
    return url
