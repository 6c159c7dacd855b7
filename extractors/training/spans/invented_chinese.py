"""Chinese names that nobody bears: people, bodies, positions and places put together from lists."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from random import Random

from extractors.bodies import registry
from extractors.cleaning import simplified
from extractors.geography import cities, country_names
from extractors.lexicons import table
from extractors.training.spans import invented_english
from extractors.training.spans.exchange import Invent

GAZETTEER = Path("gazetteer") / "zh_translit_name_tokens.tsv"
_HAN = re.compile(r"[\u3400-\u9fff]+")
_GIVEN = (
    "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂文辉玲力建国志华海波东红梅宇浩然子轩雨涵思远景山若望云帆"
    "庆林松柏青岩永康立群晓岚家骏承先可馨允行其昌乃鹤年兴邦振德润泽启航一鸣春生秋实凤岐"
)
_JAPANESE = (
    "佐藤", "铃木", "高桥", "田中", "渡边", "伊藤", "山本", "中村", "小林", "佐久间", "黑川", "长谷川",
)  # fmt: skip
_JAPANESE_GIVEN = ("健太郎", "美咲", "一郎", "修", "由美", "和夫", "直树", "大辅", "裕子", "诚")
_TOPICS = (
    "标准化", "计量", "认可", "认证", "质量", "标准", "市场监督管理", "食品安全", "药品监督管理", "知识产权",
    "检验检疫", "工业", "贸易", "消费者保护", "竞争", "科技", "农业", "卫生", "经济", "测量",
    "技术监督", "合格评定",
)  # fmt: skip
_ENDINGS = (
    "局", "总局", "委员会", "研究院", "研究所", "中心", "协会", "署", "组织", "部", "机构", "学会", "联合会",
    "理事会", "管理局", "大学", "公司", "集团有限公司", "实验室", "监督局", "认可委员会",
)  # fmt: skip


def person(tokens: Sequence[str]) -> Invent:
    """Another person, written in the manner of the one there: pointed, Latin letters or Chinese."""

    def another(written: str, draw: Random) -> str:
        if written.isascii():
            return invented_english.person(written, draw)
        if "·" in written or draw.random() < 0.08:
            parts = [draw.choice(tokens) for _ in range(2 if draw.random() < 0.8 else 3)]
            return "·".join(parts)
        if len(written) > 4:
            return draw.choice(tokens)
        if draw.random() < 0.06:
            return draw.choice(_JAPANESE) + draw.choice(_JAPANESE_GIVEN)
        return _family(draw) + "".join(draw.choice(_GIVEN) for _ in range(draw.choice((1, 2, 2, 2))))

    return another


def body(written: str, draw: Random) -> str:
    """Another body: letters for letters, else one of the registry or one that there is not."""
    if written.isascii():
        return invented_english.body(written, draw)
    kind = draw.random()
    if len(written) < 5 and kind < 0.5:
        return written
    if kind < 0.45:
        return draw.choice(_registered())
    topic, ending = draw.choice(_TOPICS), draw.choice(_ENDINGS)
    if draw.random() < 0.25:
        topic += draw.choice(("与", "和", "、")) + draw.choice(_TOPICS)
    if kind < 0.75:
        return draw.choice(_lands()) + draw.choice(("", "国家", "联邦", "")) + topic + ending
    return draw.choice(_towns()) + draw.choice(("市", "省", "", "")) + topic + ending


def place(written: str, draw: Random) -> str:
    """A country for a country, else a city."""
    return draw.choice(_lands() if written in country_names("zh") else _towns())


def title(pool: Sequence[str]) -> Invent:
    """Gives positions of a list."""

    def another(written: str, draw: Random) -> str:
        return draw.choice(pool)

    return another


def invented(titles: Sequence[str], folder: Path) -> Mapping[str, Invent]:
    """What each label's spans are exchanged for; `folder` holds the gazetteer of transliterated names."""
    tokens = _transliterated(folder / GAZETTEER)
    return {"PERSON": person(tokens), "ORG": body, "LOC": place, "TITLE": title(sorted(set(titles)))}


def _transliterated(file: Path) -> tuple[str, ...]:
    rows = (line.split("\t") for line in file.read_text(encoding="utf-8").splitlines())
    names = {simplified(row[1]) for row in rows if len(row) > 1}
    return tuple(sorted(name for name in names if 2 <= len(name) <= 6 and _HAN.fullmatch(name)))


def _family(draw: Random) -> str:
    compound = table("zh_people")["compound_surnames"]
    return str(draw.choice(compound) if draw.random() < 0.05 else draw.choice(table("zh_people")["surnames"]))


def _modern(name: str) -> bool:
    """In simplified script, as the reader evens all text out to be."""
    return len(name) > 1 and simplified(name) == name


@cache
def _registered() -> tuple[str, ...]:
    return tuple(sorted({form for form, _ in registry().forms("zh") if len(form) > 3}))


@cache
def _lands() -> tuple[str, ...]:
    return tuple(sorted(name for name in country_names("zh") if _modern(name)))


@cache
def _towns() -> tuple[str, ...]:
    return tuple(sorted(name for name in cities("zh") if _modern(name)))
