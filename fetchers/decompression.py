"""Bounded inflation of response bodies: a small bomb must not become a large one."""

from __future__ import annotations

import zlib

_STEP = 64 * 1024
_MAX_LAYERS = 2
_KNOWN = {"gzip": 31, "x-gzip": 31, "deflate": 47}


class DecompressionError(ValueError):
    """`reason` is `bad_encoding`, `truncated` or `too_large`."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason


def decompress(body: bytes, encoding: str, limit: int) -> bytes:
    """The body with its Content-Encoding taken off, never more than `limit` bytes of it in memory."""
    layers = [name.strip().lower() for name in encoding.split(",")]
    layers = [name for name in layers if name and name != "identity"]
    if len(layers) > _MAX_LAYERS:
        raise DecompressionError("bad_encoding", f"{len(layers)} layers of Content-Encoding")
    for name in reversed(layers):
        if name not in _KNOWN:
            raise DecompressionError(
                "bad_encoding", f"Content-Encoding {name[:40]!r}, which was not asked for"
            )
        body = _inflate(body, name, limit)
    if len(body) > limit:
        raise DecompressionError("too_large", f"more than {limit} bytes")
    return body


def _inflate(data: bytes, name: str, limit: int) -> bytes:
    out = bytearray()
    while data:
        data = _member(data, name, limit, out)
        if name == "deflate" or not data.startswith(b"\x1f\x8b"):
            break
    return bytes(out)


def _member(data: bytes, name: str, limit: int, out: bytearray) -> bytes:
    """Inflate one gzip member into `out` and return what follows it."""
    try:
        return _run(zlib.decompressobj(_window(data, name)), data, limit, out)
    except zlib.error as error:
        raise DecompressionError("bad_encoding", str(error)) from None


def _window(data: bytes, name: str) -> int:
    # Servers send "deflate" both with and without the zlib header.
    zlib_header = len(data) > 1 and data[0] & 0x0F == 8 and (data[0] * 256 + data[1]) % 31 == 0
    return -15 if name == "deflate" and not zlib_header else _KNOWN[name]


def _run(inflater: zlib._Decompress, data: bytes, limit: int, out: bytearray) -> bytes:
    pending = data
    while not inflater.eof:
        before = len(out)
        out += inflater.decompress(pending, _STEP)
        pending = inflater.unconsumed_tail
        if len(out) > limit:
            raise DecompressionError("too_large", f"inflates to more than {limit} bytes")
        if not inflater.eof and not pending and len(out) == before:
            raise DecompressionError("truncated", "the compressed body ends too early")
    return inflater.unused_data
