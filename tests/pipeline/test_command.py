"""The command as a person or cron meets it: output, exit codes, one clear line for every error."""

from __future__ import annotations

import io
import json
import logging
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest
from pipeline_samples import SIGNING, SIGNING_ZH, document, signing, signing_zh

from extractors import UnknownLanguageError, bodies
from extractors.events import Event
from fetchers.documents import Document
from pipeline import cli, extract_files, run
from pipeline.errors import PactwireError
from pipeline.extraction import extract_document
from pipeline.fetching import Fetched, chosen
from pipeline.tables import Extracted


def _body(key: str, name_en: str, name_zh: str, acronym: str, country: str) -> bodies.Body:
    return bodies.Body(
        body_id=key,
        name_en=name_en,
        name_zh=name_zh,
        acronyms=(acronym,),
        former_names=(),
        aliases=(),
        country=country,
        kind="accreditation",
        parent_id="",
        valid_from="",
        valid_to="",
        successor_id="",
        website="",
        confidence="high",
    )


_BODIES = [
    _body("cn-cnas", "National Accreditation Service", "中国合格评定国家认可委员会", "CNAS", "CN"),
    _body("uz-uzakk", "Uzbek Center for Accreditation", "乌兹别克斯坦认可中心", "O'ZAKK", "UZ"),
]


def _extract(
    text: str, *, lang: str | None = None, published: str | None = None, url: str | None = None
) -> tuple[Event, ...]:
    """Knows two texts; stumbles over others as real extraction can."""
    if lang == "fr":
        raise UnknownLanguageError("language 'fr' cannot be read; en and zh can")
    if "crash" in text:
        raise RecursionError("too deep")
    if SIGNING in text:
        return (signing(text),)
    return (signing_zh(text),) if SIGNING_ZH in text else ()


