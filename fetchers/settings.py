"""What a run may be told about fetching. Values only: reading them from a file is the caller's work."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, field_validator

Seconds = Annotated[float, Field(ge=0, allow_inf_nan=False)]
Count = Annotated[int, Field(ge=1)]


class FetchSettings(BaseModel):
    """Frozen settings of fetching; unknown names are refused so that a misspelt one is noticed."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    product: Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z_-]*$")] = "Pactwire"
    version: str = "0.1"
    contact_url: str = "https://github.com/pactwire/pactwire"
    user_agent: str | None = None

    archive_dir: Path = Path("state/archive")
    state_path: Path = Path("state/pages.sqlite")
    mirror: dict[str, str] = Field(default_factory=dict)

    delay_seconds: Seconds = 2.0
    max_crawl_delay: Seconds = 30.0
    attempts: Count = 3
    backoff_initial: Seconds = 1.0
    backoff_max: Seconds = 20.0
    backoff_jitter: Seconds = 1.0
    max_retry_after: Seconds = 90.0
    host_failures: Count = 5

    connect_seconds: Seconds = 15.0
    read_seconds: Seconds = 20.0
    request_seconds: Seconds = 60.0
    page_seconds: Seconds = 240.0
    run_seconds: Seconds = 6 * 3600.0

    max_redirects: Annotated[int, Field(ge=0)] = 5
    max_url_chars: Count = 2000
    max_wire_bytes: Count = 12 * 1024 * 1024
    max_body_bytes: Count = 24 * 1024 * 1024
    max_listing_pages: Count = 400
    recheck_seconds: Seconds = 20 * 3600.0
    check_age: bool = True

    @property
    def agent(self) -> str:
        """The User-Agent line: who asks, and where its operator can be reached."""
        return self.user_agent or f"{self.product}/{self.version} (+{self.contact_url})"

    @field_validator("user_agent")
    @classmethod
    def _plain_agent(cls, value: str | None) -> str | None:
        if value is not None and not (value.isascii() and value.isprintable() and value.strip()):
            raise ValueError("user_agent must be one line of printable ASCII")
        return value

    @field_validator("mirror")
    @classmethod
    def _origins_only(cls, value: dict[str, str]) -> dict[str, str]:
        return {origin(left): origin(right) for left, right in value.items()}


def origin(text: str) -> str:
    """`scheme://host[:port]` in lower case; raises ValueError for anything that holds more."""
    parts = urlsplit(text.strip().rstrip("/"))
    if (
        parts.scheme not in {"http", "https"}
        or not parts.hostname
        or parts.path
        or parts.query
        or parts.username
    ):
        raise ValueError(f"{text!r} is no origin: write it like https://www.example.org")
    return f"{parts.scheme}://{parts.netloc.lower()}"
