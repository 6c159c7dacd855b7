"""What the models of names learn from: spans of gold, exchanged names, open sets and what they leave open."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import pytest

from extractors.training.spans import domain_chinese, domain_english, train
from extractors.training.spans.corpus import corpus
from extractors.training.spans.exchange import exchanged
from extractors.training.spans.marked import Marked, Marker
from extractors.training.spans.open_data import MissingDataError, OpenSet, sentences
from extractors.training.spans.scores import scores
from extractors.witness import NONE, OWN, choose

CORPUS = Path(__file__).parents[2] / "fixtures" / "corpus"


def _told(sentence: Marked) -> dict[str, str]:
    return {sentence.text[a:b]: label for a, b, label in sentence.spans}


@pytest.fixture(autouse=True)
def _nobody_is_asked() -> object:
    choose({"en": NONE, "zh": NONE})
    yield
    choose({"en": OWN, "zh": OWN})


def test_what_is_marked_first_keeps_its_characters() -> None:
    marker = Marker("Bureau of Trade and Trade Fair")
    marker.mark_all(["Trade", "Bureau of Trade"], "ORG", whole=True)
    assert marker.within(0, 30).spans == ((0, 15, "ORG"), (20, 25, "ORG"))
    cut = marker.within(10, 30)
    assert (cut.spans, cut.unknown) == (((10, 15, "ORG"),), ((0, 5),))


def test_english_spans_come_from_gold_and_grammar() -> None:
    person = {"names": ["Ilse Varga"], "titles": ["director"], "organizations": ["Copper Board"]}
    document = {
        "doc_id": "x",
        "text": "Ilse Varga, director of the Copper Board, and Tom Reed signed a protocol in Oslo on May 3.",
        "events": [{"parties": [{"names": ["Copper Board"]}], "people": [person], "instruments": []}],
    }
    ((found,),) = list(domain_english.marked([document], {"x": {"people": ["Tom Reed"]}}))
    assert _told(found) == {
        "Ilse Varga": "PERSON", "director": "TITLE", "Copper Board": "ORG", "Tom Reed": "PERSON",
        "protocol": "INSTRUMENT", "Oslo": "LOC", "May 3": "DATE",
    }  # fmt: skip


def test_chinese_spans_are_those_of_the_even_text() -> None:
    person = {"names": ["凌若雲"], "titles": ["副局長"], "organizations": ["標準檢驗局"]}
    document = {
        "doc_id": "x",
        "text": "標準檢驗局副局長凌若雲5月3日在奧斯陸簽署了備忘錄。",
        "events": [{"parties": [{"names": ["標準檢驗局"]}], "people": [person], "instruments": []}],
    }
    ((found,),) = list(domain_chinese.marked([document], {}))
    assert _told(found) == {
        "标准检验局": "ORG", "副局长": "TITLE", "凌若云": "PERSON", "5月3日": "DATE", "奥斯陆": "LOC",
        "备忘录": "INSTRUMENT",
    }  # fmt: skip


def test_exchange_moves_everything_along() -> None:
    people = ((0, 3, "PERSON"), (8, 11, "PERSON"), (18, 21, "PERSON"))
    sentence = Marked("Ann met Bob, said Ann to ACME.", people, ((25, 29),))
    new = exchanged(sentence, {"PERSON": lambda written, _: f"<{written} Longer>"}, 1.0, Random(1))
    assert new.text == "<Ann Longer> met <Bob Longer>, said <Ann Longer> to ACME."
    assert [new.text[a:b] for a, b, _ in new.spans] == ["<Ann Longer>", "<Bob Longer>", "<Ann Longer>"]
    assert [new.text[a:b] for a, b in new.unknown] == ["ACME"]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_copies_of_the_corpus_differ_by_the_draw_alone(lang: str, tmp_path: Path) -> None:
    (tmp_path / "gazetteer").mkdir()
    names = tmp_path / "gazetteer" / "zh_translit_name_tokens.tsv"
    names.write_text("anna\t安娜\t1\nberg\t贝格\t2\n", encoding="utf-8")
    first = CORPUS / f"{lang}-1.jsonl"
    small = tmp_path / "small.jsonl"
    small.write_text("\n".join(first.read_text(encoding="utf-8").splitlines()[:5]), encoding="utf-8")
    told = corpus([small], CORPUS / "bystanders.json", lang, tmp_path)
    assert told.copy(Random(1)) == told.copy(Random(1)) != told.copy(Random(2))
    for old, new in zip(told.sentences, told.copy(Random(3)), strict=True):
        assert [label for *_, label in old.spans] == [label for *_, label in new.spans]


def test_every_bystander_stands_in_its_document() -> None:
    texts = {
        row["doc_id"]: " ".join(row["text"].split())
        for file in CORPUS.glob("*.jsonl")
        for row in map(json.loads, file.read_text(encoding="utf-8").splitlines())
    }
    for name, others in json.loads((CORPUS / "bystanders.json").read_text(encoding="utf-8")).items():
        for other in (*others.get("people", ()), *others.get("others", ())):
            assert other in texts[name], (name, other)


def test_open_sets_leave_open_what_they_do_not_mark(tmp_path: Path) -> None:
    spans = [[9, 11, "PERSON"], [17, 22, "GPE"]]
    row = {"text": "Chairman Li left Turku in May.", "spans": spans, "split": "train"}
    (tmp_path / "tiny.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    (found,) = sentences(tmp_path, "en", OpenSet("tiny", ("train",)))
    assert _told(found) == {"Li": "PERSON", "Turku": "LOC"}
    assert {found.text[a:b] for a, b in found.unknown} == {"Chairman", "May."}


def test_missing_data_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(MissingDataError, match=r"tiny\.jsonl is not there.*docs/models\.md"):
        list(sentences(tmp_path, "en", OpenSet("tiny", ("train",))))
    with pytest.raises(SystemExit):
        train.main(["en", "--data", str(tmp_path)])
    assert "is not there" in capsys.readouterr().err


def test_scores_count_exact_borders_and_skip_what_is_open() -> None:
    nlp = train.blank("en", train.Plan(8, 1, 1, 1, 1, 1.0))
    nlp.remove_pipe("ner")
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "PERSON", "pattern": name} for name in ("Ann", "Bob", "Cy")])  # type: ignore[attr-defined]
    rows = [Marked("Ann met Bob and Cy.", ((0, 3, "PERSON"), (12, 18, "PERSON")), ((8, 11),))]
    assert scores(nlp, rows)["PERSON"] == {"precision": 0.5, "recall": 0.5, "f1": 0.5, "gold": 2}
