"""Why a page did not become a document: one exception per stage, each with a stable reason code."""

from __future__ import annotations

# Reasons after which the same request may well succeed a moment later.
TRANSIENT = frozenset({"fetch_failed", "deadline", "truncated", "server_error", "too_many_requests"})


class FetchersError(Exception):
    """Base of everything this package raises on purpose."""


class FetchError(FetchersError):
    """A request that brought no usable response. `reason` is a code, `detail` says what was seen.

    `retry_after` holds the seconds that the server asked for, if it did.
    """

    def __init__(
        self,
        reason: str,
        url: str,
        detail: str = "",
        *,
        status: int | None = None,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(f"{url}: {reason}" + (f" ({detail})" if detail else ""))
        self.reason = reason
        self.url = url
        self.detail = detail
        self.status = status
        self.retry_after = retry_after

    @property
    def transient(self) -> bool:
        return self.reason in TRANSIENT


class ListingError(FetchersError):
    """A listing that could not be read: an empty month and a broken listing are never the same thing."""

    def __init__(self, reason: str, url: str, detail: str) -> None:
        super().__init__(f"{url}: {reason} ({detail})")
        self.reason = reason
        self.url = url
        self.detail = detail


class ReadingError(FetchersError):
    """A page that is not an article, or one that no reader could read; `advice` says what to do."""

    def __init__(self, reason: str, url: str, advice: str) -> None:
        super().__init__(f"{url}: {reason}; {advice}")
        self.reason = reason
        self.url = url
        self.advice = advice


class StateError(FetchersError):
    """The state file cannot be used; the message names the file and the way out."""


class ArchiveError(FetchersError):
    """An archive cannot be written or read; the message names the file."""
