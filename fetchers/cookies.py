"""Cookies, each kept for the very host that set it and for this run only."""

from __future__ import annotations

from collections.abc import Iterable

_MAX_COOKIES = 50
_MAX_CHARS = 4096


class HostCookies:
    """A cookie that is malformed, too long or not ASCII is dropped; the next request must still work."""

    def __init__(self) -> None:
        self._jars: dict[str, dict[str, str]] = {}

    def learn(self, host: str, lines: Iterable[bytes]) -> None:
        jar = self._jars.setdefault(host, {})
        for line in lines:
            pair, _, attributes = line.partition(b";")
            name, equals, value = (part.strip() for part in pair.partition(b"="))
            if not equals or not name or not _plain(name + value):
                continue
            if b"max-age=0" in attributes.lower().replace(b" ", b"") or len(jar) >= _MAX_COOKIES:
                jar.pop(name.decode("ascii"), None)
                continue
            jar[name.decode("ascii")] = value.decode("ascii")

    def header(self, host: str) -> str | None:
        """The Cookie header for this host, or None."""
        jar = self._jars.get(host)
        return "; ".join(f"{name}={value}" for name, value in jar.items()) if jar else None


def _plain(text: bytes) -> bool:
    return len(text) <= _MAX_CHARS and all(0x20 < byte < 0x7F and byte not in b';,"\\' for byte in text)
