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

    product: Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z_-]*$")] = Field(
        default="Pactwire", description="the name under which robots.txt may address this crawler"
    )
    version: str = Field(default="0.1", description="follows the name in the User-Agent line")
    contact_url: str = Field(
        default="https://github.com/pactwire/pactwire",
        description="where a webmaster finds whoever runs this: put a page of yours here",
    )
    user_agent: str | None = Field(
        default=None, description="the whole User-Agent line, in place of name, version and contact"
    )

    archive_dir: Path = Field(default=Path("state/archive"), description="where the WARC files lie")
    state_path: Path = Field(default=Path("state/pages.sqlite"), description="what is known of every page")
    mirror: dict[str, str] = Field(
        default_factory=dict,
        description="origins to ask in place of an agency's (a mirror, a proxy, a replica); "
        'documents keep their address: {"https://www.samr.gov.cn" = "http://127.0.0.1:8101"}',
    )

    delay_seconds: Seconds = Field(default=2.0, description="pause between two requests to one host")
    max_crawl_delay: Seconds = Field(
        default=30.0, description="the longest pause that a robots.txt can ask for"
    )
    attempts: Count = Field(default=3, description="how often a request is tried before its page fails")
    backoff_initial: Seconds = Field(default=1.0, description="pause before the second try; then it doubles")
    backoff_max: Seconds = Field(default=20.0, description="the longest pause between two tries")
    backoff_jitter: Seconds = Field(default=1.0, description="up to so much is added to each of these pauses")
    max_retry_after: Seconds = Field(
        default=90.0, description="a host that asks for more rest than this is left alone until the next run"
    )
    host_failures: Count = Field(
        default=5,
        description="a host that fails or refuses so often in a row is left alone until the next run",
    )

    dns_seconds: Seconds = Field(default=10.0, description="the longest wait for a host's address")
    connect_seconds: Seconds = Field(default=15.0, description="the longest wait for a connection")
    read_seconds: Seconds = Field(default=20.0, description="the longest silence within a response")
    request_seconds: Seconds = Field(default=60.0, description="the longest time for one request, all of it")
    page_seconds: Seconds = Field(
        default=240.0, description="the longest time for a page with its redirects and repeated tries"
    )
    run_seconds: Seconds = Field(
        default=6 * 3600.0, description="the longest time for a run; what is left waits for the next"
    )

    max_redirects: Annotated[int, Field(ge=0)] = Field(default=5, description="redirects followed for a page")
    max_url_chars: Count = Field(default=2000, description="longer addresses are refused")
    max_wire_bytes: Count = Field(
        default=12 * 1024 * 1024, description="largest response, as transferred (compressed)"
    )
    max_body_bytes: Count = Field(default=24 * 1024 * 1024, description="largest response, decompressed")
    max_listing_pages: Count = Field(
        default=400, description="a listing that goes on after so many pages is a trap, and reported"
    )
    min_free_bytes: Annotated[int, Field(ge=0)] = Field(
        default=256 * 1024 * 1024,
        description="no fetching with less free disk space than this, at the start or later",
    )
    recheck_seconds: Seconds = Field(
        default=20 * 3600.0,
        description="a page whose server gives no validators is not fetched again sooner than this",
    )
    gone_runs: Count = Field(
        default=3, description="a page is marked gone after 404 or 410 in so many runs in a row …"
    )
    gone_days: Annotated[float, Field(ge=0, allow_inf_nan=False)] = Field(
        default=14.0, description="… that span so many days; its record stays in the dataset"
    )
    check_age: bool = Field(
        default=True, description="report a listing whose newest item is older than the agency's habit"
    )

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
