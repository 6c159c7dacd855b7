"""Ids stay whatever joins later, and outlive the program."""

from __future__ import annotations

from pathlib import Path

from pipeline.identities import Identities
from pipeline.store import Store


def _assign(known: Identities, groups: list[list[str]]) -> list[str]:
    return known.assign("cluster", groups, lambda number, unique: f"c-{groups[number][0]}{unique or ''}")


def test_a_group_keeps_its_id() -> None:
    known = Identities()
    assert _assign(known, [["b"], ["d"]]) == ["c-b", "c-d"]
    assert _assign(known, [["a", "b"], ["c"], ["d"]]) == ["c-b", "c-c", "c-d"]


def test_a_split_group_leaves_the_id_with_the_larger_part() -> None:
    known = Identities()
    _assign(known, [["a", "b", "c"]])
    assert _assign(known, [["a"], ["b", "c"]]) == ["c-aTrue", "c-a"]


def test_joined_groups_keep_one_id_and_retire_the_other() -> None:
    known = Identities()
    _assign(known, [["a"], ["b", "c"]])
    assert _assign(known, [["a", "b", "c"]]) == ["c-b"]
    assert known.retired == {"c-a": "c-b"}


def test_an_id_is_never_given_twice() -> None:
    known = Identities()
    _assign(known, [["a", "b"]])
    assert _assign(known, [["b"], ["a"]]) == ["c-a", "c-aTrue"]


def test_the_store_remembers(tmp_path: Path) -> None:
    known = Identities()
    _assign(known, [["a", "b"]])
    with Store(tmp_path / "s.sqlite") as store:
        store.put_identities(known)
    with Store(tmp_path / "s.sqlite") as store:
        assert store.identities().known == known.known
