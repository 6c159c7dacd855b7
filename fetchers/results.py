"""What a crawl hands back: documents, one outcome per page, one report per agency."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from fetchers.documents import Document

Status = Literal["new", "changed", "unchanged", "failed", "skipped"]
Severity = Literal["note", "warning", "error"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """The end of one page in this run. `reason` is a stable code, empty for new and changed pages."""

    url: str
    agency: str
    status: Status
    reason: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something about an agency that a person should know; an `error` means that data may be missing."""

    agency: str
    code: str
    message: str
    severity: Severity = "warning"


@dataclass(frozen=True, slots=True)
class AgencyReport:
    """Counts and findings of one agency. `listed` counts rows seen, `fetched` articles transferred whole."""

    agency: str
    listed: int = 0
    fetched: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    failed: int = 0
    skipped: int = 0
    requests: int = 0
    reasons: Mapping[str, int] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()

    @property
    def failed_whole(self) -> bool:
        """True when nothing of this agency could be read."""
        return any(finding.code == "agency_failed" for finding in self.findings)

    def with_findings(self, more: Iterable[Finding]) -> AgencyReport:
        return replace(self, findings=(*self.findings, *more))

    @property
    def needs_person(self) -> bool:
        return any(finding.severity != "note" for finding in self.findings)


@dataclass(frozen=True, slots=True)
class CrawlResult:
    """`documents` are all that are known of the agencies, from this run and earlier ones."""

    documents: tuple[Document, ...]
    outcomes: tuple[Outcome, ...]
    reports: tuple[AgencyReport, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        return tuple(finding for report in self.reports for finding in report.findings)

    @property
    def failed(self) -> bool:
        """True when no agency at all could be reached: then nothing may be published."""
        return bool(self.reports) and all(report.failed_whole for report in self.reports)

    @property
    def changed_urls(self) -> frozenset[str]:
        return frozenset(outcome.url for outcome in self.outcomes if outcome.status in {"new", "changed"})


def report_of(
    agency: str, outcomes: list[Outcome], findings: list[Finding], *, listed: int, fetched: int, requests: int
) -> AgencyReport:
    """The report that the outcomes add up to."""
    count = Counter(outcome.status for outcome in outcomes)
    reasons = Counter(outcome.reason for outcome in outcomes if outcome.reason)
    return AgencyReport(
        agency=agency,
        listed=listed,
        fetched=fetched,
        new=count["new"],
        changed=count["changed"],
        unchanged=count["unchanged"],
        failed=count["failed"],
        skipped=count["skipped"],
        requests=requests,
        reasons=dict(sorted(reasons.items())),
        findings=tuple(findings),
    )