class _Site:
    """Stands for the agencies: what a crawl finds can change between runs."""

    def __init__(self) -> None:
        self.documents: list[Document] = [
            document(),
            document(SIGNING_ZH, "zh", lang="zh-Hans", published="2025-04-12"),
        ]
        self.troubles: tuple[str, ...] = ()
        self.failure: PactwireError | None = None

    def fetch(self, *_: object) -> Fetched:
        if self.failure:
            raise self.failure
        return Fetched(tuple(self.documents), {"cnas": {"new": len(self.documents)}}, self.troubles)


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> _Site:
    found = _Site()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(run, "fetch", found.fetch)
    monkeypatch.setattr(bodies, "registry", lambda: bodies.Registry(_BODIES))
    monkeypatch.setattr(run, "extract_with_rules", lambda d: extract_document(d, _extract))
    monkeypatch.setattr(extract_files, "extract", _extract)
    for name in [name for name in os.environ if name.startswith("PACTWIRE_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PACTWIRE_RUN_ENGINE", "serial")  # what is patched here must not run elsewhere
    return found


def _rows(name: str) -> list[str]:
    return Path("output", f"{name}.csv").read_text("utf-8").splitlines()[1:]


def test_run_publishes_and_says_so(site: _Site, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run_command(["run"]) == cli.DONE
    out = capsys.readouterr().out
    assert "Documents: 2 (cnas 2)" in out
    assert "signing 2" in out
    assert "Newest of 1 agreements" in out
    assert "2025-04-11" in out
    assert "output/agreements.csv" in out
    assert len(_rows("agreements")) == 1
    manifest = json.loads(Path("output/run.json").read_text("utf-8"))
    assert manifest["agencies"] == {"cnas": {"new": 2}}


def test_second_run_changes_nothing_and_says_so(site: _Site, capsys: pytest.CaptureFixture[str]) -> None:
    cli.run_command(["run"])
    before = {p.name: p.read_bytes() for p in Path("output/current").iterdir()}
    capsys.readouterr()
    assert cli.run_command(["run"]) == cli.DONE
    assert "Nothing changed" in capsys.readouterr().out
    assert {p.name: p.read_bytes() for p in Path("output/current").iterdir()} == before


def test_what_earlier_runs_fetched_stays(site: _Site) -> None:
    cli.run_command(["run"])
    site.documents = [document("Nothing was signed today.", "later", published="2025-06-01")]
    assert cli.run_command(["run"]) == cli.DONE
    assert len(_rows("documents")) == 3
    assert len(_rows("agreements")) == 1


def test_stages_one_by_one_give_the_same(site: _Site) -> None:
    cli.run_command(["run", "--output", "whole", "--state", "s1"])
    for stage in ("fetch", "extract", "build"):
        assert cli.run_command([stage, "--output", "parts", "--state", "s2"]) == cli.DONE
    for name in ("agreements.csv", "evidence.parquet", "report.html"):
        assert Path("parts", name).read_bytes() == Path("whole", name).read_bytes()


def test_an_agency_in_trouble_is_published_around(site: _Site, capsys: pytest.CaptureFixture[str]) -> None:
    site.troubles = ("nist: layout changed",)
    assert cli.run_command(["run"]) == cli.NEEDS_PERSON
    assert "nist: layout changed" in capsys.readouterr().out
    assert len(_rows("agreements")) == 1


def test_a_document_that_breaks_extraction_costs_only_itself(
    site: _Site, capsys: pytest.CaptureFixture[str]
) -> None:
    site.documents.append(document("crash", "bad"))
    assert cli.run_command(["run"]) == cli.NEEDS_PERSON
    assert "RecursionError" in capsys.readouterr().out
    assert len(_rows("agreements")) == 1
    assert any("extraction_failed" in line for line in _rows("issues"))


def test_a_failed_run_leaves_what_was_published(site: _Site, capsys: pytest.CaptureFixture[str]) -> None:
    cli.run_command(["run"])
    before = Path("output/current").readlink()
    site.failure = PactwireError("no agency could be read")
    capsys.readouterr()
    assert cli.run_command(["run"]) == cli.FAILED
    assert capsys.readouterr().err.splitlines()[-1] == "pactwire: no agency could be read"
    assert Path("output/current").readlink() == before
    assert cli.run_command(["status"]) == cli.DONE
    assert "It failed: no agency could be read" in capsys.readouterr().out


def test_saved_pages_have_a_state_of_their_own(site: _Site) -> None:
    Path("pages").mkdir()
    cli.run_command(["run", "--saved", "pages"])
    assert Path("state/saved/extracted.sqlite").exists()
    assert not Path("state/extracted.sqlite").exists()


def test_status_and_report(site: _Site, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run_command(["status"]) == cli.DONE
    assert "Nothing fetched yet" in capsys.readouterr().out
    assert cli.run_command(["report"]) == cli.FAILED
    cli.run_command(["run"])
    capsys.readouterr()
    assert cli.run_command(["status"]) == cli.DONE
    assert "Documents known: 2 (cnas 2)" in capsys.readouterr().out
    assert cli.run_command(["report", "--to", "mine.html"]) == cli.DONE
    assert Path("mine.html").read_bytes() == Path("output/report.html").read_bytes()


def test_report_escapes_everything(site: _Site) -> None:
    site.documents = [
        document(title='<script>alert(1)</script>"', url="https://a.org/%22onload=x", warnings=("odd:<b>",))
    ]
    cli.run_command(["run"])
    page = Path("output/report.html").read_text("utf-8")
    assert page.count("<script") == 1
    assert "alert" not in page.replace("&lt;script&gt;alert(1)&lt;/script&gt;&#34;", "")
    assert "<b>" not in page
    assert "Content-Security-Policy" in page


def test_extract_files(site: _Site, capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.txt").write_text(SIGNING, "utf-8")
    lines = [
        {
            "doc_id": "one",
            "text": SIGNING,
            "published": "2025-04-14",
            "url": "https://a.org/1",
            "events": [1],
        },
        {"doc_id": "zwei", "text": SIGNING_ZH},
    ]
    Path("b.jsonl").write_text("\n".join(json.dumps(line) for line in lines) + "\n\n", "utf-8")
    assert cli.run_command(["extract", "a.txt", "b.jsonl"]) == cli.DONE
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(d["doc_id"], d["lang"], d["published"]) for d in found] == [
        ("a", "en", None),
        ("one", "en", "2025-04-14"),
        ("zwei", "zh", None),
    ]
    assert found[1]["url"] == "https://a.org/1"
    assert found[1]["events"][0]["type"] == "signing"
    for evidence in found[0]["events"][0]["evidence"]:
        assert SIGNING[evidence["start"] : evidence["end"]] == evidence["text"]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("none.txt", None, "none.txt cannot be read: No such file"),
        ("a.docx", b"x", "a.docx has an unknown format"),
        ("empty.txt", b" \n", "empty.txt is empty"),
        ("empty.html", b"", "empty.html is empty"),
        ("binary.txt", b"\xff\xfe\x00", "binary.txt is not UTF-8"),
        ("page.html", b"<html><body></body></html>", "page.html cannot be read as a page"),
        ("bad.jsonl", b"{", "bad.jsonl line 1 is not JSON"),
        ("list.jsonl", b"[1]", "list.jsonl line 1 is not a JSON object"),
        ("key.jsonl", b'{"doc_id": "a"}', "key.jsonl line 1 has no text 'text'"),
        ("lang.jsonl", b'{"doc_id": "a", "text": "x", "lang": 5}', "'lang' is not a string"),
        (
            "fr.jsonl",
            b'{"doc_id": "a", "text": "Bonjour", "lang": "fr"}',
            "fr.jsonl: a: language 'fr' cannot be read",
        ),
        ("crash.txt", b"crash", "crash.txt: crash: extraction failed (RecursionError"),
    ],
)
def test_bad_input_is_one_line_and_costs_no_other_file(
    site: _Site, capsys: pytest.CaptureFixture[str], name: str, content: bytes | None, said: str
) -> None:
    if content is not None:
        Path(name).write_bytes(content)
    Path("good.txt").write_text(SIGNING, "utf-8")
    assert cli.run_command(["extract", name]) == cli.FAILED
    err = capsys.readouterr().err
    assert err.startswith("pactwire: ")
    assert said in err
    assert err.count("\n") == 1
    assert cli.run_command(["extract", name, "good.txt"]) == cli.NEEDS_PERSON
    assert len(capsys.readouterr().out.splitlines()) == 1


@pytest.mark.parametrize(
    ("content", "doc_id"),
    [(SIGNING.encode(), "stdin"), (json.dumps({"doc_id": "j", "text": SIGNING}).encode(), "j")],
)
def test_standard_input_is_sniffed(
    site: _Site,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    content: bytes,
    doc_id: str,
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"\xef\xbb\xbf" + content)))
    assert cli.run_command(["extract", "-"]) == cli.DONE
    assert json.loads(capsys.readouterr().out)["doc_id"] == doc_id


