"""Names are read as their bearers spell them, and compared across scripts."""

from __future__ import annotations

import pytest

from extractors.name_likeness import Likeness, name_likeness, spelling_keys
from extractors.name_sounds import alike
from extractors.person_names import parsed, romanized


@pytest.mark.parametrize(
    ("name", "kind", "parts"),
    [
        ("张朝华", "chinese", ("张", "朝华")),
        ("張朝華", "chinese", ("张", "朝华")),
        ("郁 静 宜", "chinese", ("郁", "静宜")),
        ("欧阳修", "chinese", ("欧阳", "修")),
        ("尉迟恭", "chinese", ("尉迟", "恭")),
        ("佐藤健一", "chinese", ("佐藤", "健一")),
        ("阿克马尔·朱马纳扎罗夫", "transliterated", ("阿克马尔", "朱马纳扎罗夫")),
        ("阿克马尔?朱马纳扎罗夫", "transliterated", ("阿克马尔", "朱马纳扎罗夫")),
        ("朱马纳扎罗夫", "transliterated", ("朱马纳扎罗夫",)),
        ("Ts.奥云巴特尔", "transliterated", ("奥云巴特尔",)),
        ("Zhang Zhao-hua", "latin", ("zhang", "zhaohua")),
        ("Elena Panagiotopoulou-Łukasz", "latin", ("elena", "panagiotopouloulukasz")),
    ],
)
def test_parts(name: str, kind: str, parts: tuple[str, ...]) -> None:
    found = parsed(name)
    assert (found.kind, found.parts) == (kind, parts)


@pytest.mark.parametrize(
    ("name", "pinyin"),
    [
        ("曾德强", "Zeng Deqiang"),
        ("单霁翔", "Shan Jixiang"),
        ("解振华", "Xie Zhenhua"),
        ("仇保兴", "Qiu Baoxing"),
        ("万俟卨", "Moqi Xie"),
        ("令狐安", "Linghu An"),
        ("吕伟", "Lü Wei"),
        ("沈岩", "Shen Yan"),
    ],
)
def test_pinyin_reads_surnames_as_such(name: str, pinyin: str) -> None:
    assert romanized(parsed(name)) == pinyin


@pytest.mark.parametrize(
    "spelling", ["Zhang Zhaohua", "ZHANG Zhaohua", "Zhaohua Zhang", "Zhang Zhao-hua", "Zhang Zhao Hua"]
)
def test_back_from_pinyin(spelling: str) -> None:
    assert spelling_keys(parsed(spelling)) & spelling_keys(parsed("张朝华"))
    assert name_likeness("张朝华", spelling, "CN") == Likeness.SAME


@pytest.mark.parametrize(
    ("one", "other", "country", "likeness"),
    [
        ("李伟", "李维", "CN", Likeness.DIFFERENT),
        ("吕伟", "Lyu Wei", "CN", Likeness.SAME),
        ("李强", "Wang Qiang", "CN", Likeness.DIFFERENT),
        ("李强", "Q. Li", "CN", Likeness.POSSIBLE),
        ("阿克马尔·朱马纳扎罗夫", "Akmal Jumanazarov", "UZ", Likeness.CLOSE),
        ("阿克马尔·朱马纳扎罗夫", "JUMANAZAROV Akmal", "UZ", Likeness.CLOSE),
        ("阿克马尔·朱马纳扎罗夫", "Dilshod Sattarov", "UZ", Likeness.DIFFERENT),
        ("马丁·米尔顿", "Martin J.T. Milton", "INT", Likeness.CLOSE),
        ("马丁·米尔顿", "Wynand Louw", "INT", Likeness.DIFFERENT),
        ("朱马纳扎罗夫", "阿克马尔·朱马纳扎罗夫", "UZ", Likeness.CLOSE),
        ("金圭汉", "Kim Gyu-han", "KR", Likeness.POSSIBLE),
        ("金圭汉", "Park Chan-ho", "KR", Likeness.DIFFERENT),
        ("Patrick Gallagher", "Patrick D. Gallagher", "US", Likeness.SAME),
        ("Patrick Gallagher", "Pat Gallagher", "US", Likeness.CLOSE),
        ("Patrick Gallagher", "Peter Gallagher", "US", Likeness.DIFFERENT),
        ("José Álvarez", "Jose Alvarez", "ES", Likeness.SAME),
    ],
)
def test_likeness(one: str, other: str, country: str, likeness: Likeness) -> None:
    assert name_likeness(one, other, country) == likeness
    assert name_likeness(other, one, country) == likeness


@pytest.mark.parametrize(
    ("chinese", "latin"),
    [
        ("安东·沙拉耶夫", "Anton Shalaev"),
        ("奥利维尔·佩亚特", "Olivier Peyrat"),
        ("塞尔吉奥·穆希卡", "Sergio Mujica"),
        ("扎法尔·哈桑", "Zafar Hassan"),
        ("克里斯托夫·温特哈尔特", "Christoph Winterhalter"),
        ("沃尔特·科潘", "Walter Copan"),
        ("乌尔里希·约阿希姆", "Joachim Ullrich"),
    ],
)
def test_sounds_alike(chinese: str, latin: str) -> None:
    assert alike(parsed(chinese).parts, parsed(latin).parts) > 0.72


@pytest.mark.parametrize(
    ("chinese", "latin"),
    [
        ("安东·沙拉耶夫", "Alexey Abramov"),
        ("约翰·沃尔特", "Robert Brown"),
        ("卡洛斯·阿马拉尔", "Carlos Alvarez"),
        ("克里斯托夫·温特哈尔特", "Christoph Weber"),
        ("沃尔特·科潘", "Walter Kramer"),
    ],
)
def test_sounds_unlike(chinese: str, latin: str) -> None:
    assert alike(parsed(chinese).parts, parsed(latin).parts) < 0.72
