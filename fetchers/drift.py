"""Expectations against what came: a layout that changed is reported, never taken for an empty month."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime

from fetchers.declaration import Agency, Expectations
from fetchers.documents import Document
from fetchers.listings import Row
from fetchers.results import Finding, Outcome, Severity

_FEW = 3
_DAYS_APART = 3
_PARAGRAPH = 15
_ANSWERED = frozenset({"new", "changed", "unchanged"})
_NOT_ASKED = frozenset({"not_changed_since", "checked_recently"})
_BROKEN = frozenset({"challenge", "empty_shell", "needs_js", "no_body", "listing", "soft_404", "not_html"})


def check_listing(agency: Agency, listing: str, rows: Sequence[Row], now: datetime | None) -> list[Finding]:
    """The first page of a listing: how many rows, how many of them dated and titled, how new the newest.

    `now` is None when age says nothing, as with saved pages.
    """
    expects = agency.expects
    dated = [row.date for row in rows if row.date]
    findings = []
    if len(rows) < expects.fewest:
        findings.append(
            _found(
                agency, "few_rows", f"{listing} shows {len(rows)} rows, at least {expects.fewest} expected"
            )
        )
    if len(rows) > expects.most:
        findings.append(
            _found(agency, "many_rows", f"{listing} shows {len(rows)} rows, at most {expects.most} expected")
        )
    if expects.dated and rows and len(dated) * 2 < len(rows):
        findings.append(
            _found(agency, "rows_undated", f"{listing}: {len(dated)} of {len(rows)} rows have a date")
        )
    if len(rows) > _FEW and len({row.title for row in rows}) * 2 < len(rows):
        findings.append(_found(agency, "rows_same_title", f"{listing}: most rows have one title"))
    if now is not None and dated and (age := _age(max(dated), now)) > expects.newest_days:
        findings.append(_found(agency, "stale", f"{listing}: the newest row is {age} days old", "warning"))
    return findings


def check_documents(
    agency: Agency, documents: Sequence[Document], rows: dict[str, Row], outcomes: Sequence[Outcome]
) -> list[Finding]:
    """The documents read in this run, against fill rates, repetition, listed dates and refused pages."""
    return [
        *_fill(agency, agency.expects, documents),
        *_repetition(agency, documents),
        *_dates(agency, documents, rows),
        *_refused(agency, outcomes, len(documents)),
        *_guessed(agency, documents),
    ]


def _found(agency: Agency, code: str, message: str, severity: Severity = "error") -> Finding:
    return Finding(agency.name, code, message, severity)


def _age(newest: str, now: datetime) -> int:
    year, month, day = (*map(int, newest.split("-")), 28, 28)[:3]
    return (now.date() - date(year, month, day)).days


def _fill(agency: Agency, expects: Expectations, documents: Sequence[Document]) -> list[Finding]:
    if len(documents) < _FEW:
        return []
    findings = []
    for name, floor in expects.fill.items():
        filled = sum(1 for document in documents if getattr(document, name))
        if filled < floor * len(documents):
            message = f"{filled} of {len(documents)} documents have {name}, at least {floor:.0%} expected"
            findings.append(_found(agency, f"fill_{name}", message))
    return findings


def _repetition(agency: Agency, documents: Sequence[Document]) -> list[Finding]:
    findings = []
    for name, values in (
        ("title", [document.title for document in documents]),
        ("blocks", [document.blocks for document in documents]),
    ):
        (value, times) = Counter(values).most_common(1)[0] if values else ("", 0)
        if times >= _FEW and times * 2 > len(values):
            findings.append(
                _found(agency, f"same_{name}", f"{times} documents have the {name} {str(value)[:60]!r}")
            )
    return findings + _furniture(agency, documents)


def _furniture(agency: Agency, documents: Sequence[Document]) -> list[Finding]:
    """A paragraph that most articles have is navigation or a notice that got into their text."""
    times = Counter(block for one in documents for block in set(one.blocks) if len(block) >= _PARAGRAPH)
    block, number = times.most_common(1)[0] if times else ("", 0)
    if number > _FEW and number * 2 > len(documents):
        return [_found(agency, "same_paragraph", f"{number} documents have the paragraph {block[:60]!r}")]
    return []


def _dates(agency: Agency, documents: Sequence[Document], rows: dict[str, Row]) -> list[Finding]:
    """Listing and page tell the same day; where most pages disagree, one of them is read wrongly."""
    pairs = [
        (document.published, row.date)
        for document in documents
        if document.published and (row := rows.get(document.url)) and row.date
    ]
    apart = sum(1 for published, listed in pairs if _differ(published, listed))
    if len(pairs) >= _FEW and apart * 2 > len(pairs):
        return [
            _found(
                agency, "dates_disagree", f"{apart} of {len(pairs)} pages give another day than their listing"
            )
        ]
    same = Counter(published for published, _ in pairs).most_common(1)
    if len(pairs) >= 2 * _FEW and same[0][1] == len(pairs) and len({listed for _, listed in pairs}) > 1:
        return [_found(agency, "same_date", f"all {len(pairs)} pages give the date {same[0][0]}")]
    return []


def _differ(published: str, listed: str | None) -> bool:
    assert listed is not None
    shared = min(len(published), len(listed))
    if shared < 10:
        return published[:shared] != listed[:shared]
    return abs((date.fromisoformat(published[:10]) - date.fromisoformat(listed[:10])).days) > _DAYS_APART


def _refused(agency: Agency, outcomes: Sequence[Outcome], read: int) -> list[Finding]:
    counted = Counter(outcome.reason for outcome in outcomes if outcome.status == "failed")
    answered = sum(1 for one in outcomes if one.status in _ANSWERED and one.reason not in _NOT_ASKED)
    findings = []
    for reason, times in sorted(counted.items()):
        if reason in _BROKEN:
            many = times > 1 and times * 4 > read
            severity: Severity = "error" if many or reason == "challenge" else "warning"
            findings.append(_found(agency, reason, f"{times} pages were no articles: {reason}", severity))
        elif times > answered:
            findings.append(_found(agency, "many_failures", f"{times} pages failed: {reason}", "error"))
    return findings


def _guessed(agency: Agency, documents: Sequence[Document]) -> list[Finding]:
    """Pages that no declared layout describes; a body found by its density alone is normal for some."""
    findings = []
    guessed = [document.url for document in documents if document.reader == "generic"]
    if guessed:
        message = f"{len(guessed)} pages fit no known layout and were read by guess, the first {guessed[0]}"
        severity: Severity = "error" if len(guessed) * 2 > len(documents) else "warning"
        findings.append(_found(agency, "generic_reader", message, severity))
    dense = sum("body_by_density" in document.warnings for document in documents)
    if len(documents) >= _FEW and dense * 2 > len(documents):
        message = f"{dense} of {len(documents)} bodies were not where a layout says, but where most text is"
        findings.append(_found(agency, "body_by_density", message, "error"))
    return findings