def test_half_characters_are_no_reason_to_fail(site: _Site, capsys: pytest.CaptureFixture[str]) -> None:
    Path("half.jsonl").write_text('{"doc_id": "h\\ud800", "text": "\\ud83d ' + SIGNING + '"}')
    assert cli.run_command(["extract", "half.jsonl"]) == cli.DONE
    out = capsys.readouterr().out
    out.encode("utf-8")
    evidence = json.loads(out)["events"][0]["evidence"][0]
    assert evidence["start"] == SIGNING.index("signed a Memorandum") + 2
    site.documents.append(document("half \ud800 character", "half", title="\udfff"))
    assert cli.run_command(["run"]) == cli.DONE
    assert len(_rows("documents")) == 3


def test_html_file(site: _Site, capsys: pytest.CaptureFixture[str]) -> None:
    filler = (
        "<p>Experts of both sides exchanged views on the mutual recognition of laboratory results.</p>" * 4
    )
    article = f"<article><h1>News of the day</h1><p>{SIGNING}</p>{filler}</article>"
    page = f"<html><head><title>News of the day</title></head><body>{article}</body></html>"
    Path("page.html").write_text(page, "utf-8")
    assert cli.run_command(["extract", "page.html"]) == cli.DONE
    (found,) = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert found["doc_id"] == "page"
    assert len(found["events"]) == 1


