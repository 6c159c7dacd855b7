"""The report's parts, and that nothing of a page gets out of its place."""

from __future__ import annotations

import copy
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.changes import Change
from pipeline.past import Past
from pipeline.quality import quality
from pipeline.report import report_html
from pipeline.report.figures import timeline
from pipeline.report.fragments import text_link, web_address
from pipeline.report.marking import Piece, passages
from pipeline.report.records import records
from pipeline.rows import Row, Rows, empty_rows

_EVIL = "</script><script>alert(1)</script><img src=x onerror=alert(1)>\"'{{7*7}}&lt;"


class _Tags(HTMLParser):
    """Counts elements and keeps attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def _page(rows: Rows, past: Past | None = None) -> str:
    told = {"version": "v1", "started": "2026-01-02T03:04:05+00:00", "rows": {}}
    manifest = {**told, "quality": quality(rows, {})}
    return report_html(rows, manifest, past or Past()).decode()


def test_the_page_shows_what_was_agreed(rows: Rows) -> None:
    page = _page(rows)
    assert "2025-04-11" in page
    assert '<mark class="party" title="party">中国合格评定国家认可委员会</mark>' in page
    assert 'lang="zh-Hans"' in page
    assert "Version v1, 2026-01-02 03:04 UTC" in page
    assert "https://www.example.org/news/uz.html#:~:text=" in page


def test_an_empty_dataset_has_a_page() -> None:
    page = report_html(empty_rows(), {}, Past()).decode()
    assert "No agreement has a date" in page
    assert "Nothing." in page


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "//evil", " https://x"])
def test_only_web_addresses_become_links(rows: Rows, address: str) -> None:
    assert web_address(address) is None
    rows["documents"][0]["url"] = address
    rows["events"][0]["source_url"] = address
    links = [attributes.get("href") or "" for tag, attributes in _Tags(_page(rows)).tags if tag == "a"]
    assert all(link.startswith(("#", "https://www.example.org/")) for link in links)


def test_whatever_a_page_says_stays_text(rows: Rows) -> None:
    evil = copy.deepcopy(rows)
    for table in ("agreements", "documents", "evidence", "signatories", "parties", "activities", "issues"):
        for row in evil[table]:
            for name, value in row.items():
                row[name] = _spoilt(name, value)
    plain, spoilt = _Tags(_page(rows)).tags, _Tags(_page(evil)).tags
    assert [tag for tag, _ in spoilt if tag in ("script", "img", "style")] == ["style", "script"]
    names = {name for _, attributes in spoilt for name in attributes}
    assert names <= {name for _, attributes in plain for name in attributes}


def _spoilt(name: str, value: object) -> object:
    if name in ("title", "sentence", "text", "name", "city", "organization", "agency", "message") and value:
        return _EVIL
    return [_EVIL for _ in value] if isinstance(value, list) and name != "urls" else value


def test_the_policy_allows_only_the_page_s_own(rows: Rows) -> None:
    page = _page(rows)
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]+)"', page)
    assert "unsafe" not in policy
    assert policy.startswith("default-src &#39;none&#39;")
    assert "http" not in policy
    assert not re.findall(r"\sstyle=|\son\w+=", re.sub(r"<script>.*?</script>", "", page, flags=re.DOTALL))


def test_versions_before_are_told(rows: Rows) -> None:
    key = str(rows["agreements"][0]["agreement_id"])
    told = {"version": "v0", "started": "2025-12-31T00:00:00+00:00", "changed": None}
    before = {**told, "quality": quality(rows, {})}
    past = Past("v0", (before,), (Change(key, "added"),))
    page = _page(rows, past)
    assert "<code>v0</code>" in page
    assert '<span class="change">added</span>' in page


def _evidence(table: str, column: str, start: int, end: int, sentence: str = "CNAS of China signed.") -> Row:
    row: Row = {"table": table, "column": column, "sentence": sentence}
    return row | {"mark_start": start, "mark_end": end, "start": 50 + start}


def test_a_sentence_is_shown_once_with_all_its_marks() -> None:
    found = passages(
        [
            _evidence("signatories", "organization", 0, 13),
            _evidence("parties", "name", 0, 4),
            _evidence("events", "type", 0, 21),
            _evidence("events", "date", 0, 5, "Later today."),
        ],
        "https://www.example.org/",
    )
    assert [passage.tells for passage in found] == [True, False]
    assert found[0].pieces == (
        Piece("CNAS", "party", "party, organization of a person"),
        Piece(" of China", "party", "organization of a person"),
        Piece(" signed."),
    )


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(1, 21)), max_size=6))
def test_marks_never_change_the_words(spans: list[tuple[int, int]]) -> None:
    told = [_evidence("parties", "name", *span) for span in spans if span[0] < span[1]]
    for passage in passages(told, "javascript:x"):
        assert "".join(piece.text for piece in passage.pieces) == "CNAS of China signed."
        assert passage.link is None


@pytest.mark.parametrize(
    ("sentence", "fragment"),
    [
        ("双方签署谅解备忘录。", "双方签署谅解备忘录。"),
        ("…signed on 1-2 May, in Bern & Basel…", "signed on 1%2D2 May, in Bern & Basel"),
    ],
)
def test_short_sentences_are_named_whole(sentence: str, fragment: str) -> None:
    link = text_link("https://www.example.org/a", sentence) or ""
    address, _, told = link.partition("#:~:text=")
    assert address == "https://www.example.org/a"
    assert unquote(told) == unquote(fragment)
    assert not set("-,&") & set(told)


def test_long_sentences_are_named_by_their_ends_in_whole_words() -> None:
    sentence = "The two institutes " + "talked and " * 20 + "signed a memorandum of understanding."
    told = unquote((text_link("https://www.example.org/a#b", sentence) or "").partition("#b:~:text=")[2])
    first, last = told.split(",")
    assert sentence.startswith(first + " ")
    assert sentence.endswith(" " + last)


def test_the_timeline_has_no_gaps_and_an_end(rows: Rows) -> None:
    (known,) = rows["agreements"]
    years = [(1979, 2), (2020, 1), (2024, 3)]
    rows["agreements"] = [
        known | {"agreement_id": f"a-{year}{n}", "date_start": known["date_start"].replace(year=year)}
        for year, count in years
        for n in range(count)
    ]
    bars = timeline(records(rows, {}))
    assert [bar.label for bar in bars] == ["before 1985", *map(str, range(1985, 2025))]
    assert {bar.label: bar.count for bar in bars if bar.count} == {"before 1985": 2, "2020": 1, "2024": 3}
    assert max(bar.share for bar in bars) == 100


def test_the_report_of_a_run_can_be_made_again(saved_run: Path) -> None:
    from pipeline.report import published_report

    assert published_report(saved_run) == (saved_run / "report.html").read_bytes()
