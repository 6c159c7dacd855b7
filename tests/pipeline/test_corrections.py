"""What a person decided survives every run, shows in the dataset, and says so when it no longer applies."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from pipeline_samples import SIGNING, SIGNING_ZH, at, document, known_bodies, signing, signing_zh

from extractors.events import EventDate, Person
from pipeline.arrow_form import arrow_table
from pipeline.checks import check
from pipeline.cli import run_command
from pipeline.corrections import (
    Correction,
    CorrectionsError,
    append_correction,
    corrections_csv,
    read_corrections,
)
from pipeline.errors import ContractError
from pipeline.identities import Identities
from pipeline.publishing import publish
from pipeline.rows import Row, Rows, text
from pipeline.schema import TABLES
from pipeline.settings import load_settings
from pipeline.tables import Extracted, build_rows

_BODY: Row = dict.fromkeys(next(t for t in TABLES if t.name == "bodies").column_names)
_BODY |= {"body_id": "uz-other", "name_en": "Other Center", "country": "UZ", "kind": "laboratory"}
_BODY |= {"acronyms": [], "former_names": [], "sure": "high"}


def _sources() -> list[Extracted]:
    english, chinese = document(), document(SIGNING_ZH, "zh", lang="zh-Hans", published="2025-04-12")
    return [Extracted(english, (signing(english.text),)), Extracted(chinese, (signing_zh(chinese.text),))]


def _built(*corrections: Correction) -> Rows:
    rows = build_rows(_sources(), known_bodies(), [_BODY], Identities(), corrections)
    check({table.name: arrow_table(table, rows[table.name]) for table in TABLES})
    return rows


def _event(rows: Rows, lang: str = "en") -> Row:
    wanted = {row["doc_id"] for row in rows["documents"] if str(row["lang"]).startswith(lang)}
    return next(row for row in rows["events"] if row["doc_id"] in wanted)


def _key(lang: str = "en") -> str:
    return text(_event(_built(), lang), "event_id")


def _codes(rows: Rows) -> list[Row]:
    return [row["code"] for row in rows["issues"]]


def test_set_a_date() -> None:
    change = Correction("set", _key(), column="events.date", before="2025-04-11", after="2025-04-10", by="ED")
    rows = _built(change)
    event = _event(rows)
    assert (event["date"], str(event["date_start"]), event["date_basis"]) == (
        "2025-04-10",
        "2025-04-10",
        "corrected",
    )
    (told,) = rows["corrections"]
    assert (told["before"], told["after"], told["by"]) == ("2025-04-11", "2025-04-10", "ED")
    marked = [row for row in rows["evidence"] if row["correction_id"] == told["correction_id"]]
    assert [(row["table"], row["column"], row["text"]) for row in marked] == [
        ("events", "date", "April 11, 2025")
    ]


def test_set_a_party_that_was_taken_for_another() -> None:
    change = Correction("set", _key(), column="parties.party_id", row_key="uz-uzakk", after="uz-other")
    rows = _built(change)
    mine = [row for row in rows["parties"] if row["event_id"] == _key()]
    assert {row["party_id"]: row["matched_by"] for row in mine} == {
        "cn-cnas": "exact",
        "uz-other": "correction",
    }
    assert rows["evidence"]


def test_set_says_when_the_value_is_another_by_now() -> None:
    rows = _built(Correction("set", _key(), column="events.date", before="2025-04-09", after="2025-04-10"))
    assert _event(rows)["date"] == "2025-04-11"
    (problem,) = [row for row in rows["issues"] if row["severity"] == "error"]
    assert problem["code"] == "correction_not_applied"
    assert "'2025-04-09' is now '2025-04-11'" in str(problem["message"])


@pytest.mark.parametrize(
    ("column", "after"),
    [("events.date", "11 April"), ("events.type", ""), ("events.event_id", "x"), ("parties.party_id", "no")],
)
def test_set_refuses_what_cannot_be(column: str, after: str) -> None:
    with pytest.raises(ContractError, match=r"corrections\.csv"):
        _built(Correction("set", _key(), column=column, row_key="uz-uzakk", after=after))


def test_a_code_that_does_not_exist_is_never_published() -> None:
    with pytest.raises((ContractError, KeyError)):
        _built(Correction("set", _key(), column="events.type", after="party"))


def test_drop() -> None:
    rows = _built(Correction("drop", _key()))
    assert len(rows["events"]) == 1
    assert sorted(str(row["n_events"]) for row in rows["documents"]) == ["0", "1"]
    (agreement,) = rows["agreements"]
    assert agreement["n_sources"] == 1
    assert [row["action"] for row in rows["corrections"]] == ["drop"]


def test_not_the_same_event() -> None:
    rows = _built(Correction("not_same", _key(), _key("zh")))
    assert len({row["cluster_id"] for row in rows["events"]}) == 2
    assert len(rows["agreements"]) == 2


def test_the_same_event_against_the_dates() -> None:
    apart = Correction("set", _key(), column="events.date", after="2024-01-01")
    assert len({row["cluster_id"] for row in _built(apart)["events"]}) == 2
    rows = _built(apart, Correction("same", _key(), _key("zh")))
    assert len({row["cluster_id"] for row in rows["events"]}) == 1
    assert "sources_differ" in _codes(rows)


def test_an_unknown_party_is_a_body() -> None:
    unknown = known_bodies()(("Nowhere",), "UZ", ()).party_id

    def resolve(names, country, near):  # type: ignore[no-untyped-def]
        return known_bodies()(("Nowhere",) if country == "UZ" else names, country, near)

    rows = build_rows(_sources(), resolve, [_BODY], None, (Correction("same", unknown, "uz-other"),))
    assert {row["party_id"] for row in rows["parties"]} == {"cn-cnas", "uz-other"}
    assert [row["code"] for row in rows["issues"] if row["code"] == "unresolved_party"] == []


def _people(*corrections: Correction) -> dict[str, str]:
    """Ids by name, of a person under two names in two documents."""
    other = SIGNING.replace("Akmal Jumanazarov", "Temur Rakhimov").replace("2025", "2019")
    first, second = document(), document(other, "old", published="2019-04-14")
    changed = replace(
        signing(first.text),
        people=(Person((at(second.text, "Temur Rakhimov"),), "signatory", (), (at(second.text, "CNAS"),)),),
        date=EventDate("2019-04-11", "written"),
    )
    sources = [Extracted(first, (signing(first.text),)), Extracted(second, (changed,))]
    rows = build_rows(sources, known_bodies(), [], None, corrections)
    return {text(row, "name"): text(row, "person_id") for row in rows["signatories"]}


def test_two_names_of_one_person() -> None:
    people = _people()
    one, other = people["Zhang Zhaohua"], people["Temur Rakhimov"]
    assert one != other
    joined = _people(Correction("same", one, other))
    assert joined["Zhang Zhaohua"] == joined["Temur Rakhimov"] != joined["Akmal Jumanazarov"]


def test_two_people_of_one_event_are_never_one() -> None:
    people = _people()
    change = Correction("same", people["Zhang Zhaohua"], people["Akmal Jumanazarov"])
    assert _people(change) == people


def test_accept_takes_the_issues_away() -> None:
    differing = Correction("set", _key(), column="events.country", after="UZ")
    (waiting,) = [row for row in _built(differing)["issues"] if row["code"] == "sources_differ"]
    accept = Correction("accept", text(waiting, "event_id"), column="sources_differ")
    rows = _built(differing, accept)
    assert "sources_differ" not in _codes(rows)
    assert {row["action"] for row in rows["corrections"]} == {"set", "accept"}
    idle = _built(accept)
    assert "correction_not_applied" in _codes(idle)


def test_accept_a_document() -> None:
    made = document(warnings=("body_by_density",))
    sources = [Extracted(made, (replace(signing(made.text), instruments=()),))]
    before = build_rows(sources, known_bodies(), [], None, ())
    assert {"body_by_density", "signing_without_instrument"} <= set(_codes(before))
    accept = Correction("accept", text(before["documents"][0], "doc_id"))
    after = build_rows(sources, known_bodies(), [], None, (accept,))
    assert "body_by_density" not in _codes(after)
    assert "signing_without_instrument" in _codes(after)


def test_what_is_gone_is_an_error() -> None:
    rows = _built(Correction("drop", "e-0000000000000000"))
    assert [row["code"] for row in rows["issues"] if row["severity"] == "error"] == ["correction_not_applied"]


def test_an_event_whose_id_changed_is_found_by_its_document() -> None:
    event = _event(_built())
    change = Correction(
        "set",
        "e-0000000000000000",
        column="events.city",
        after="Tashkent",
        doc_id=text(event, "doc_id"),
        type="signing",
    )
    assert _event(_built(change))["city"] == "Tashkent"


def test_the_file(tmp_path: Path) -> None:
    path = tmp_path / "corrections.csv"
    assert read_corrections(path) == ()
    change = Correction("set", "e-1", column="events.city", after="北京, “x”\nline", reason="why; so")
    assert append_correction(path, change)
    assert not append_correction(path, change)
    assert read_corrections(path) == (change,)
    assert corrections_csv([change]) == path.read_bytes()


@pytest.mark.parametrize(
    "content",
    [
        "action,id\nmove,e-1\n",
        "action,id\ndrop,\n",
        "action,id\nsame,e-1\n",
        "action,id,column\nset,e-1,date\n",
        "action,id,colour\ndrop,e-1,red\n",
        "what\n",
    ],
)
def test_a_bad_file_names_its_line(tmp_path: Path, content: str) -> None:
    path = tmp_path / "corrections.csv"
    path.write_text(content, "utf-8")
    with pytest.raises(CorrectionsError, match="corrections"):
        read_corrections(path)


def test_it_lies_beside_the_settings(tmp_path: Path) -> None:
    (tmp_path / "pactwire.toml").write_text("[run]\nlimit = 3\n", "utf-8")
    settings = load_settings(tmp_path / "pactwire.toml", {})
    assert settings.paths.corrections == tmp_path / "corrections.csv"
    named = load_settings(tmp_path / "pactwire.toml", {"PACTWIRE_PATHS_CORRECTIONS": "/else/where.csv"})
    assert named.paths.corrections == Path("/else/where.csv")


def test_review_lists_and_writes_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = _built(Correction("set", _key(), column="events.country", after="UZ"))
    output = tmp_path / "output"
    publish(rows, output, {}, lambda *_: {}, keep=1)
    place = ["--output", str(output)]
    assert run_command(["review", *place]) == 0
    listed = capsys.readouterr().out
    assert "sources differ" in listed
    assert listed.splitlines()[0].startswith("1. warning")
    file = ["--corrections", str(tmp_path / "c.csv"), "--by", "ED"]
    assert run_command(["review", "set", _key(), "events.city", "Tashkent", *place, *file]) == 0
    assert run_command(["review", "not-same", _key(), _key("zh"), *place, *file]) == 0
    assert run_command(["review", "drop", "e-0000000000000000", *place, *file]) == 2
    first, second = read_corrections(tmp_path / "c.csv")
    assert (first.before, first.after, first.type, first.by) == ("Beijing", "Tashkent", "signing", "ED")
    assert second.pair == {_key(), _key("zh")}
    again = _built(first, second)
    assert _event(again)["city"] == "Tashkent"
    assert {row["action"] for row in again["corrections"]} == {"set", "not_same"}