def test_evaluate(site: _Site, capsys: pytest.CaptureFixture[str]) -> None:
    event = {"type": "signing", "date": "2025-04-11", "parties": [{"names": ["CNAS"], "country": "CN"}]}
    Path("gold.jsonl").write_text(
        json.dumps({"doc_id": "a", "lang": "en", "text": SIGNING, "events": [event]})
    )
    assert cli.run_command(["evaluate", "gold.jsonl", "--errors", "1"]) == cli.DONE
    captured = capsys.readouterr()
    assert "overall F1" in captured.out
    assert json.loads(captured.err)["doc_id"] == "a"
    Path("empty.jsonl").write_text('{"doc_id": "a"}\n')
    assert cli.run_command(["evaluate", "gold.jsonl", "--predicted", "empty.jsonl", "--json"]) == cli.DONE
    assert json.loads(capsys.readouterr().out)["all"]["facets"]["events"]["recall"] == 0
    assert cli.run_command(["evaluate", "gold.jsonl", "--lang", "zh"]) == cli.FAILED


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["runn"], "runn"),
        (["run", "--limit", "0"], "--limit"),
        (["run", "--since", "May"], "run.since"),
        (["run", "--saved", "nowhere"], "nowhere"),
        (["run", "--config", "none.toml"], "none.toml does not exist"),
        (["evaluate"], "GOLD"),
    ],
)
def test_wrong_usage(
    site: _Site, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    assert cli.run_command(arguments) == cli.WRONG_USAGE
    err = capsys.readouterr().err
    assert said in err
    assert err.count("\n") == 1
    assert not Path("output").exists()


def test_unknown_agency() -> None:
    with pytest.raises(PactwireError, match="there is no agency nasa: choose from nist, samr") as error:
        chosen(["nasa"], ["nist", "samr"])
    assert error.value.exit_code == cli.WRONG_USAGE


def test_init_writes_once(site: _Site, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run_command(["init"]) == cli.DONE
    assert "[paths]" in Path("pactwire.toml").read_text("utf-8")
    assert cli.run_command(["init"]) == cli.WRONG_USAGE
    assert "exists" in capsys.readouterr().err
    assert cli.run_command(["run"]) == cli.DONE


def test_inner_errors_are_one_line_unless_debugged(
    site: _Site, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> Extracted:
        raise ZeroDivisionError("oops")

    monkeypatch.setattr(run, "extract_with_rules", broken)
    assert cli.run_command(["run"]) == cli.FAILED
    err = capsys.readouterr().err
    last = "pactwire: internal error (ZeroDivisionError: oops); run again with --debug to see where"
    assert err.splitlines()[-1] == last
    assert cli.run_command(["run", "--debug"]) == cli.FAILED
    assert "Traceback" in capsys.readouterr().err


def _children_seconds() -> float:
    """Processor time of ended children: a busy machine makes nothing slower by it."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def test_help_is_quick_and_loads_nothing_heavy() -> None:
    script = "import sys; from pipeline.cli import run_command as c; c(['--help']); print(list(sys.modules))"
    best = 9.0
    for _ in range(3):
        before = _children_seconds()
        done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
        best = min(best, _children_seconds() - before)
    modules = done.stdout.splitlines()[-1]
    assert not {"'pandas'", "'spacy'", "'pyarrow'", "'pydantic'", "'httpx'"} & set(
        modules.strip("[]").split(", ")
    )
    assert best < 0.3


def test_logged_warnings_are_one_line(
    site: _Site, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def noisy(*_: object) -> Fetched:
        try:
            int("inner")
        except ValueError:
            logging.getLogger("fetchers.x").exception("agency failed: %s", "ni\x1b[31mst\nforged: line")
        return site.fetch()

    monkeypatch.setattr(run, "fetch", noisy)
    assert cli.run_command(["run"]) == cli.DONE
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    (line,) = [line for line in lines if line["logger"] == "fetchers.x"]
    assert line["event"] == "agency failed: ni\x1b[31mst\nforged: line"
    assert line["level"] == "error"
    assert "ValueError" in line["exception"]
    assert len({line["run"] for line in lines}) == 1
