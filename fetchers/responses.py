"""What a failed or odd response means: one reason code each."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx

from fetchers.errors import FetchError
from fetchers.network import NotPublicError

_REASONS = {
    401: "blocked", 403: "blocked", 404: "gone", 410: "gone", 412: "blocked", 429: "too_many_requests",
    451: "blocked", 503: "too_many_requests", 521: "challenge",
}  # fmt: skip


def network_error(url: str, error: Exception) -> FetchError:
    if isinstance(error.__cause__, NotPublicError):
        return FetchError("not_public", url, str(error))
    if isinstance(error, httpx.InvalidURL | httpx.UnsupportedProtocol | UnicodeError):
        return FetchError("bad_address", url, str(error))
    if isinstance(error, httpx.TimeoutException):
        return FetchError("deadline", url, type(error).__name__)
    return FetchError("fetch_failed", url, f"{type(error).__name__}: {error}"[:200])


def status_error(url: str, response: httpx.Response, headers: dict[str, str], now: datetime) -> FetchError:
    status = response.status_code
    reason = _REASONS.get(status) or ("server_error" if 500 <= status < 600 else "http_error")
    asked = retry_after(headers.get("retry-after"), now) if status in {429, 503} else None
    return FetchError(reason, url, f"HTTP {status}", status=status, retry_after=asked)


def retry_after(value: str | None, now: datetime) -> float | None:
    """The seconds that a Retry-After header asks for; None when it says nothing usable."""
    if not value:
        return None
    text = value.strip()
    if text.isascii() and text.isdigit():
        return float(text[:12])
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, OverflowError):
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (moment - now).total_seconds())


def cut_short(headers: Mapping[str, str], body: bytes) -> bool:
    """True for an HTML page without length or chunks that lacks its end: httpx takes that for whole."""
    if (
        "content-length" in headers
        or "transfer-encoding" in headers
        or "html" not in headers.get("content-type", "")
    ):
        return False
    return b"<html" in body[:4096].lower() and b"</html" not in body[-4096:].lower()
